import { FreshTables, needsCheck } from "../../../src/migrate/fresh-tables";
import { operationDefinitions } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";

const { createTable, addColumn, createForeignKey, createIndex, createEnum } = operationDefinitions;

const id = { name: "id", type: "integer" } as const;
const table = (name: string): Operation => createTable.create(name, { columns: [id] });
const child = (name: string, parent: string): Operation =>
  createTable.create(name, {
    columns: [id],
    foreignKeys: [{ columns: ["id"], references: { table: parent, columns: ["id"] } }],
  });
const column = (name: string): Operation => addColumn.create(name, { name: "n", type: "integer", nullable: true });

describe("FreshTables", () => {
  it.each<readonly [string, readonly Operation[], readonly string[]]>([
    ["a table", [table("a")], ["a"]],
    ["a table that refers to itself", [child("a", "a")], ["a"]],
    ["tables that refer to each other", [table("a"), child("b", "a")], ["a", "b"]],
    ["a column of a table that the run has made", [column("made")], []],
    ["an index of a new table", [table("a"), createIndex.create("a", { name: "ix", columns: ["id"] })], ["a"]],
    ["an enum", [createEnum.create("e", ["x"])], []],
  ])("knows what %s makes", (_what, operations, made) => {
    expect([...(new FreshTables(["made"]).madeBy(operations) ?? ["nothing"])]).toEqual(made);
  });

  it.each<readonly [string, readonly Operation[]]>([
    ["a column of a table that was there", [column("old")]],
    ["a reference to a table that was there", [child("a", "old")]],
    [
      "a key to a table that was there",
      [createForeignKey.create("made", { columns: ["id"], references: { table: "old", columns: ["id"] } })],
    ],
    [
      "an index that is built while others write",
      [createIndex.create("made", { name: "ix", columns: ["id"], concurrently: true })],
    ],
    [
      "a table that a dialect knows more of",
      [createTable.create("a", { columns: [id], attributes: { "postgres.partitionOf": "old" } })],
    ],
    [
      "a key that is checked at COMMIT",
      [
        createForeignKey.create("made", {
          columns: ["id"],
          references: { table: "made", columns: ["id"] },
          deferrable: "initially deferred",
        }),
      ],
    ],
    [
      "a table with a constraint that is checked at COMMIT",
      [createTable.create("a", { columns: [id], uniques: [{ columns: ["id"], deferrable: "initially deferred" }] })],
    ],
  ])("says nothing of %s", (_what, operations) => {
    expect(new FreshTables(["made"]).madeBy(operations)).toBeUndefined();
  });
});

describe("needsCheck", () => {
  it.each<readonly [boolean, string, Operation]>([
    [false, "a table", table("a")],
    [false, "a column", column("a")],
    [true, "a table that refers to another one", child("a", "b")],
    [true, "rows", operationDefinitions.bulkInsert.create("a", [{ id: 1 }])],
    [true, "an index that goes", operationDefinitions.dropIndex.create("a", "ix")],
  ])("is %s for %s", (expected, _what, operation) => {
    expect(needsCheck([operation])).toBe(expected);
  });
});
