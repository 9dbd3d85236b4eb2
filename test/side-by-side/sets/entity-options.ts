import { SnakeNamingStrategy } from "../../../src/metadata/snake-naming-strategy";
import { defineSet } from "../entity-set";

/** What is said of tables, and of all of them at once. */
export const entityOptionSets = [
  defineSet("names of tables", { covers: ["Entity.name"] }, (orm) => {
    @orm.Entity("people")
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity({ name: "posts" })
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User)
      user!: User;
      @orm.ManyToMany(() => User)
      @orm.JoinTable()
      readers!: User[];
    }
    @orm.Entity("logs", { orderBy: { id: "DESC" } })
    class HTTPLogEntry {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [User, Post, HTTPLogEntry];
  }),
  defineSet("tables by the names of classes", { covers: ["Entity"] }, (orm) => {
    @orm.Entity()
    class UserProfile {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class HTTPLog {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Item2Box {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [UserProfile, HTTPLog, Item2Box];
  }),
  defineSet("hostile names", { covers: ["Entity.name", "Column.name"] }, (orm) => {
    @orm.Entity({ name: "order" })
    class Order {
      @orm.PrimaryGeneratedColumn({ name: "select" })
      id!: number;
      @orm.Column({ name: "with space" })
      a!: string;
      @orm.Column({ name: "Größe" })
      b!: string;
      @orm.Column({ name: "a-b" })
      c!: string;
    }
    return [Order];
  }),
  defineSet("a schema", { covers: ["Entity.schema"], on: ["postgres"], before: ["CREATE SCHEMA shop"] }, (orm) => {
    @orm.Entity({ schema: "shop" })
    class Product {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index()
      @orm.Column({ unique: true })
      name!: string;
    }
    @orm.Entity()
    class Order {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Product)
      product!: Product;
      @orm.ManyToMany(() => Product)
      @orm.JoinTable()
      products!: Product[];
    }
    @orm.Entity({ schema: "shop", name: "order" })
    class ShopOrder {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Order)
      order!: Order;
      @orm.ManyToMany(() => Product)
      @orm.JoinTable()
      products!: Product[];
    }
    return [Product, Order, ShopOrder];
  }),
  defineSet("the own schema by its name", { covers: ["Entity.schema"], on: ["postgres"] }, (orm) => {
    @orm.Entity({ schema: "public" })
    class Shelf {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [Shelf];
  }),
  defineSet("an engine", { covers: ["Entity.engine"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity({ engine: "MyISAM" })
    class Log {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity({ engine: "InnoDB" })
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [Log, Post];
  }),
  defineSet("no row numbers", { covers: ["Entity.withoutRowid"], on: ["sqlite"] }, (orm) => {
    @orm.Entity({ withoutRowid: true })
    class Setting {
      @orm.PrimaryColumn()
      key!: string;
      @orm.Column()
      value!: string;
    }
    return [Setting];
  }),
  defineSet("a table that nobody makes", { covers: ["Entity.synchronize"] }, (orm) => {
    @orm.Entity({ synchronize: false })
    class Legacy {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [Legacy, Post];
  }),
  defineSet("orders of rows", { covers: ["Entity.orderBy"] }, (orm) => {
    @orm.Entity({ orderBy: { name: "ASC", id: "DESC" } })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    return [User];
  }),
  defineSet("comments of tables", { covers: ["Entity.comment"], on: ["postgres", "mysql", "mariadb"] }, (orm) => {
    @orm.Entity({ comment: "all of it" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [User];
  }),
  defineSet(
    "a prefix of all tables",
    { covers: ["DataSource.entityPrefix"], dataSource: { entityPrefix: "app_" } },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column({ unique: true })
        email!: string;
      }
      @orm.Entity("posts")
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Index()
        @orm.ManyToOne(() => User)
        author!: User;
        @orm.ManyToMany(() => User)
        @orm.JoinTable()
        readers!: User[];
        @orm.ManyToMany(() => User)
        @orm.JoinTable({ name: "likes" })
        likes!: User[];
      }
      return [User, Post];
    },
  ),
  defineSet(
    "a naming strategy",
    { covers: ["DataSource.namingStrategy"], dataSource: { namingStrategy: new SnakeNamingStrategy() } },
    (orm) => {
      class Address {
        @orm.Column()
        streetName!: string;
      }
      @orm.Entity()
      class UserAccount {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column({ unique: true })
        emailAddress!: string;
        @orm.Column(() => Address)
        homeAddress!: Address;
      }
      @orm.Entity()
      class BlogPost {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => UserAccount)
        mainAuthor!: UserAccount;
        @orm.ManyToMany(() => UserAccount)
        @orm.JoinTable()
        firstReaders!: UserAccount[];
      }
      return [UserAccount, BlogPost];
    },
  ),
];
