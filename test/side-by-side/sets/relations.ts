import { defineSet } from "../entity-set";
import type { Relation } from "../vocabulary";

/** To-one relations and their other ends. */
export const relationSets = [
  defineSet("many to one", { covers: ["ManyToOne"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User)
      author!: User;
      @orm.Column()
      title!: string;
    }
    return [User, Post];
  }),
  defineSet("many to one and back", { covers: ["ManyToOne", "OneToMany"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToMany(() => Post, (post) => post.author)
      posts!: Relation<Post>[];
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, (user) => user.posts)
      author!: Relation<User>;
    }
    return [User, Post];
  }),
  defineSet("the other end by its name", { covers: ["ManyToOne", "OneToMany"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToMany("Post", "author")
      posts!: Relation<Post>[];
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne("User", "posts")
      author!: Relation<User>;
    }
    return [User, Post];
  }),
  defineSet("a relation that may not be empty", { covers: ["ManyToOne.nullable"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, { nullable: false })
      author!: User;
      @orm.ManyToOne(() => User, { nullable: true })
      editor!: User;
    }
    return [User, Post];
  }),
  defineSet("what happens when a row goes", { covers: ["ManyToOne.onDelete"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, { onDelete: "CASCADE" })
      a!: User;
      @orm.ManyToOne(() => User, { onDelete: "SET NULL" })
      b!: User;
      @orm.ManyToOne(() => User, { onDelete: "RESTRICT" })
      c!: User;
      @orm.ManyToOne(() => User, { onDelete: "NO ACTION" })
      d!: User;
    }
    return [User, Post];
  }),
  defineSet("what happens when a key changes", { covers: ["ManyToOne.onUpdate"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, { onUpdate: "CASCADE" })
      a!: User;
      @orm.ManyToOne(() => User, { onUpdate: "SET NULL", onDelete: "CASCADE" })
      b!: User;
      @orm.ManyToOne(() => User, { onUpdate: "RESTRICT" })
      c!: User;
      @orm.ManyToOne(() => User, { onUpdate: "NO ACTION" })
      d!: User;
    }
    return [User, Post];
  }),
  defineSet(
    "keys that are checked at the end",
    { covers: ["ManyToOne.deferrable", "OneToOne.deferrable"], on: ["postgres", "sqlite"] },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => User, { deferrable: "INITIALLY DEFERRED" })
        a!: User;
        @orm.ManyToOne(() => User, { deferrable: "INITIALLY IMMEDIATE" })
        b!: User;
        @orm.OneToOne(() => User, { deferrable: "INITIALLY DEFERRED" })
        @orm.JoinColumn()
        c!: User;
      }
      return [User, Post];
    },
  ),
  defineSet(
    "columns without a foreign key",
    {
      covers: [
        "ManyToOne.createForeignKeyConstraints",
        "OneToOne.createForeignKeyConstraints",
        "ManyToMany.createForeignKeyConstraints",
      ],
    },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => User, { createForeignKeyConstraints: false })
        a!: User;
        @orm.OneToOne(() => User, { createForeignKeyConstraints: false })
        @orm.JoinColumn()
        b!: User;
        @orm.ManyToMany(() => User, { createForeignKeyConstraints: false })
        @orm.JoinTable()
        c!: User[];
      }
      return [User, Post];
    },
  ),
  defineSet(
    "options that leave the table alone",
    {
      covers: [
        "ManyToOne.cascade",
        "ManyToOne.eager",
        "ManyToOne.lazy",
        "ManyToOne.persistence",
        "ManyToOne.orphanedRowAction",
        "OneToMany.cascade",
        "OneToMany.eager",
        "OneToMany.lazy",
        "OneToMany.persistence",
        "OneToOne.cascade",
        "OneToOne.eager",
        "OneToOne.lazy",
        "OneToOne.persistence",
        "OneToOne.orphanedRowAction",
        "ManyToMany.cascade",
        "ManyToMany.eager",
        "ManyToMany.lazy",
        "ManyToMany.persistence",
      ],
    },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.OneToMany(() => Post, (post) => post.a, { cascade: ["insert", "update"], lazy: true, persistence: false })
        posts!: Promise<Relation<Post>[]>;
        @orm.OneToMany(() => Post, (post) => post.b, { cascade: true })
        others!: Relation<Post>[];
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => User, (user) => user.posts, { cascade: true, lazy: true, orphanedRowAction: "delete" })
        a!: Promise<User>;
        @orm.ManyToOne(() => User, (user) => user.others, { eager: true, orphanedRowAction: "soft-delete" })
        b!: User;
        @orm.ManyToOne(() => User, {
          persistence: false,
          orphanedRowAction: "disable",
          cascade: ["remove", "soft-remove", "recover"],
        })
        c!: User;
        @orm.OneToOne(() => User, { cascade: ["insert"], eager: true, orphanedRowAction: "nullify" })
        @orm.JoinColumn()
        d!: User;
        @orm.OneToOne(() => User, { lazy: true, persistence: false })
        @orm.JoinColumn()
        e!: Promise<User>;
        @orm.ManyToMany(() => User, { cascade: true, eager: true })
        @orm.JoinTable()
        f!: User[];
        @orm.ManyToMany(() => User, { cascade: ["insert"], lazy: true, persistence: false })
        @orm.JoinTable()
        g!: Promise<User[]>;
      }
      return [User, Post];
    },
  ),
  defineSet("a lazy and an eager list", { covers: ["OneToMany.eager", "OneToMany.orphanedRowAction"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToMany(() => Post, (post) => post.author, { eager: true, orphanedRowAction: "delete" })
      posts!: Relation<Post>[];
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, (user) => user.posts)
      author!: Relation<User>;
    }
    return [User, Post];
  }),
  defineSet("one to one", { covers: ["OneToOne", "JoinColumn"] }, (orm) => {
    @orm.Entity()
    class Profile {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToOne(() => Profile)
      @orm.JoinColumn()
      profile!: Profile;
    }
    return [Profile, User];
  }),
  defineSet(
    "one to one and back",
    { covers: ["OneToOne", "OneToOne.onDelete", "OneToOne.nullable", "OneToOne.onUpdate"] },
    (orm) => {
      @orm.Entity()
      class Profile {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.OneToOne(() => User, (user) => user.profile)
        user!: Relation<User>;
      }
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.OneToOne(() => Profile, (profile) => profile.user, {
          nullable: false,
          onDelete: "CASCADE",
          onUpdate: "CASCADE",
        })
        @orm.JoinColumn()
        profile!: Relation<Profile>;
      }
      return [Profile, User];
    },
  ),
  defineSet("one to one over the key itself", { covers: ["OneToOne", "JoinColumn.name"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Profile {
      @orm.PrimaryColumn()
      userId!: number;
      @orm.OneToOne(() => User)
      @orm.JoinColumn({ name: "userId" })
      user!: User;
    }
    return [User, Profile];
  }),
  defineSet("names of join columns", { covers: ["JoinColumn.name"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User)
      @orm.JoinColumn({ name: "author_id" })
      author!: User;
      @orm.OneToOne(() => User)
      @orm.JoinColumn({ name: "owner_id" })
      owner!: User;
    }
    return [User, Post];
  }),
  defineSet("join columns to another column", { covers: ["JoinColumn.referencedColumnName"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column({ unique: true, length: 80 })
      email!: string;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User)
      @orm.JoinColumn({ referencedColumnName: "email" })
      author!: User;
      @orm.ManyToOne(() => User)
      @orm.JoinColumn({ name: "editor_email", referencedColumnName: "email" })
      editor!: User;
    }
    return [User, Post];
  }),
  defineSet(
    "names of foreign keys",
    {
      covers: ["JoinColumn.foreignKeyConstraintName", "Column.foreignKeyConstraintName"],
      on: ["postgres", "mysql", "mariadb", "sqlite"],
    },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => User)
        @orm.JoinColumn({ foreignKeyConstraintName: "fk_post_author" })
        author!: User;
        @orm.OneToOne(() => User)
        @orm.JoinColumn({ name: "owner_id", foreignKeyConstraintName: "fk_post_owner" })
        owner!: User;
      }
      return [User, Post];
    },
  ),
  defineSet("a join column that is also a property", { covers: ["JoinColumn.name", "ManyToOne"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column({ nullable: true })
      authorId!: number;
      @orm.ManyToOne(() => User)
      @orm.JoinColumn({ name: "authorId" })
      author!: User;
      @orm.Column({ name: "editor_id" })
      editorId!: number;
      @orm.ManyToOne(() => User, { nullable: false })
      @orm.JoinColumn({ name: "editor_id" })
      editor!: User;
    }
    return [User, Post];
  }),
  defineSet("relations to a composite key", { covers: ["ManyToOne", "OneToOne"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryColumn()
      country!: string;
      @orm.PrimaryColumn()
      number!: number;
    }
    @orm.Entity()
    class Visit {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Place, { onDelete: "CASCADE" })
      place!: Place;
      @orm.OneToOne(() => Place)
      @orm.JoinColumn()
      best!: Place;
    }
    return [Place, Visit];
  }),
  defineSet(
    "several join columns",
    { covers: ["JoinColumn[]", "JoinColumn.name", "JoinColumn.referencedColumnName"] },
    (orm) => {
      @orm.Entity()
      class Place {
        @orm.PrimaryColumn({ length: 2 })
        country!: string;
        @orm.PrimaryColumn()
        number!: number;
      }
      @orm.Entity()
      class Visit {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => Place)
        @orm.JoinColumn([
          { name: "place_country", referencedColumnName: "country", foreignKeyConstraintName: "fk_visit_place" },
          { name: "place_number", referencedColumnName: "number", foreignKeyConstraintName: "fk_visit_place" },
        ])
        place!: Place;
      }
      return [Place, Visit];
    },
  ),
  defineSet("relations in the key", { covers: ["PrimaryColumn", "ManyToOne"] }, (orm) => {
    @orm.Entity()
    class Order {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Product {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class OrderLine {
      @orm.PrimaryColumn()
      orderId!: number;
      @orm.PrimaryColumn()
      productId!: number;
      @orm.ManyToOne(() => Order, { onDelete: "CASCADE" })
      order!: Order;
      @orm.ManyToOne(() => Product)
      product!: Product;
      @orm.Column()
      amount!: number;
    }
    return [Order, Product, OrderLine];
  }),
  defineSet("a chain of keys", { covers: ["PrimaryColumn", "ManyToOne"] }, (orm) => {
    @orm.Entity()
    class A {
      @orm.PrimaryColumn("varchar", { length: 20 })
      code!: string;
    }
    @orm.Entity()
    class B {
      @orm.PrimaryColumn("varchar", { length: 20 })
      aCode!: string;
      @orm.PrimaryColumn()
      number!: number;
      @orm.ManyToOne(() => A)
      a!: A;
    }
    @orm.Entity()
    class C {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => B)
      b!: B;
    }
    return [A, B, C];
  }),
  defineSet("a relation to itself", { covers: ["ManyToOne", "OneToMany"] }, (orm) => {
    @orm.Entity()
    class Category {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Category, (category) => category.children)
      parent!: Relation<Category>;
      @orm.OneToMany(() => Category, (category) => category.parent)
      children!: Relation<Category>[];
    }
    return [Category];
  }),
  defineSet("relations in a circle", { covers: ["ManyToOne", "OneToOne"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Team, (team) => team.members)
      team!: Relation<Team>;
    }
    @orm.Entity()
    class Team {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToOne(() => User)
      @orm.JoinColumn()
      leader!: User;
      @orm.OneToMany(() => User, (user) => user.team)
      members!: User[];
    }
    return [User, Team];
  }),
  defineSet("relations to keys of each type", { covers: ["ManyToOne"] }, (orm) => {
    @orm.Entity()
    class Random {
      @orm.PrimaryGeneratedColumn("uuid")
      id!: string;
    }
    @orm.Entity()
    class Text {
      @orm.PrimaryColumn({ length: 40 })
      id!: string;
    }
    @orm.Entity()
    class Big {
      @orm.PrimaryColumn("bigint")
      id!: string;
    }
    @orm.Entity()
    class Exact {
      @orm.PrimaryColumn("decimal", { precision: 8, scale: 2 })
      id!: string;
    }
    @orm.Entity()
    class All {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Random)
      random!: Random;
      @orm.ManyToOne(() => Text)
      text!: Text;
      @orm.ManyToOne(() => Big)
      big!: Big;
      @orm.ManyToOne(() => Exact)
      exact!: Exact;
    }
    return [Random, Text, Big, Exact, All];
  }),
  defineSet(
    "relations to keys without a sign and with a collation",
    { covers: ["ManyToOne", "Column.unsigned", "Column.collation"], on: ["mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class Numbered {
        @orm.PrimaryGeneratedColumn({ unsigned: true, type: "bigint" })
        id!: string;
      }
      @orm.Entity()
      class Named {
        @orm.PrimaryColumn({ charset: "ascii", collation: "ascii_bin", length: 10 })
        id!: string;
      }
      @orm.Entity()
      class All {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => Numbered)
        numbered!: Numbered;
        @orm.ManyToOne(() => Named)
        named!: Named;
      }
      return [Numbered, Named, All];
    },
  ),
  defineSet("ids of relations", { covers: ["RelationId"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.OneToMany(() => Post, (post) => post.author)
      posts!: Relation<Post>[];
      @orm.RelationId((user: User) => user.posts)
      postIds!: number[];
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => User, (user) => user.posts)
      author!: Relation<User>;
      @orm.RelationId((post: Post) => post.author)
      writerId!: number;
    }
    return [User, Post];
  }),
];
