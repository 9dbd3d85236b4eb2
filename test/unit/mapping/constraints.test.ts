import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { OrmError } from "../../../src/errors/orm-error";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Check } from "../../../src/metadata/decorators/check";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Exclusion } from "../../../src/metadata/decorators/exclusion";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { Unique } from "../../../src/metadata/decorators/unique";
import type { Table } from "../../../src/schema/model";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);
const mariadb = mariadbDialect.resolve(mariadbDialect.offline);
const sqlite = sqliteDialect.resolve(sqliteDialect.offline);

/** The table of an entity with two texts, a number and a range, decorated as given. */
function tableWith(dialect: ResolvedDialect, ...decorators: readonly ClassDecorator[]): Table {
  class Thing {
    @PrimaryColumn("integer") id!: number;
    @Column("text", { name: "full_name" }) name!: string;
    @Column("text") body!: string;
    @Column("integer") room!: number;
    @Column("text") period!: string;
  }
  for (const decorate of decorators) decorate(Thing);
  Entity("things")(Thing);
  return schemaOf(buildEntityMetadatas([Thing]), dialect).tables[0]!;
}

function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (OrmError.is(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return "nothing failed";
}

const everything = Index(
  "everything",
  [
    { property: "name", order: "DESC", nulls: "LAST", collation: "C", opclass: "text_pattern_ops", length: 20 },
    { expression: "lower(body)", opclassOptions: { siglen: 32 } },
    "room",
  ],
  { type: "btree", include: ["period"], with: { fillfactor: 70 }, comment: "all of it", where: "room > 0" },
);

describe("an index", () => {
  it("has order, place of NULL, collation, operator class, included columns and storage where the database has them", () => {
    expect(tableWith(postgres, everything).indexes).toEqual([
      {
        name: "everything",
        method: "btree",
        parts: [
          {
            column: "full_name",
            order: "desc",
            attributes: { "postgres.nulls": "last", "postgres.collation": "C", "postgres.opclass": "text_pattern_ops" },
          },
          { expression: "lower(body)", attributes: { "postgres.opclassOptions": ["siglen=32"] } },
          { column: "room" },
        ],
        where: "room > 0",
        comment: "all of it",
        attributes: { "postgres.include": ["period"], "postgres.with": ["fillfactor=70"] },
      },
    ]);
  });

  it("keeps what is more than speed on a database that has less", () => {
    expect(tableWith(mysql, everything).indexes).toEqual([
      {
        name: "everything",
        method: "btree",
        parts: [
          { column: "full_name", order: "desc", attributes: { "mysql.length": 20 } },
          { expression: "lower(body)" },
          { column: "room" },
        ],
        comment: "all of it",
      },
    ]);
    expect(tableWith(sqlite, everything).indexes).toEqual([
      {
        name: "everything",
        parts: [
          { column: "full_name", order: "desc", attributes: { "sqlite.collation": "C" } },
          { expression: "lower(body)" },
          { column: "room" },
        ],
        where: "room > 0",
      },
    ]);
  });

  it("gives what it says of all parts to each that says nothing", () => {
    const index = Index("i", ["name", { property: "body", opclass: "text_ops" }], {
      opclass: "gin_trgm_ops",
      type: "gin",
    });
    expect(tableWith(postgres, index).indexes[0]?.parts).toEqual([
      { column: "full_name", attributes: { "postgres.opclass": "gin_trgm_ops" } },
      { column: "body", attributes: { "postgres.opclass": "text_ops" } },
    ]);
  });

  it("stands for geometry and for words with the method that the database has for them", () => {
    const spatial = Index("s", ["room"], { spatial: true });
    const words = Index("w", ["body"], { fulltext: true, parser: "ngram" });
    const methods = (dialect: ResolvedDialect) =>
      tableWith(dialect, words, spatial).indexes.map(({ name, parts: _parts, ...rest }) => ({ name, ...rest }));
    expect(methods(postgres)).toEqual([{ name: "w" }, { name: "s", method: "gist" }]);
    expect(methods(mysql)).toEqual([
      { name: "w", method: "fulltext", attributes: { "mysql.parser": "ngram" } },
      { name: "s", method: "spatial" },
    ]);
    expect(methods(sqlite)).toEqual([{ name: "w" }, { name: "s" }]);
  });

  it("is named after its columns and expressions", () => {
    const [first, second] = tableWith(
      postgres,
      Index([{ expression: "lower(body)" }]),
      Index([{ expression: "upper(body)" }]),
    ).indexes;
    expect(first?.name).toMatch(/^IDX_[0-9a-f]{26}$/);
    expect(second?.name).not.toBe(first?.name);
  });

  it("has the columns of a function's list, or of its object", () => {
    const list = Index("a", (thing: { name: string; room: number }) => [thing.room, thing.name]);
    const object = Index("b", () => ({ room: 1, name: -1 }));
    expect(tableWith(postgres, object, list).indexes.map(({ parts }) => parts)).toEqual([
      [{ column: "room" }, { column: "full_name" }],
      [{ column: "room" }, { column: "full_name" }],
    ]);
  });

  it("has the facts that only one database knows, on that database", () => {
    const index = Index("i", ["room"], { attributes: { "mysql.invisible": true, "postgres.tablespace": "fast" } });
    expect([postgres, mariadb, sqlite].map((dialect) => tableWith(dialect, index).indexes[0]?.attributes)).toEqual([
      { "postgres.tablespace": "fast" },
      { "mysql.invisible": true },
      undefined,
    ]);
  });

  it("is left out of databases that `dialects` does not name", () => {
    const here = Index("here", ["room"], { dialects: ["postgres", "sqlite"] });
    const names = [postgres, mysql, mariadb, sqlite].map((dialect) => tableWith(dialect, here).indexes.length);
    expect(names).toEqual([1, 0, 0, 1]);
  });

  it.each<[string, ResolvedDialect, ClassDecorator, string]>([
    [
      "an expression",
      mariadb,
      Index("i", [{ expression: "lower(body)" }]),
      'entity "Thing", index "i": MariaDB 11.8.0 has no indexes over expressions',
    ],
    [
      "equal NULLs",
      sqlite,
      Index("i", ["room"], { unique: true, nullsNotDistinct: true }),
      'entity "Thing", index "i": SQLite 3.52.0 always tells rows without a value apart',
    ],
    [
      "a condition of a unique index",
      mysql,
      Index("i", ["room"], { unique: true, where: "room > 0" }),
      'entity "Thing", index "i": MySQL 9.7.0 has no partial indexes, and without its condition the unique index would refuse rows that you allow',
    ],
    [
      "the collation of a unique index",
      mysql,
      Index("i", [{ property: "name", collation: "nocase" }], { unique: true }),
      'entity "Thing", index "i": MySQL 9.7.0 has no collations of indexes, and without it other rows would be equal',
    ],
  ])("with %s is refused where the database has nothing like it", (_what, dialect, index, message) => {
    expect(failure(() => tableWith(dialect, index))).toBe(`DIALECT.UNSUPPORTED ${message}`);
  });

  it("without a property and without an expression is refused", () => {
    const index = Index("i", [{ expression: " " }]);
    expect(failure(() => tableWith(postgres, index))).toBe(
      'ENTITY.OPTION_INVALID class "Thing": @Index() has a part without a property and without an expression',
    );
  });
});

describe("a unique constraint", () => {
  it("has included columns, equal NULLs, a moment and a comment where the database has them", () => {
    const unique = Unique(["room", "name"], {
      name: "one_name",
      include: ["body"],
      nullsNotDistinct: true,
      deferrable: "INITIALLY DEFERRED",
      comment: "one name a room",
    });
    expect(tableWith(postgres, unique).uniques).toEqual([
      {
        name: "one_name",
        columns: ["room", "full_name"],
        include: ["body"],
        nullsNotDistinct: true,
        deferrable: "initially deferred",
        comment: "one name a room",
      },
    ]);
  });

  it("is left with its columns on a database that has less", () => {
    const unique = Unique("u", ["room"], { include: ["body"], comment: "one" });
    expect(tableWith(sqlite, unique).uniques).toEqual([{ name: "u", columns: ["room"] }]);
  });

  it("with equal NULLs is refused where the database tells them apart", () => {
    const unique = Unique("u", ["room"], { nullsNotDistinct: true });
    expect(failure(() => tableWith(mysql, unique))).toBe(
      'DIALECT.UNSUPPORTED entity "Thing", unique constraint "u": MySQL 9.7.0 always tells rows without a value apart',
    );
  });

  it("has the name of an index where the database keeps it as one", () => {
    const [asConstraint, asIndex] = [postgres, mysql].map((dialect) => tableWith(dialect, Unique(["room"])).uniques);
    expect(asConstraint?.[0]?.name).toMatch(/^UQ_/);
    expect(asIndex?.[0]?.name).toMatch(/^IDX_/);
  });
});

describe("a check", () => {
  it("is not inherited, and has a comment, where the database knows that", () => {
    const check = Check("positive", "room > 0", { noInherit: true, comment: "cellars are no rooms" });
    expect([postgres, mysql, sqlite].map((dialect) => tableWith(dialect, check).checks)).toEqual([
      [{ name: "positive", expression: "room > 0", noInherit: true, comment: "cellars are no rooms" }],
      [{ name: "positive", expression: "room > 0", comment: "cellars are no rooms" }],
      [{ name: "positive", expression: "room > 0" }],
    ]);
  });

  it("with an option that nothing reads is refused", () => {
    const check = Check("room > 0", { noInherits: true } as object);
    expect(failure(() => tableWith(sqlite, check))).toBe(
      'ENTITY.OPTION_INVALID class "Thing", @Check(): there is no option "noInherits"',
    );
  });

  it("takes its name from the options", () => {
    expect(tableWith(sqlite, Check("room > 0", { name: "positive" })).checks).toEqual([
      { name: "positive", expression: "room > 0" },
    ]);
  });
});

describe("an exclusion constraint", () => {
  const text = Exclusion("no_double", 'USING gist ("room" WITH =, "period" WITH &&) WHERE (room > 0)', {
    deferrable: "INITIALLY IMMEDIATE",
    comment: "one guest at a time",
  });

  it("is taken from its text", () => {
    expect(tableWith(postgres, text).exclusions).toEqual([
      {
        name: "no_double",
        method: "gist",
        elements: [
          { column: "room", operator: "=" },
          { column: "period", operator: "&&" },
        ],
        where: "room > 0",
        deferrable: "initially immediate",
        comment: "one guest at a time",
      },
    ]);
  });

  it("is taken from its form, with properties for columns", () => {
    const form = Exclusion({
      using: "gist",
      elements: [
        { property: "name", operator: "=", opclass: "gist_text_ops" },
        { expression: "tsrange(a, b)", operator: "&&" },
      ],
      where: "room > 0",
      include: ["body"],
      with: { fillfactor: 70 },
    });
    expect(tableWith(postgres, form).exclusions).toEqual([
      {
        name: expect.stringMatching(/^XCL_[0-9a-f]{26}$/) as string,
        method: "gist",
        elements: [
          { column: "full_name", attributes: { "postgres.opclass": "gist_text_ops" }, operator: "=" },
          { expression: "tsrange(a, b)", operator: "&&" },
        ],
        where: "room > 0",
        attributes: { "postgres.include": ["body"], "postgres.with": ["fillfactor=70"] },
      },
    ]);
  });

  it("is named after its text, as TypeORM does", () => {
    const unnamed = Exclusion('USING gist ("room" WITH =)');
    expect(tableWith(postgres, unnamed).exclusions?.[0]?.name).toBe("XCL_20ccec8bc80be7c6c184f38911");
  });

  it("is refused where the database has none, unless it is not meant for it", () => {
    expect(failure(() => tableWith(sqlite, text))).toBe(
      'DIALECT.UNSUPPORTED entity "Thing", exclusion constraint "no_double": SQLite 3.52.0 has no exclusion constraints',
    );
    const elsewhere = Exclusion("x", 'USING gist ("room" WITH =)', { dialects: ["postgres"] });
    expect(tableWith(sqlite, elsewhere)).not.toHaveProperty("exclusions");
  });

  it.each([
    ["USING gist (room)", '@Exclusion() cannot be read: "USING gist (room)"'],
    ['USING gist ("rom" WITH =)', '@Exclusion() names column "rom", which the table does not have'],
  ])("is refused where it says %s", (expression, message) => {
    expect(failure(() => tableWith(postgres, Exclusion(expression)))).toBe(
      `ENTITY.OPTION_INVALID class "Thing": ${message}`,
    );
  });
});
