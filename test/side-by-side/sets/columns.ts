import { defineSet } from "../entity-set";

const upperCase = {
  to: (value: unknown): unknown => (typeof value === "string" ? value.toUpperCase() : value),
  from: (value: unknown): unknown => value,
};

/** Columns whose types every database has, and the options that they take. */
export const columnSets = [
  defineSet("columns by their TypeScript types", { covers: ["Column"] }, (orm) => {
    @orm.Entity()
    class Everything {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      text!: string;
      @orm.Column()
      count!: number;
      @orm.Column()
      isActive!: boolean;
      @orm.Column()
      since!: Date;
    }
    return [Everything];
  }),
  defineSet("columns by constructors", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Everything {
      @orm.PrimaryColumn(Number)
      id!: unknown;
      @orm.Column({ type: String })
      text!: unknown;
      @orm.Column({ type: Number })
      count!: unknown;
      @orm.Column({ type: Boolean })
      isActive!: unknown;
      @orm.Column({ type: Date })
      since!: unknown;
    }
    return [Everything];
  }),
  defineSet("whole numbers", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn("int")
      id!: number;
      @orm.Column("smallint")
      small!: number;
      @orm.Column("bigint")
      big!: string;
      @orm.Column("integer")
      plain!: number;
    }
    return [Numbers];
  }),
  defineSet("decimal numbers", { covers: ["Column.precision", "Column.scale"] }, (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("decimal")
      plain!: string;
      @orm.Column("decimal", { precision: 5 })
      whole!: string;
      @orm.Column("decimal", { precision: 12, scale: 4 })
      money!: string;
      @orm.Column({ type: "numeric", precision: 6, scale: 0 })
      zero!: string;
    }
    return [Numbers];
  }),
  defineSet("floating numbers", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("float")
      one!: number;
      @orm.Column("double precision")
      two!: number;
      @orm.Column("real")
      three!: number;
    }
    return [Numbers];
  }),
  defineSet("texts with a length", { covers: ["Column.length"] }, (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ length: 50 })
      a!: string;
      @orm.Column({ length: "60" })
      b!: string;
      @orm.Column("varchar", { length: 70 })
      c!: string;
      @orm.Column("varchar")
      d!: string;
      @orm.Column("text")
      e!: string;
    }
    return [Texts];
  }),
  defineSet("names of columns", { covers: ["Column.name"] }, (orm) => {
    @orm.Entity()
    class Names {
      @orm.PrimaryColumn({ name: "names_id" })
      id!: number;
      @orm.Column({ name: "first_name" })
      firstName!: string;
      @orm.Column()
      lastName!: string;
      @orm.Column({ name: "select" })
      order!: string;
      @orm.Column({ name: "UPPER" })
      upper!: string;
    }
    return [Names];
  }),
  defineSet("columns that may be NULL", { covers: ["Column.nullable"] }, (orm) => {
    @orm.Entity()
    class Empty {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ nullable: true })
      a!: string;
      @orm.Column("int", { nullable: true })
      b!: number | null;
      @orm.Column({ nullable: false })
      c!: string;
    }
    return [Empty];
  }),
  defineSet("a unique column", { covers: ["Column.unique"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ unique: true })
      email!: string;
      @orm.Column({ unique: true, nullable: true, name: "user_name" })
      userName!: string;
    }
    return [User];
  }),
  defineSet(
    "options that leave the table alone",
    { covers: ["Column.select", "Column.insert", "Column.update", "Column.transformer", "Column.utc"] },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column({ select: false })
        secret!: string;
        @orm.Column({ insert: false, nullable: true })
        notInserted!: string;
        @orm.Column({ update: false })
        fixed!: string;
        @orm.Column({ transformer: upperCase })
        shouted!: string;
        @orm.Column({ transformer: [upperCase, upperCase] })
        shoutedTwice!: string;
        @orm.Column({ type: "date", utc: true })
        day!: Date;
      }
      return [User];
    },
  ),
  defineSet("comments", { covers: ["Column.comment", "Entity.comment"] }, (orm) => {
    @orm.Entity({ comment: "People" })
    class User {
      @orm.PrimaryColumn({ comment: "the number" })
      id!: number;
      @orm.Column({ comment: 'it\'s "quoted"' })
      name!: string;
      @orm.Column({ comment: "" })
      silent!: string;
    }
    return [User];
  }),
  defineSet("lists and JSON as text", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Bag {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("simple-array")
      tags!: string[];
      @orm.Column("simple-json", { nullable: true })
      options!: unknown;
    }
    return [Bag];
  }),
  defineSet("JSON", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Bag {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("json")
      options!: unknown;
      @orm.Column({ type: "json", nullable: true })
      more!: unknown;
    }
    return [Bag];
  }),
  defineSet("booleans", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Flags {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("boolean")
      a!: boolean;
      @orm.Column({ type: "boolean", default: true })
      b!: boolean;
    }
    return [Flags];
  }),
  defineSet("uuids that nobody makes", { covers: ["Column.type"] }, (orm) => {
    @orm.Entity()
    class Token {
      @orm.PrimaryColumn("uuid")
      id!: string;
      @orm.Column({ type: "uuid", nullable: true })
      other!: string;
    }
    return [Token];
  }),
  defineSet(
    "an expression that is computed and stored",
    { covers: ["Column.asExpression", "Column.generatedType(STORED)"] },
    (orm) => {
      @orm.Entity()
      class Box {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column()
        width!: number;
        @orm.Column({ asExpression: "width * 2", generatedType: "STORED" })
        double!: number;
      }
      return [Box];
    },
  ),
  defineSet(
    "an expression that is computed when it is read",
    {
      covers: ["Column.asExpression", "Column.generatedType(VIRTUAL)"],
      on: ["mysql", "mariadb", "sqlite"],
    },
    (orm) => {
      @orm.Entity()
      class Box {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column()
        width!: number;
        @orm.Column({ asExpression: "width * 2", generatedType: "VIRTUAL", nullable: true })
        double!: number;
        @orm.Column({ asExpression: "width + 1", nullable: true })
        next!: number;
      }
      return [Box];
    },
  ),
  defineSet("a version", { covers: ["VersionColumn", "VersionColumn.type"] }, (orm) => {
    @orm.Entity()
    class Page {
      @orm.PrimaryColumn()
      id!: number;
      @orm.VersionColumn()
      version!: number;
    }
    @orm.Entity()
    class Other {
      @orm.PrimaryColumn()
      id!: number;
      @orm.VersionColumn({ name: "lock_version", type: "bigint", default: 1 })
      version!: number;
    }
    return [Page, Other];
  }),
  defineSet(
    "columns of a query",
    {
      covers: [
        "VirtualColumn",
        "VirtualColumn.type",
        "VirtualColumn.query",
        "VirtualColumn.select",
        "VirtualColumn.transformer",
        "VirtualColumn.hstoreType",
      ],
    },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.VirtualColumn({ query: (alias) => `SELECT ${alias}.id + 1` })
        next!: number;
        @orm.VirtualColumn("int", { query: () => "SELECT 1" })
        one!: number;
        @orm.VirtualColumn({ type: "text", select: false, transformer: upperCase, query: () => "SELECT 'a'" })
        text!: string;
        @orm.VirtualColumn({ type: "text", hstoreType: "string", query: () => "SELECT 'a=>b'" })
        map!: string;
      }
      return [Page];
    },
  ),
  defineSet(
    "listeners",
    {
      covers: [
        "BeforeInsert",
        "AfterInsert",
        "BeforeUpdate",
        "AfterUpdate",
        "BeforeRemove",
        "AfterRemove",
        "BeforeSoftRemove",
        "AfterSoftRemove",
        "BeforeRecover",
        "AfterRecover",
        "AfterLoad",
      ],
    },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.BeforeInsert()
        @orm.BeforeUpdate()
        @orm.BeforeRemove()
        @orm.BeforeSoftRemove()
        @orm.BeforeRecover()
        before(): void {}
        @orm.AfterLoad()
        @orm.AfterInsert()
        @orm.AfterUpdate()
        @orm.AfterRemove()
        @orm.AfterSoftRemove()
        @orm.AfterRecover()
        after(): void {}
      }
      return [Page];
    },
  ),
];
