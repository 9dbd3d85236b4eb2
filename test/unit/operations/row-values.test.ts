import {
  argumentsOf,
  hazardsOf,
  isOperationApplied,
  operationDefinitions,
  reverseOperation,
  summarizeOperation,
} from "../../../src/operations/definitions";
import type { AddColumn, AlterColumn, Operation } from "../../../src/operations/operation";
import { table as tableOf } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema } from "../../../src/schema/model";
import { SqlFragment } from "../../../src/schema/sql-fragment";

const table = { name: "users" };
const column = { name: "slug", type: "text", nullable: false };
const { addColumn, alterColumn } = operationDefinitions;

describe("what rows take with a change", () => {
  it.each<[string, Operation]>([
    ["a new column", { kind: "addColumn", table, column, backfill: { kind: "expression", sql: "lower(name)" } }],
    [
      "NULLs",
      { kind: "alterColumn", table, column: "a", change: { nullable: false }, backfill: { kind: "literal", value: 0 } },
    ],
    [
      "values that go for nothing",
      { kind: "alterColumn", table, column: "a", change: { type: "enum('a')" }, clear: ["b"] },
    ],
    ["values", { kind: "alterColumn", table, column: "a", change: { type: "enum('bb')" }, replace: { b: "bb" } }],
  ])("stands in the call of the revision file: %s", (_what, operation) => {
    const [first, ...rest] = argumentsOf(operation) as [never, never, never];
    const made = operation.kind === "addColumn" ? addColumn.create(first, ...rest) : alterColumn.create(first, ...rest);
    expect(made).toEqual(operation);
  });

  it("leaves open whether a new column is there, while it has the default that fills the rows", () => {
    const operation: AddColumn = { kind: "addColumn", table, column, backfill: { kind: "literal", value: "" } };
    const schemaWith = (...columns: readonly Column[]): Schema => ({
      ...emptySchema,
      tables: [tableOf({ name: "users", columns })],
    });
    const filling = { ...column, default: { kind: "literal", value: "" } } as const;
    const states = [schemaWith(), schemaWith(filling), schemaWith(column)];
    expect(states.map((schema) => isOperationApplied(schema, operation))).toEqual([false, undefined, true]);
  });

  it("has no place in the downgrade of a new column", () => {
    const operation: AddColumn = { kind: "addColumn", table, column, backfill: { kind: "literal", value: "" } };
    expect(reverseOperation(operation)).toEqual([{ kind: "dropColumn", table, column: "slug", dropped: column }]);
  });

  it("goes the other way in the downgrade of a change, where there is a way back", () => {
    const operation: AlterColumn = {
      kind: "alterColumn",
      table,
      column: "a",
      change: { type: "y", nullable: false },
      previous: { type: "x", nullable: true },
      using: "up(a)",
      previousUsing: "down(a)",
      replace: { c: "a", b: "bb" },
      previousReplace: { bb: "b" },
      backfill: { kind: "literal", value: 0 },
    };
    expect(reverseOperation(operation)).toEqual([
      {
        kind: "alterColumn",
        table,
        column: "a",
        change: { type: "x", nullable: true },
        previous: { type: "y", nullable: false },
        using: "down(a)",
        previousUsing: "up(a)",
        replace: { bb: "b" },
        previousReplace: { c: "a", b: "bb" },
      },
    ]);
  });

  it("is said in the summary, and as a loss where nothing brings the old values back", () => {
    const operation: AlterColumn = {
      kind: "alterColumn",
      table,
      column: "a",
      change: { type: "enum('a','bb')", nullable: false },
      previous: { type: "enum('a','b','c')", nullable: true },
      replace: { c: "a", b: "bb" },
      previousReplace: { bb: "b" },
      backfill: { kind: "literal", value: "a" },
    };
    const losses = hazardsOf(operation).filter(({ kind }) => kind === "data loss");
    expect([summarizeOperation(operation), losses.map(({ message }) => message)]).toEqual([
      `change column "a" of table "users": type from enum('a','b','c') to enum('a','bb'), NOT NULL, "c" becomes "a", "b" becomes "bb", NULL becomes "a"`,
      [
        'rows that hold "c" in column "a" of table "users" become "a"',
        'fills NULL in column "a" of table "users": the downgrade does not bring it back',
      ],
    ]);
  });

  it("is said where rows become NULL", () => {
    const inline: AlterColumn = {
      kind: "alterColumn",
      table,
      column: "a",
      change: { type: "enum('a')" },
      previous: { type: "enum('a','b')" },
      clear: ["b"],
    };
    const named = operationDefinitions.alterEnum.create("mood", { remove: { c: "a" }, clear: ["b"] });
    const losses = [inline, named].flatMap(hazardsOf).filter(({ kind }) => kind === "data loss");
    expect([summarizeOperation(inline), losses.map(({ message }) => message), argumentsOf(named)]).toEqual([
      `change column "a" of table "users": type from enum('a','b') to enum('a'), "b" becomes NULL`,
      [
        'rows that hold "b" in column "a" of table "users" become NULL',
        'removes value "c" of enum type "mood": rows that hold it become "a"',
        'removes value "b" of enum type "mood": rows that hold it become NULL',
      ],
      ["mood", { remove: { c: "a" }, clear: ["b"] }],
    ]);
  });

  it.each([
    ["NULL", null, 'the backfill of column "slug" is NULL'],
    ["bound values", new SqlFragment(["", ""], [1]), 'the backfill of column "slug" is not plain text'],
  ])("cannot be %s", (_what, backfill, message) => {
    expect(() => addColumn.create("users", { name: "slug", type: "text" }, { backfill })).toThrow(
      expect.objectContaining({ code: "OPERATION.INVALID", message }),
    );
  });
});
