import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import type { EntityOptions } from "../../../src/metadata/options/entity-options";
import type { PartitionOptions } from "../../../src/metadata/options/partition-options";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);
const sqlite = sqliteDialect.resolve(sqliteDialect.offline);

/** The tables of an entity with these options, and their attributes. */
function attributesOf(options: EntityOptions, dialect: ResolvedDialect): Readonly<Record<string, unknown>> {
  @Entity("m", options)
  class Measured {
    @PrimaryColumn("integer")
    sensor!: number;

    @PrimaryColumn({ type: "date", name: "taken_on" })
    takenOn!: string;

    @Column("integer", { attributes: { "postgres.statistics": 200, "mysql.invisible": true } })
    amount!: number;
  }
  const { tables } = schemaOf(buildEntityMetadatas([Measured]), dialect);
  return Object.fromEntries(tables.map(({ name, attributes }) => [name, attributes]));
}

describe("attributes of entities", () => {
  it("reach the database that they are for", () => {
    const options = {
      attributes: { "postgres.unlogged": true, "mysql.rowFormat": "COMPRESSED", "sqlite.strict": true },
    };
    expect([postgres, mysql, sqlite].map((dialect) => attributesOf(options, dialect)["m"])).toEqual([
      { "postgres.unlogged": true },
      { "mysql.rowFormat": "COMPRESSED" },
      { "sqlite.strict": true },
    ]);
  });

  it("are what an engine and rows without numbers become, where there are such", () => {
    const options = { engine: "MyISAM", withoutRowid: true };
    expect([postgres, mysql, sqlite].map((dialect) => attributesOf(options, dialect)["m"])).toEqual([
      undefined,
      { "mysql.engine": "MyISAM" },
      { "sqlite.withoutRowid": true },
    ]);
  });

  it("must say whose they are", () => {
    expect(() => attributesOf({ attributes: { unlogged: true } }, postgres)).toThrow(
      expect.objectContaining({
        code: "ENTITY.OPTION_INVALID",
        message: 'entity "Measured": attribute "unlogged" does not say whose it is',
        hint: 'Begin it with the dialect and a dot: "postgres.unlogged".',
      }),
    );
  });
});

describe("partitions of entities", () => {
  const range: PartitionOptions = {
    by: "range",
    columns: ["takenOn", "sensor"],
    partitions: [
      { name: "m_old", to: ["2026-01-01", 0] },
      { name: "m_new", from: ["2026-01-01", 0] },
    ],
  };

  it("are tables where parts are tables", () => {
    expect(attributesOf({ partition: range }, postgres)).toEqual({
      m: { "postgres.partitionBy": 'RANGE ("taken_on", "sensor")' },
      m_old: {
        "postgres.partitionOf": "m",
        "postgres.partitionBounds": "FOR VALUES FROM (MINVALUE, MINVALUE) TO ('2026-01-01', 0)",
      },
      m_new: {
        "postgres.partitionOf": "m",
        "postgres.partitionBounds": "FOR VALUES FROM ('2026-01-01', 0) TO (MAXVALUE, MAXVALUE)",
      },
    });
    expect(attributesOf({ partition: { by: "hash", expression: "sensor % 7", count: 2 } }, postgres)).toEqual({
      m: { "postgres.partitionBy": "HASH ((sensor % 7))" },
      m_p0: { "postgres.partitionOf": "m", "postgres.partitionBounds": "FOR VALUES WITH (modulus 2, remainder 0)" },
      m_p1: { "postgres.partitionOf": "m", "postgres.partitionBounds": "FOR VALUES WITH (modulus 2, remainder 1)" },
    });
  });

  it("are parts of the table elsewhere, and nothing where there are none", () => {
    expect(attributesOf({ partition: range }, mysql)).toEqual({
      m: {
        "mysql.partitionBy": "RANGE COLUMNS(`taken_on`,`sensor`)",
        "mysql.partitions": [
          "`m_old` VALUES LESS THAN ('2026-01-01',0)",
          "`m_new` VALUES LESS THAN (MAXVALUE,MAXVALUE)",
        ],
      },
    });
    expect(attributesOf({ partition: { by: "hash", columns: ["sensor"], count: 4 } }, mysql)).toEqual({
      m: { "mysql.partitionBy": "KEY (`sensor`) PARTITIONS 4" },
    });
    expect(attributesOf({ partition: range }, sqlite)).toEqual({ m: undefined });
  });

  const wrong: readonly [string, PartitionOptions, string][] = [
    ["another way", { by: "day" as never, columns: ["sensor"] }, 'are split by "day"'],
    ["no key", { by: "range" }, "need either columns or an expression"],
    ["two keys", { by: "range", columns: ["sensor"], expression: "sensor" }, "need either columns or an expression"],
    ["a hash without a count", { by: "hash", columns: ["sensor"] }, "are split by hash, but not into how many"],
    ["a range with a count", { by: "range", columns: ["sensor"], count: 2 }, "have a count, but are split by range"],
    [
      "a list of a range",
      { by: "range", columns: ["sensor"], partitions: [{ name: "p", values: [1] }] },
      'include "p" with bounds that do not fit',
    ],
    ["an unknown property", { by: "range", columns: ["sensr"] }, 'name "sensr", which it does not have'],
  ];

  it.each(wrong)("are refused with %s", (_name, partition, message) => {
    expect(() => attributesOf({ partition }, postgres)).toThrow(
      expect.objectContaining({
        code: "ENTITY.OPTION_INVALID",
        message: `entity "Measured": its partitions ${message}`,
      }),
    );
  });

  it("need their parts where a table cannot be without", () => {
    expect(() => attributesOf({ partition: { by: "range", columns: ["sensor"] } }, mysql)).toThrow(
      expect.objectContaining({ code: "DIALECT.UNSUPPORTED" }),
    );
  });
});
