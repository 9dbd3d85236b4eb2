import { defineSet, type EntitySet } from "../entity-set";
import type { Vocabulary } from "../vocabulary";

const ON = ["postgres"] as const;

/** A set about column types that one database has. */
function typesOf(
  name: string,
  define: (orm: Vocabulary) => readonly object[],
  before: readonly string[] = [],
): EntitySet {
  return defineSet(name, { covers: ["Column.type"], on: ON, before }, define);
}

/** The column types of PostgreSQL, and the options that only its columns take. */
export const postgresColumnSets = [
  typesOf("numbers under each of their names", (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn("int4")
      id!: number;
      @orm.Column("int2")
      a!: number;
      @orm.Column("int8")
      b!: string;
      @orm.Column("float4")
      c!: number;
      @orm.Column("float8")
      d!: number;
      @orm.Column("money")
      e!: string;
      @orm.Column("numeric", { precision: 20, scale: 10 })
      f!: string;
    }
    return [Numbers];
  }),
  typesOf("texts under each of their names", (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn("character varying")
      id!: string;
      @orm.Column("character varying", { length: 20 })
      a!: string;
      @orm.Column("char")
      b!: string;
      @orm.Column("char", { length: 3 })
      c!: string;
      @orm.Column("character", { length: 4 })
      d!: string;
    }
    return [Texts];
  }),
  typesOf("bits and bytes", (orm) => {
    @orm.Entity()
    class Bits {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("bit")
      a!: string;
      @orm.Column({ type: "bit", length: 4 })
      b!: string;
      @orm.Column("varbit")
      c!: string;
      @orm.Column({ type: "varbit", length: 8 })
      d!: string;
      @orm.Column({ type: "bit varying", length: 9 })
      e!: string;
      @orm.Column("bytea")
      f!: Buffer;
    }
    return [Bits];
  }),
  typesOf("dates and times under each of their names", (orm) => {
    @orm.Entity()
    class Times {
      @orm.PrimaryColumn("timestamp")
      id!: Date;
      @orm.Column("timestamptz")
      a!: Date;
      @orm.Column("timestamp without time zone")
      b!: Date;
      @orm.Column("timestamp with time zone")
      c!: Date;
      @orm.Column("date")
      d!: string;
      @orm.Column("time")
      e!: string;
      @orm.Column("timetz")
      f!: string;
      @orm.Column("time without time zone")
      g!: string;
      @orm.Column("time with time zone")
      h!: string;
      @orm.Column("interval")
      i!: unknown;
    }
    return [Times];
  }),
  typesOf("dates and times with a precision", (orm) => {
    @orm.Entity()
    class Times {
      @orm.PrimaryColumn("timestamp", { precision: 3 })
      id!: Date;
      @orm.Column({ type: "timestamptz", precision: 0 })
      a!: Date;
      @orm.Column("timestamp with time zone", { precision: 2 })
      b!: Date;
      @orm.Column("time", { precision: 1 })
      c!: string;
      @orm.Column({ type: "timetz", precision: 4 })
      d!: string;
      @orm.Column({ type: "interval", precision: 3 })
      e!: unknown;
    }
    return [Times];
  }),
  typesOf("shapes", (orm) => {
    @orm.Entity()
    class Shapes {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("point")
      a!: unknown;
      @orm.Column("line")
      b!: string;
      @orm.Column("lseg")
      c!: string;
      @orm.Column("box")
      d!: string;
      @orm.Column("path")
      e!: string;
      @orm.Column("polygon")
      f!: string;
      @orm.Column("circle")
      g!: unknown;
    }
    return [Shapes];
  }),
  typesOf("addresses", (orm) => {
    @orm.Entity()
    class Addresses {
      @orm.PrimaryColumn("inet")
      id!: string;
      @orm.Column("cidr")
      a!: string;
      @orm.Column("macaddr")
      b!: string;
      @orm.Column("macaddr8")
      c!: string;
    }
    return [Addresses];
  }),
  typesOf("texts to search, XML and JSON", (orm) => {
    @orm.Entity()
    class Documents {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("tsvector")
      a!: string;
      @orm.Column("tsquery")
      b!: string;
      @orm.Column("xml")
      c!: string;
      @orm.Column("json")
      d!: unknown;
      @orm.Column("jsonb")
      e!: unknown;
      @orm.Column("jsonpath")
      f!: string;
    }
    return [Documents];
  }),
  typesOf("ranges", (orm) => {
    @orm.Entity()
    class Ranges {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("int4range")
      a!: string;
      @orm.Column("int8range")
      b!: string;
      @orm.Column("numrange")
      c!: string;
      @orm.Column("tsrange")
      d!: string;
      @orm.Column("tstzrange")
      e!: string;
      @orm.Column("daterange")
      f!: string;
    }
    return [Ranges];
  }),
  typesOf("ranges with gaps", (orm) => {
    @orm.Entity()
    class Ranges {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("int4multirange")
      a!: string;
      @orm.Column("int8multirange")
      b!: string;
      @orm.Column("nummultirange")
      c!: string;
      @orm.Column("tsmultirange")
      d!: string;
      @orm.Column("tstzmultirange")
      e!: string;
      @orm.Column("datemultirange")
      f!: string;
    }
    return [Ranges];
  }),
  typesOf(
    "types of extensions",
    (orm) => {
      @orm.Entity()
      class Extras {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column("citext")
        a!: string;
        @orm.Column("ltree")
        b!: string;
        @orm.Column("cube")
        c!: unknown;
      }
      return [Extras];
    },
    ["CREATE EXTENSION citext", "CREATE EXTENSION ltree", "CREATE EXTENSION cube"],
  ),
  defineSet("a map of texts", { covers: ["Column.hstoreType"], on: ON, before: ["CREATE EXTENSION hstore"] }, (orm) => {
    @orm.Entity()
    class Map {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("hstore")
      a!: unknown;
      @orm.Column("hstore", { hstoreType: "object" })
      b!: object;
      @orm.Column("hstore", { hstoreType: "string", nullable: true })
      c!: string;
    }
    return [Map];
  }),
  defineSet("arrays", { covers: ["Column.array"], on: ON }, (orm) => {
    @orm.Entity()
    class Lists {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("int", { array: true })
      a!: number[];
      @orm.Column("text", { array: true, nullable: true })
      b!: string[];
      @orm.Column("varchar", { array: true, length: 10 })
      c!: string[];
      @orm.Column("numeric", { array: true, precision: 6, scale: 2 })
      d!: string[];
      @orm.Column("timestamptz", { array: true })
      e!: Date[];
      @orm.Column("uuid", { array: true })
      f!: string[];
      @orm.Column("jsonb", { array: true })
      g!: unknown[];
    }
    return [Lists];
  }),
  defineSet("arrays with a default", { covers: ["Column.array", "Column.default"], on: ON }, (orm) => {
    @orm.Entity()
    class Lists {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("int", { array: true, default: [] })
      a!: number[];
      @orm.Column("int", { array: true, default: [1, 2] })
      b!: number[];
      @orm.Column("text", { array: true, default: ["a", "b"] })
      c!: string[];
      @orm.Column("text", { array: true, default: "{x,y}" })
      d!: string[];
    }
    return [Lists];
  }),
  defineSet("collations", { covers: ["Column.collation"], on: ON }, (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn({ collation: "C" })
      id!: string;
      @orm.Column({ collation: "POSIX" })
      a!: string;
      @orm.Column({ type: "text", collation: "en-x-icu", nullable: true })
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
        @orm.Column({
          type: "tsvector",
          generatedType: "STORED",
          asExpression: `to_tsvector('english', "firstName" || ' ' || "lastName")`,
        })
        search!: string;
        @orm.Column({ generatedType: "STORED", asExpression: `"firstName" || ' ' || "lastName"`, nullable: true })
        name!: string;
      }
      return [Person];
    },
  ),
];
