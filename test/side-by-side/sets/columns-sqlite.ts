import { defineSet, type EntitySet } from "../entity-set";
import type { Vocabulary } from "../vocabulary";

const ON = ["sqlite"] as const;

function typesOf(name: string, define: (orm: Vocabulary) => readonly object[]): EntitySet {
  return defineSet(name, { covers: ["Column.type"], on: ON }, define);
}

/** The column types of SQLite: it keeps the spelling of each. */
export const sqliteColumnSets = [
  typesOf("numbers under each of their names", (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn("integer")
      id!: number;
      @orm.Column("int")
      a!: number;
      @orm.Column("tinyint")
      b!: number;
      @orm.Column("smallint")
      c!: number;
      @orm.Column("mediumint")
      d!: number;
      @orm.Column("bigint")
      e!: string;
      @orm.Column("unsigned big int")
      f!: string;
      @orm.Column("int2")
      g!: number;
      @orm.Column("int8")
      h!: string;
    }
    return [Numbers];
  }),
  typesOf("texts under each of their names", (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn("varchar")
      id!: string;
      @orm.Column("character", { length: 20 })
      a!: string;
      @orm.Column("varying character", { length: 255 })
      b!: string;
      @orm.Column("nchar", { length: 55 })
      c!: string;
      @orm.Column("native character", { length: 70 })
      d!: string;
      @orm.Column("nvarchar", { length: 100 })
      e!: string;
      @orm.Column("text")
      f!: string;
      @orm.Column("clob")
      g!: string;
    }
    return [Texts];
  }),
  typesOf("fractions under each of their names", (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("real")
      a!: number;
      @orm.Column("double")
      b!: number;
      @orm.Column("double precision")
      c!: number;
      @orm.Column("float")
      d!: number;
      @orm.Column("numeric", { precision: 10, scale: 2 })
      e!: string;
      @orm.Column("decimal")
      f!: string;
    }
    return [Numbers];
  }),
  typesOf("dates, bytes and JSON", (orm) => {
    @orm.Entity()
    class Rest {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("date")
      a!: string;
      @orm.Column("time")
      b!: string;
      @orm.Column("datetime")
      c!: Date;
      @orm.Column("blob")
      d!: Buffer;
      @orm.Column("json")
      e!: unknown;
      @orm.Column("jsonb")
      f!: unknown;
      @orm.Column("boolean")
      g!: boolean;
    }
    return [Rest];
  }),
  defineSet("collations", { covers: ["Column.collation"], on: ON }, (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ collation: "NOCASE" })
      a!: string;
      @orm.Column({ type: "text", collation: "RTRIM", nullable: true })
      b!: string;
    }
    return [Texts];
  }),
  defineSet(
    "an expression over texts",
    { covers: ["Column.asExpression", "Column.generatedType(STORED)"], on: ON },
    (orm) => {
      @orm.Entity()
      class Person {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column()
        firstName!: string;
        @orm.Column()
        lastName!: string;
        @orm.Column({ type: "varchar", asExpression: `"firstName" || ' ' || "lastName"`, generatedType: "STORED" })
        name!: string;
      }
      return [Person];
    },
  ),
];
