import { defineSet } from "../entity-set";

/** Defaults of columns: values and SQL. */
export const defaultSets = [
  defineSet("texts", { covers: ["Column.default"] }, (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ default: "" })
      a!: string;
      @orm.Column({ default: "plain" })
      b!: string;
      @orm.Column({ default: 'with "double" quotes' })
      c!: string;
      @orm.Column({ default: "42" })
      d!: string;
      @orm.Column({ default: "NULL" })
      e!: string;
      @orm.Column({ default: "now()" })
      f!: string;
    }
    return [Texts];
  }),
  defineSet("numbers", { covers: ["Column.default"] }, (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ default: 0 })
      a!: number;
      @orm.Column({ default: -1 })
      b!: number;
      @orm.Column("bigint", { default: 9007199254740991 })
      c!: string;
      @orm.Column("decimal", { precision: 10, scale: 2, default: 1.5 })
      d!: string;
      @orm.Column("float", { default: 0.25 })
      e!: number;
      @orm.Column("bigint", { default: "12" })
      f!: string;
    }
    return [Numbers];
  }),
  defineSet("booleans", { covers: ["Column.default"] }, (orm) => {
    @orm.Entity()
    class Flags {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ default: true })
      a!: boolean;
      @orm.Column({ default: false })
      b!: boolean;
    }
    return [Flags];
  }),
  defineSet("NULL", { covers: ["Column.default"] }, (orm) => {
    @orm.Entity()
    class Empty {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ default: null, nullable: true })
      a!: string;
      @orm.Column("int", { default: null })
      b!: number | null;
    }
    return [Empty];
  }),
  defineSet("the current moment", { covers: ["Column.default"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Moments {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("timestamp", { default: () => "CURRENT_TIMESTAMP" })
      a!: Date;
      @orm.Column("timestamptz", { default: () => "now()" })
      b!: Date;
      @orm.Column("timestamp", { precision: 3, default: () => "CURRENT_TIMESTAMP(3)" })
      c!: Date;
      @orm.Column("date", { default: () => "CURRENT_DATE" })
      d!: string;
      @orm.Column("time", { default: () => "LOCALTIME" })
      e!: string;
      @orm.Column("timestamp", { default: () => "(now() at time zone 'utc')" })
      f!: Date;
    }
    return [Moments];
  }),
  defineSet("the current moment, here", { covers: ["Column.default"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class Moments {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("datetime", { default: () => "CURRENT_TIMESTAMP" })
      a!: Date;
      @orm.Column("datetime", { precision: 6, default: () => "CURRENT_TIMESTAMP(6)" })
      b!: Date;
      @orm.Column("timestamp", { default: () => "now()" })
      c!: Date;
      @orm.Column("datetime", { default: "2020-01-02 03:04:05" })
      d!: Date;
    }
    return [Moments];
  }),
  defineSet("the current moment as text", { covers: ["Column.default"], on: ["sqlite"] }, (orm) => {
    @orm.Entity()
    class Moments {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("datetime", { default: () => "CURRENT_TIMESTAMP" })
      a!: Date;
      @orm.Column("datetime", { default: () => "(datetime('now'))" })
      b!: Date;
      @orm.Column("text", { default: () => "(lower(hex(randomblob(4))))" })
      c!: string;
    }
    return [Moments];
  }),
  defineSet("JSON", { covers: ["Column.default"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Bag {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("jsonb", { default: {} })
      a!: unknown;
      @orm.Column("jsonb", { default: { b: 1, a: [true, null] } })
      b!: unknown;
      @orm.Column("json", { default: { text: "it's" } })
      c!: unknown;
      @orm.Column("jsonb", { default: () => "'[]'::jsonb" })
      d!: unknown;
      @orm.Column("simple-json", { default: "{}" })
      e!: unknown;
    }
    return [Bag];
  }),
  defineSet("JSON, here", { covers: ["Column.default"], on: ["sqlite"] }, (orm) => {
    @orm.Entity()
    class Bag {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("json", { default: {} })
      a!: unknown;
      @orm.Column("json", { default: { b: 1, a: "it's" } })
      b!: unknown;
      @orm.Column("jsonb", { default: { b: 1 } })
      c!: unknown;
      @orm.Column("simple-json", { default: "{}" })
      d!: unknown;
    }
    return [Bag];
  }),
  defineSet("JSON and texts by an expression", { covers: ["Column.default"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class Bag {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("json", { default: () => "(json_array())" })
      a!: unknown;
      @orm.Column("text", { default: () => "('long')" })
      b!: string;
      @orm.Column("varchar", { length: 36, default: () => "(uuid())" })
      c!: string;
      @orm.Column("int", { default: () => "(1 + 1)" })
      d!: number;
    }
    return [Bag];
  }),
  defineSet("expressions", { covers: ["Column.default"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Expressions {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("int", { default: () => "1 + 1" })
      a!: number;
      @orm.Column("interval", { default: () => "INTERVAL '1 day'" })
      b!: unknown;
      @orm.Column("uuid", { default: () => "gen_random_uuid()" })
      c!: string;
      @orm.Column("text", { default: () => "upper('x')" })
      d!: string;
      @orm.Column("text", { array: true, default: () => "ARRAY[]::text[]" })
      e!: string[];
      @orm.Column("date", { default: "2020-01-02" })
      f!: string;
      @orm.Column("int", { default: () => "5" })
      g!: number;
      @orm.Column("varchar", { length: 5, default: () => "'abc'" })
      h!: string;
      @orm.Column("boolean", { default: () => "false" })
      i!: boolean;
      @orm.Column("boolean", { default: "true" })
      j!: boolean;
    }
    return [Expressions];
  }),
  defineSet(
    "the next number of a sequence",
    { covers: ["Column.default"], on: ["postgres"], before: ["CREATE SEQUENCE tickets"] },
    (orm) => {
      @orm.Entity()
      class Ticket {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column("bigint", { default: () => "nextval('tickets'::regclass)" })
        number!: string;
      }
      return [Ticket];
    },
  ),
];
