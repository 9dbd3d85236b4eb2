import { analyzeHazards } from "../../../../src/dialect/hazards";
import { postgresDialect } from "../../../../src/dialects/postgres";
import type { Hazard, Operation } from "../../../../src/operations/operation";
import { emptySchema, type Column, type Schema, type Table } from "../../../../src/schema/model";

const { hazards } = postgresDialect.resolve(postgresDialect.offline);

const nothing = { uniques: [], foreignKeys: [], checks: [], indexes: [] };
const table = { name: "users" };
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...more,
});
const users: Table = {
  ...nothing,
  name: "users",
  columns: [
    column("id", "integer", { nullable: false }),
    column("email", "varchar(50)"),
    column("mood", "mood"),
    column("age", "integer"),
    column("born", "date"),
  ],
  primaryKey: { name: "PK_users", columns: ["id"] },
  checks: [
    { name: "adult", expression: "(age > 17)" },
    { name: "born_known", expression: "(born IS NOT NULL)" },
  ],
  indexes: [{ name: "IDX_email", parts: [{ column: "email" }] }],
};
const schema: Schema = {
  ...emptySchema,
  tables: [users, { ...nothing, name: "posts", columns: [column("authorId", "integer")] }],
  enums: [{ name: "mood", values: ["a", "b"] }],
};

/** What only this dialect knows of an operation, as people read it. */
function hazardsOf(operation: Operation): readonly string[] {
  return hazards.hazardsOf(operation, schema).map(({ kind, message }) => `${kind}: ${message}`);
}

const add = (more: Partial<Column>, type = "integer"): Operation => ({
  kind: "addColumn",
  table,
  column: column("new", type, more),
});
const change = (name: string, to: Extract<Operation, { kind: "alterColumn" }>["change"]): Operation => ({
  kind: "alterColumn",
  table,
  column: name,
  change: to,
});
const rewrites = (why: string): readonly string[] => [
  `rewrite: all of table "users" ${why}, while reads and writes wait`,
];
const index = { name: "IDX", parts: [{ column: "age" }] };
const references = { table: "users", columns: ["id"] };
const foreignKey = { name: "FK", columns: ["authorId"], references };

const CASES: readonly (readonly [what: string, operation: Operation, hazards: readonly string[]])[] = [
  ["a nullable column", add({}), []],
  ["a column with a constant", add({ nullable: false, default: { kind: "literal", value: 3 } }), []],
  [
    "a column with the time of the statement",
    add({ default: { kind: "expression", sql: "now()" } }, "timestamptz"),
    [],
  ],
  [
    "a column with a constant of a type",
    add({ default: { kind: "expression", sql: "'a (b)'::character varying(10)" } }, "varchar(10)"),
    [],
  ],
  [
    "a column with a value for each row",
    add({ default: { kind: "expression", sql: "gen_random_uuid()" } }, "uuid"),
    rewrites('for the default of column "new"'),
  ],
  ["a numbered column", add({ autoIncrement: true }), rewrites('to number column "new"')],
  ["an identity column", add({ identity: { always: true } }), rewrites('to number column "new"')],
  ["a stored column", add({ generated: { expression: "age", stored: true } }), rewrites('to compute column "new"')],
  ["a virtual column", add({ generated: { expression: "age", stored: false } }), []],
  ["a longer text", change("email", { type: "varchar(100)" }), []],
  ["another type", change("email", { type: "integer" }), rewrites('for the new type of column "email"')],
  [
    "another collation under an index",
    change("email", { collation: "C" }),
    ['lock: reads and writes of table "users" wait while the indexes over column "email" are built anew'],
  ],
  ["another collation without an index", change("mood", { collation: "C" }), []],
  [
    "a new type under a check",
    change("age", { type: "oid" }),
    ['lock: reads and writes of table "users" wait while every row is held to check constraint "adult" again'],
  ],
  [
    "NOT NULL",
    change("email", { nullable: false }),
    ['lock: reads and writes of table "users" wait while every row is looked at for NULL in column "email"'],
  ],
  ["NOT NULL that a check promises", change("born", { nullable: false }), []],
  ["a default", change("email", { default: { kind: "literal", value: "x" } }), []],
  [
    "an index",
    { kind: "createIndex", table, index },
    ['lock: writes to table "users" wait while index "IDX" is built'],
  ],
  ["an index that is built concurrently", { kind: "createIndex", table, index, concurrently: true }, []],
  [
    "a unique constraint",
    { kind: "createUniqueConstraint", table, unique: { name: "UQ", columns: ["age"] } },
    ['lock: reads and writes of table "users" wait while the index of unique constraint "UQ" is built'],
  ],
  [
    "a unique constraint out of an index",
    { kind: "createUniqueConstraint", table, unique: { name: "UQ", columns: ["age"] }, usingIndex: "UQ" },
    [],
  ],
  [
    "a foreign key",
    { kind: "createForeignKey", table: { name: "posts" }, foreignKey },
    ['lock: writes to tables "posts" and "users" wait while every row is held to foreign key "FK"'],
  ],
  [
    "a foreign key that nothing is held to yet",
    { kind: "createForeignKey", table: { name: "posts" }, foreignKey: { ...foreignKey, notValid: true } },
    [],
  ],
  [
    "a check",
    { kind: "createCheckConstraint", table, check: { name: "CHK", expression: "age > 0" } },
    ['lock: reads and writes of table "users" wait while every row is held to check constraint "CHK"'],
  ],
  ["a validation", { kind: "validateConstraint", table, type: "check", constraint: "adult" }, []],
  [
    "a value less of an enum type",
    { kind: "alterEnum", enum: { name: "mood" }, add: [], rename: {}, remove: { a: "b" } },
    rewrites('for the values of enum type "mood"'),
  ],
  [
    "a value that is used at once",
    { kind: "alterEnum", enum: { name: "mood" }, add: [{ value: "c" }], rename: {}, remove: {}, usedAtOnce: true },
    rewrites('for the values of enum type "mood"'),
  ],
  ["a value more", { kind: "alterEnum", enum: { name: "mood" }, add: [{ value: "c" }], rename: {}, remove: {} }, []],
  [
    "a table without a log",
    { kind: "setTableAttributes", table, change: { "postgres.unlogged": true } },
    rewrites("to store it in another way"),
  ],
  [
    "a partition",
    {
      kind: "setTableAttributes",
      table,
      change: { "postgres.partitionOf": '"logs"', "postgres.partitionBounds": "FOR VALUES FROM (1) TO (2)" },
    },
    ['lock: reads and writes of table "users" wait while every row is held to the bounds of its partition'],
  ],
  ["a storage parameter", { kind: "setTableAttributes", table, change: { "postgres.with": ["fillfactor=70"] } }, []],
  ["a column less", { kind: "dropColumn", table, column: "age" }, []],
];

describe("the hazards of PostgreSQL", () => {
  test.each(CASES)("%s", (_what, operation, expected) => {
    expect(hazardsOf(operation)).toEqual(expected);
  });

  test("a lock has the safer way beside it", () => {
    const [found]: readonly Hazard[] = hazards.hazardsOf({ kind: "createIndex", table, index }, schema);
    expect(found?.hint).toBe("Build it with concurrently: true in op.autocommit; --lock-safe writes that.");
  });

  test("a partitioned table has no lock-safe form to point at", () => {
    const logs: Table = { ...users, name: "logs", attributes: { "postgres.partitionBy": "RANGE (id)" } };
    const operation: Operation = { kind: "createIndex", table: { name: "logs" }, index };
    const [found] = hazards.hazardsOf(operation, { ...schema, tables: [logs] });
    expect(found).toEqual({ kind: "lock", message: 'writes to table "logs" wait while index "IDX" is built' });
  });

  test("a table that the same operations create has none, under its new name neither", () => {
    const operations: readonly Operation[] = [
      { kind: "createTable", table: { ...users, name: "people" } },
      { kind: "renameTable", table: { name: "people" }, newName: "persons" },
      { kind: "createIndex", table: { name: "persons" }, index },
      { kind: "createIndex", table, index },
    ];
    expect(analyzeHazards(operations, schema, hazards).map((found) => found.length)).toEqual([0, 0, 0, 1]);
  });
});
