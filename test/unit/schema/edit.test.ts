import { table, withoutOwnedObjects, withoutTable } from "../../../src/schema/edit";
import { emptySchema, type Schema, type SchemaObject } from "../../../src/schema/model";

const trigger = (name: string, owner: string): SchemaObject => ({
  kind: "trigger",
  name,
  table: { name: owner },
  event: "AFTER INSERT",
  action: "BEGIN SELECT 1; END",
});
const view: SchemaObject = { kind: "view", name: "names", query: "SELECT name FROM users" };
const id = { name: "id", type: "integer", nullable: false };

it("takes the triggers and policies of a table along, and leaves views that read it", () => {
  const policy: SchemaObject = { kind: "policy", name: "own", table: { name: "users" } };
  const schema: Schema = {
    ...emptySchema,
    tables: [table({ name: "users", columns: [id] }), table({ name: "posts", columns: [id] })],
    objects: [view, trigger("a", "users"), trigger("b", "posts"), policy],
  };
  const { tables, objects } = withoutTable(schema, { name: "users" });
  expect(tables.map(({ name }) => name)).toEqual(["posts"]);
  expect(objects).toEqual([view, trigger("b", "posts")]);
});

it("tells tables of one name in two schemas apart", () => {
  const other: SchemaObject = { ...trigger("a", "users"), table: { name: "users", schema: "billing" } } as SchemaObject;
  expect(withoutOwnedObjects([trigger("a", "users"), other], { name: "users" })).toEqual([other]);
});
