import { defineSet } from "../entity-set";

/** Indexes and constraints of tables. */
export const indexSets = [
  defineSet("an index of a property", { covers: ["Index", "Index.unique"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index()
      @orm.Column()
      email!: string;
      @orm.Index("users_by_name")
      @orm.Column()
      name!: string;
      @orm.Index({ unique: true })
      @orm.Column()
      login!: string;
      @orm.Index("users_by_nick", { unique: true })
      @orm.Column()
      nick!: string;
    }
    return [User];
  }),
  defineSet("indexes of a class", { covers: ["Index"] }, (orm) => {
    @orm.Entity()
    @orm.Index(["first", "last"])
    @orm.Index(["last", "age"], { unique: true })
    @orm.Index("by_both", ["first", "last", "id"])
    @orm.Index("by_age", ["age"], { unique: true })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      first!: string;
      @orm.Column()
      last!: string;
      @orm.Column()
      age!: number;
    }
    return [User];
  }),
  defineSet("indexes by functions", { covers: ["Index"] }, (orm) => {
    @orm.Entity()
    @orm.Index((user: User) => [user.first, user.last])
    @orm.Index("by_last", (user: User) => [user.last], { unique: true })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column({ name: "first_name" })
      first!: string;
      @orm.Column({ name: "last_name" })
      last!: string;
    }
    return [User];
  }),
  defineSet("an index over a relation", { covers: ["Index", "Unique"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    @orm.Index(["author", "title"])
    @orm.Unique(["title", "editor"])
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      title!: string;
      @orm.ManyToOne(() => User)
      author!: User;
      @orm.Index()
      @orm.ManyToOne(() => User)
      editor!: User;
    }
    return [User, Post];
  }),
  defineSet("an index over some rows", { covers: ["Index.where"], on: ["postgres", "sqlite"] }, (orm) => {
    @orm.Entity()
    @orm.Index(["name"], { where: "active" })
    @orm.Index("named", ["name"], { where: `"name" <> ''`, unique: true })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
      @orm.Column()
      active!: boolean;
      @orm.Index({ where: "age > 18" })
      @orm.Column()
      age!: number;
    }
    return [User];
  }),
  defineSet("methods of indexes", { covers: ["Index.type"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Document {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index({ type: "gin" })
      @orm.Column("jsonb")
      a!: unknown;
      @orm.Index({ type: "hash" })
      @orm.Column()
      b!: string;
      @orm.Index({ type: "gist" })
      @orm.Column("tsrange")
      c!: string;
      @orm.Index({ type: "brin" })
      @orm.Column("timestamp")
      d!: Date;
      @orm.Index({ type: "spgist" })
      @orm.Column("point")
      e!: unknown;
      @orm.Index({ type: "btree" })
      @orm.Column()
      f!: number;
    }
    return [Document];
  }),
  defineSet("indexes over shapes", { covers: ["Index.spatial"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index({ spatial: true })
      @orm.Column("point")
      where!: unknown;
    }
    return [Place];
  }),
  defineSet("indexes over shapes, here", { covers: ["Index.spatial"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index({ spatial: true })
      @orm.Column("point")
      where!: unknown;
    }
    return [Place];
  }),
  defineSet("indexes over words", { covers: ["Index.fulltext"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    @orm.Index("words", ["title", "body"], { fulltext: true })
    class Page {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index({ fulltext: true })
      @orm.Column()
      title!: string;
      @orm.Column("text")
      body!: string;
    }
    return [Page];
  }),
  defineSet("the parser of an index over words", { covers: ["Index.parser"], on: ["mysql"] }, (orm) => {
    @orm.Entity()
    class Page {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index({ fulltext: true, parser: "ngram" })
      @orm.Column()
      title!: string;
    }
    return [Page];
  }),
  defineSet("an index that nobody makes", { covers: ["Index.synchronize"] }, (orm) => {
    @orm.Entity()
    @orm.Index("by_hand", { synchronize: false })
    class Page {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index()
      @orm.Column()
      title!: string;
    }
    return [Page];
  }),
  defineSet("unique constraints", { covers: ["Unique"] }, (orm) => {
    @orm.Entity()
    @orm.Unique(["first", "last"])
    @orm.Unique("one_age", ["age"])
    @orm.Unique((user: User) => [user.age, user.first])
    @orm.Unique("by_three", (user: User) => [user.age, user.first, user.last])
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      first!: string;
      @orm.Column()
      last!: string;
      @orm.Column()
      age!: number;
    }
    return [User];
  }),
  defineSet("a unique constraint of a property", { covers: ["Unique"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Unique("one_email", ["email"])
      @orm.Column()
      email!: string;
    }
    return [User];
  }),
  defineSet("a unique constraint over a relation", { covers: ["Unique"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryColumn({ length: 2 })
      country!: string;
      @orm.PrimaryColumn()
      number!: number;
    }
    @orm.Entity()
    @orm.Unique(["place", "day"])
    class Visit {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Place)
      place!: Place;
      @orm.Column("date")
      day!: string;
    }
    return [Place, Visit];
  }),
  defineSet(
    "a unique constraint that is checked at the end",
    { covers: ["Unique.deferrable"], on: ["postgres"] },
    (orm) => {
      @orm.Entity()
      @orm.Unique(["position"], { deferrable: "INITIALLY DEFERRED" })
      @orm.Unique("by_rank", ["rank"], { deferrable: "INITIALLY IMMEDIATE" })
      class Item {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column()
        position!: number;
        @orm.Column()
        rank!: number;
      }
      return [Item];
    },
  ),
  defineSet("checks", { covers: ["Check"] }, (orm) => {
    @orm.Entity()
    @orm.Check("price > 0")
    @orm.Check("fair", "price < 1000")
    class Product {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      price!: number;
    }
    return [Product];
  }),
  defineSet("a check of a property", { covers: ["Check"] }, (orm) => {
    @orm.Entity()
    class Product {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Check("amount >= 0")
      @orm.Column()
      amount!: number;
    }
    return [Product];
  }),
  defineSet(
    "exclusions",
    { covers: ["Exclusion", "Exclusion.deferrable"], on: ["postgres"], before: ["CREATE EXTENSION btree_gist"] },
    (orm) => {
      @orm.Entity()
      @orm.Exclusion(`USING gist ("room" WITH =, "during" WITH &&)`)
      @orm.Exclusion("not_at_once", `USING gist ("during" WITH &&) WHERE (room > 5)`)
      @orm.Exclusion("at_the_end", `USING gist ("during" WITH &&)`, { deferrable: "INITIALLY DEFERRED" })
      class Booking {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column()
        room!: number;
        @orm.Column("tsrange")
        during!: string;
      }
      return [Booking];
    },
  ),
  defineSet(
    "an index that is built while others write",
    { covers: ["Index.concurrent"], on: ["postgres"], dataSource: { migrationsTransactionMode: "none" } },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Index({ concurrent: true })
        @orm.Column()
        title!: string;
      }
      return [Page];
    },
  ),
];
