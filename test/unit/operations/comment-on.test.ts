import {
  applyOperation,
  argumentsOf,
  operationDefinitions,
  summarizeOperation,
} from "../../../src/operations/definitions";
import type { CommentOn } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";

const create = operationDefinitions.commentOn.create;

const schema: Schema = {
  ...emptySchema,
  tables: [
    table({
      name: "users",
      columns: [{ name: "id", type: "integer", nullable: false }],
      primaryKey: { name: "PK", columns: ["id"] },
      exclusions: [{ name: "apart", elements: [{ column: "id", operator: "=" }] }],
      indexes: [{ name: "IDX", parts: [{ column: "id" }] }],
    }),
  ],
  enums: [{ name: "mood", schema: "s", values: ["sad"] }],
};

describe("commentOn", () => {
  it.each([
    ["users", 'set the comment of table "users"'],
    [{ schema: "billing", name: "users" }, 'set the comment of table "billing.users"'],
    [{ table: "users", index: "IDX" }, 'set the comment of index "IDX" of table "users"'],
    [
      { table: "users", constraint: "PK", type: "primaryKey" as const },
      'set the comment of primary key "PK" of table "users"',
    ],
    [{ enum: { schema: "s", name: "mood" } }, 'set the comment of enum type "s.mood"'],
    [{ schema: "billing" }, 'set the comment of schema "billing"'],
  ])("names its target as %j, and is written so again", (target, summary) => {
    const operation = create(target, "text");
    expect(summarizeOperation(operation)).toBe(summary);
    expect(argumentsOf(operation)).toEqual([target, "text"]);
  });

  it.each<[string, CommentOn]>([
    ["an index", create({ table: "users", index: "IDX" }, "text")],
    ["an exclusion constraint", create({ table: "users", constraint: "apart", type: "exclusion" }, "text")],
    ["an enum type", create({ enum: { schema: "s", name: "mood" } }, "text")],
    ["a schema", create({ schema: "billing" }, "text")],
  ])("sets the comment of %s in the schema, and takes it back", (_what, operation) => {
    const before = { ...schema, schemaComments: {} };
    const after = applyOperation(before, operation);
    expect(JSON.stringify(after)).toContain('"text"');
    const [reverse] = operationDefinitions.commentOn.reverse({ ...operation, previous: null }) ?? [];
    expect(applyOperation(after, reverse!)).toEqual(before);
  });

  it("refuses a part that the table does not have", () => {
    expect(() => applyOperation(schema, create({ table: "users", index: "gone" }, "text"))).toThrow(
      'table "users" has no index "gone"',
    );
  });
});

describe("createTable", () => {
  it("takes a table without columns of its own only where it descends from another", () => {
    const attributes = { "postgres.partitionOf": "users", "postgres.partitionBounds": "DEFAULT" };
    expect(operationDefinitions.createTable.create("part", { columns: [], attributes }).table.columns).toEqual([]);
    expect(() => operationDefinitions.createTable.create("part", { columns: [] })).toThrow("needs at least one column");
  });
});
