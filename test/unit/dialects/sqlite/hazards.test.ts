import { analyzeHazards } from "../../../../src/dialect/hazards";
import { sqliteDialect } from "../../../../src/dialects/sqlite";
import { hazardNotes } from "../../../../src/operations/hazard-notes";
import type { Operation } from "../../../../src/operations/operation";
import { table as tableOf } from "../../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../../src/schema/model";

const { hazards } = sqliteDialect.resolve(sqliteDialect.offline);
const table = { name: "users" };
const users = tableOf({
  name: "users",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "email", type: "text", nullable: true },
  ],
});
const schema: Schema = { ...emptySchema, tables: [users] };
const REBUILD = 'all of table "users", row by row, while other writes wait';

const notNull: Operation = { kind: "alterColumn", table, column: "email", change: { nullable: false } };
const check: Operation = { kind: "createCheckConstraint", table, check: { name: "CHK", expression: "id > 0" } };

const CASES: readonly (readonly [what: string, operation: Operation, message: string | undefined])[] = [
  ["a nullable column", { kind: "addColumn", table, column: { name: "bio", type: "text", nullable: true } }, undefined],
  [
    "a column with a computed default",
    {
      kind: "addColumn",
      table,
      column: { name: "at", type: "text", nullable: true, default: { kind: "expression", sql: "datetime('now')" } },
    },
    REBUILD,
  ],
  ["NOT NULL", notNull, REBUILD],
  ["a check", check, REBUILD],
  ["a column less", { kind: "dropColumn", table, column: "email" }, REBUILD],
  [
    "an index",
    { kind: "createIndex", table, index: { name: "IDX", parts: [{ column: "email" }] } },
    'other writes wait while index "IDX" is built',
  ],
  ["another name", { kind: "renameColumn", table, column: "email", newName: "mail" }, undefined],
];

describe("the hazards of SQLite", () => {
  test.each(CASES)("%s", (_what, operation, message) => {
    expect(hazards.hazardsOf(operation, schema).map((hazard) => hazard.message)).toEqual(
      message === undefined ? [] : [message],
    );
  });

  test("changes that become one rebuild are noted once", () => {
    const notes = hazardNotes(analyzeHazards([check, notNull], schema, hazards));
    expect(notes.map((own) => own.map(({ label }) => label))).toEqual([["Rewrites"], ["Breaks running code"]]);
  });
});
