import { defineSet, type DatabaseName, type EntitySet } from "../entity-set";
import type { Vocabulary } from "../vocabulary";

const ON = ["mysql", "mariadb"] as const;

/** A set about column types that these databases have. */
function typesOf(
  name: string,
  define: (orm: Vocabulary) => readonly object[],
  on: readonly DatabaseName[] = ON,
): EntitySet {
  return defineSet(name, { covers: ["Column.type"], on }, define);
}

/** The column types of MySQL and MariaDB, and the options that only their columns take. */
export const mysqlColumnSets = [
  typesOf("whole numbers of each size", (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn("integer")
      id!: number;
      @orm.Column("tinyint")
      a!: number;
      @orm.Column("smallint")
      b!: number;
      @orm.Column("mediumint")
      c!: number;
      @orm.Column("bigint")
      d!: string;
      @orm.Column("bool")
      e!: boolean;
      @orm.Column("boolean")
      f!: boolean;
      @orm.Column("bit")
      g!: Buffer;
      @orm.Column("year")
      h!: number;
    }
    return [Numbers];
  }),
  defineSet("numbers without a sign", { covers: ["Column.unsigned"], on: ON }, (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn("int", { unsigned: true })
      id!: number;
      @orm.Column("tinyint", { unsigned: true })
      a!: number;
      @orm.Column("bigint", { unsigned: true, default: 0 })
      b!: string;
      @orm.Column({ unsigned: true })
      c!: number;
      @orm.Column("mediumint", { unsigned: true, nullable: true })
      d!: number;
    }
    return [Numbers];
  }),
  typesOf("fractions under each of their names", (orm) => {
    @orm.Entity()
    class Numbers {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("dec", { precision: 8, scale: 3 })
      a!: string;
      @orm.Column("numeric", { precision: 9 })
      b!: string;
      @orm.Column("fixed")
      c!: string;
      @orm.Column("float", { precision: 8, scale: 2 })
      d!: number;
      @orm.Column("double", { precision: 10, scale: 3 })
      e!: number;
      @orm.Column("double")
      f!: number;
      @orm.Column("real")
      g!: number;
      @orm.Column("float", { precision: 30 })
      h!: number;
    }
    return [Numbers];
  }),
  typesOf("dates and times", (orm) => {
    @orm.Entity()
    class Times {
      @orm.PrimaryColumn("datetime")
      id!: Date;
      @orm.Column("date")
      a!: string;
      @orm.Column("time")
      b!: string;
      @orm.Column("timestamp", { nullable: true })
      c!: Date;
      @orm.Column("datetime", { precision: 3 })
      d!: Date;
      @orm.Column("time", { precision: 2 })
      e!: string;
      @orm.Column("timestamp", { precision: 6, nullable: true })
      f!: Date;
      @orm.Column("datetime", { precision: 0 })
      g!: Date;
    }
    return [Times];
  }),
  typesOf("texts under each of their names", (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn("varchar", { length: 30 })
      id!: string;
      @orm.Column("char")
      a!: string;
      @orm.Column("char", { length: 5 })
      b!: string;
      @orm.Column("nvarchar", { length: 20 })
      c!: string;
      @orm.Column("national varchar")
      d!: string;
      @orm.Column("nchar")
      e!: string;
      @orm.Column("tinytext")
      f!: string;
      @orm.Column("text")
      g!: string;
      @orm.Column("mediumtext")
      h!: string;
      @orm.Column("longtext")
      i!: string;
    }
    return [Texts];
  }),
  typesOf("bytes", (orm) => {
    @orm.Entity()
    class Bytes {
      @orm.PrimaryColumn("binary", { length: 16 })
      id!: Buffer;
      @orm.Column("binary")
      a!: Buffer;
      @orm.Column("varbinary", { length: 100 })
      b!: Buffer;
      @orm.Column("tinyblob")
      c!: Buffer;
      @orm.Column("blob")
      d!: Buffer;
      @orm.Column("mediumblob")
      e!: Buffer;
      @orm.Column("longblob")
      f!: Buffer;
      @orm.Column("varbinary")
      g!: Buffer;
    }
    return [Bytes];
  }),
  typesOf("a column of bytes by its TypeScript type", (orm) => {
    @orm.Entity()
    class Bytes {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column()
      a!: Buffer;
    }
    return [Bytes];
  }),
  typesOf("shapes", (orm) => {
    @orm.Entity()
    class Shapes {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("geometry")
      a!: unknown;
      @orm.Column("point")
      b!: unknown;
      @orm.Column("linestring")
      c!: unknown;
      @orm.Column("polygon")
      d!: unknown;
      @orm.Column("multipoint")
      e!: unknown;
      @orm.Column("multilinestring")
      f!: unknown;
      @orm.Column("multipolygon", { nullable: true })
      g!: unknown;
      @orm.Column("geometrycollection", { nullable: true })
      h!: unknown;
    }
    return [Shapes];
  }),
  defineSet("a shape in a reference system", { covers: ["Column.srid"], on: ["mysql"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "point", srid: 4326 })
      where!: unknown;
    }
    return [Place];
  }),
  typesOf(
    "addresses and uuids",
    (orm) => {
      @orm.Entity()
      class Addresses {
        @orm.PrimaryColumn("uuid")
        id!: string;
        @orm.Column("inet4")
        a!: string;
        @orm.Column("inet6")
        b!: string;
      }
      return [Addresses];
    },
    ["mariadb"],
  ),
  typesOf(
    "vectors",
    (orm) => {
      @orm.Entity()
      class Vectors {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column("vector", { length: 3 })
        a!: unknown;
        @orm.Column("vector")
        b!: unknown;
      }
      return [Vectors];
    },
    ["mysql"],
  ),
  defineSet("character sets and collations", { covers: ["Column.charset", "Column.collation"], on: ON }, (orm) => {
    @orm.Entity()
    class Texts {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ charset: "latin1" })
      a!: string;
      @orm.Column({ charset: "utf8mb4", collation: "utf8mb4_bin" })
      b!: string;
      @orm.Column({ type: "text", collation: "utf8mb4_unicode_ci" })
      c!: string;
      @orm.Column({ charset: "ascii", collation: "ascii_bin", length: 10, nullable: true })
      d!: string;
    }
    return [Texts];
  }),
  defineSet("a column that every update writes", { covers: ["Column.onUpdate"], on: ON }, (orm) => {
    @orm.Entity()
    class Page {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("datetime", { precision: 3, default: () => "CURRENT_TIMESTAMP(3)", onUpdate: "CURRENT_TIMESTAMP(3)" })
      a!: Date;
      @orm.Column("timestamp", { default: () => "CURRENT_TIMESTAMP", onUpdate: "CURRENT_TIMESTAMP" })
      b!: Date;
      @orm.Column("datetime", { nullable: true, onUpdate: "CURRENT_TIMESTAMP" })
      c!: Date;
    }
    return [Page];
  }),
  defineSet("expressions over texts", { covers: ["Column.asExpression"], on: ON }, (orm) => {
    @orm.Entity()
    class Person {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column()
      firstName!: string;
      @orm.Column()
      lastName!: string;
      @orm.Column({ asExpression: "concat(`firstName`,' ',`lastName`)", length: 600, nullable: true })
      name!: string;
      @orm.Column({ asExpression: "upper(`lastName`)", generatedType: "STORED", nullable: true })
      upper!: string;
    }
    return [Person];
  }),
];
