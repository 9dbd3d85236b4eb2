import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { ViewColumn, ViewEntity } from "../../../src/metadata/decorators/view-entity";
import type { EntityClass } from "../../../src/metadata/entity-target";
import { defineExtension } from "../../../src/metadata/schema-objects/define-extension";
import { definePolicy } from "../../../src/metadata/schema-objects/define-policy";
import { defineSequence } from "../../../src/metadata/schema-objects/define-sequence";
import { defineTrigger } from "../../../src/metadata/schema-objects/define-trigger";
import { defineView } from "../../../src/metadata/schema-objects/define-view";
import type { SchemaObjectDefinition } from "../../../src/metadata/schema-objects/schema-object-definition";
import { sql } from "../../../src/sql/sql-tag";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);
const sqlite = sqliteDialect.resolve(sqliteDialect.offline);

@Entity({ name: "people", schema: "crm" })
class Person {
  @PrimaryColumn("integer")
  id!: number;
}

/** The objects that entities and definitions ask for. */
function objects(
  definitions: readonly SchemaObjectDefinition[],
  { dialect = postgres, entities = [] as readonly EntityClass[] } = {},
) {
  return schemaOf(buildEntityMetadatas(entities), dialect, undefined, { definitions }).objects;
}

const names = (found: ReturnType<typeof objects>): readonly string[] => found.map(({ name }) => name);

describe("declared objects of a schema", () => {
  it("are by kind and name, but each behind what it depends on", () => {
    const last = defineView("a_last", { query: "SELECT 1", dependsOn: ["z_first"] });
    const first = defineView("z_first", { query: "SELECT 1" });
    const other = defineView("b_other", { query: "SELECT 1", dependsOn: [last] });
    expect(names(objects([other, last, first, first]))).toEqual(["z_first", "a_last", "b_other"]);
  });

  it("take the values of a fragment as literals, and no semicolon", () => {
    const [view] = objects([defineView("a", { query: sql`SELECT ${"it's"} AS x WHERE 1 = ${2}; ` })]);
    expect(view).toEqual({ kind: "view", name: "a", query: "SELECT 'it''s' AS x WHERE 1 = 2" });
  });

  it("find the table of an entity, by class, by function and by name", () => {
    const parts = { event: "BEFORE UPDATE", action: "EXECUTE FUNCTION f()" };
    const definitions = [
      defineTrigger("one", Person, parts),
      defineTrigger("two", () => Person, parts),
      defineTrigger("three", "Person", parts),
      defineTrigger("four", "somewhere", parts),
      defineTrigger("five", { schema: "public", name: "elsewhere" }, parts),
    ];
    const tables = Object.fromEntries(
      objects(definitions, { entities: [Person] }).map((object) => [object.name, "table" in object && object.table]),
    );
    const people = { name: "people", schema: "crm" };
    expect(tables).toEqual({
      one: people,
      two: people,
      three: people,
      four: { name: "somewhere" },
      five: { name: "elsewhere" },
    });
  });

  it("keep the attributes of their own database", () => {
    const attributes = { "postgres.securityBarrier": true, "mysql.algorithm": "MERGE" };
    const view = defineView("a", { query: "SELECT 1", attributes });
    expect([postgres, mysql, sqlite].map((dialect) => objects([view], { dialect })[0]?.attributes)).toEqual([
      { "postgres.securityBarrier": true },
      { "mysql.algorithm": "MERGE" },
      undefined,
    ]);
  });

  it("take the parts of their variant, or are left out by it", () => {
    const view = defineView("a", { query: "SELECT 1", variants: { mysql: { query: "SELECT 2" }, sqlite: false } });
    const queries = [postgres, mysql, sqlite].map((dialect) =>
      objects([view], { dialect }).map((object) => "query" in object && object.query),
    );
    expect(queries).toEqual([["SELECT 1"], ["SELECT 2"], []]);
  });

  it("are refused where the database has none of the kind", () => {
    const policy = definePolicy("own", "people", { using: "true" });
    expect(() => objects([policy], { dialect: sqlite })).toThrow(
      expect.objectContaining({
        code: "DIALECT.UNSUPPORTED",
        message: expect.stringMatching(/^policy "own": SQLite .* has nothing of the kind$/) as string,
        hint: "Say what becomes of it there: { optional: true }, or { variants: { sqlite: false } }.",
      }),
    );
    expect(objects([defineExtension("citext", { optional: true })], { dialect: sqlite })).toEqual([]);
  });

  it("carry the name that they had", () => {
    expect(objects([defineSequence("numbers", { renamedFrom: "digits" })])).toEqual([
      { kind: "sequence", name: "numbers", renamedFrom: "digits" },
    ]);
  });

  const invalid: readonly [string, readonly SchemaObjectDefinition[], string][] = [
    [
      "two of one name",
      [defineView("a", { query: "SELECT 1" }), defineView("a", { query: "SELECT 2" })],
      'view "a": view "a" has the name of view "a"',
    ],
    [
      "the name of a table",
      [defineView({ schema: "crm", name: "people" }, { query: "SELECT 1" })],
      'view "people": view "crm.people" has the name of the table of "Person"',
    ],
    [
      "a circle",
      [
        defineView("a", { query: "SELECT 1", dependsOn: ["b"] }),
        defineView("b", { query: "SELECT 1", dependsOn: ["a"] }),
      ],
      'view "b" and view "a" depend on each other in a circle',
    ],
    [
      "a dependency that nothing declares",
      [defineView("a", { query: "SELECT 1", dependsOn: ["nothing"] })],
      'view "a" depends on "nothing", which nothing declares',
    ],
    [
      "a class that is no entity",
      [defineTrigger("t", class Other {}, { event: "BEFORE UPDATE", action: "..." })],
      'trigger "t" belongs to class "Other", which is no entity of the data source',
    ],
  ];

  it.each(invalid)("are refused with %s", (_name, definitions, message) => {
    expect(() => objects(definitions, { entities: [Person] })).toThrow(
      expect.objectContaining({ code: "ENTITY.OBJECT_INVALID", message }),
    );
  });
});

describe("view entities of a schema", () => {
  it("are views, called with the data source, and no tables", () => {
    @ViewEntity({
      name: "recent",
      schema: "stats",
      expression: (source: { limit: number }) => sql`SELECT ${source.limit}`,
    })
    class Recent {
      @ViewColumn()
      id!: number;
    }
    const metadatas = buildEntityMetadatas([Recent]);
    const schema = schemaOf(metadatas, postgres, undefined, { dataSource: { limit: 3 } });
    expect(schema).toEqual({
      tables: [],
      enums: [],
      objects: [{ kind: "view", name: "recent", schema: "stats", query: "SELECT 3" }],
      unmanaged: [],
    });
  });

  it("take the SQL of a query builder", () => {
    @ViewEntity({ name: "built", expression: () => ({ getQuery: () => "SELECT 1" }) })
    class Built {
      @ViewColumn()
      id!: number;
    }
    expect(objects([], { entities: [Built] })).toEqual([{ kind: "view", name: "built", query: "SELECT 1" }]);
  });

  it("say which function fails", () => {
    @ViewEntity({ expression: () => (undefined as unknown as { getQuery(): string }).getQuery() })
    class Broken {
      @ViewColumn()
      id!: number;
    }
    expect(() => objects([], { entities: [Broken] })).toThrow(
      expect.objectContaining({
        code: "ENTITY.VIEW_INVALID",
        message: 'view entity "Broken": the function of `expression` fails',
      }),
    );
  });
});
