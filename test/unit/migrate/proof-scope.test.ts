import { placeScopeOf, proofScopeOf } from "../../../src/migrate/proof-scope";
import { operationDefinitions as op } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema, type SchemaObject } from "../../../src/schema/model";

const id: Column = { name: "id", type: "integer", nullable: false };

function schemaOf(...names: readonly string[]): Schema {
  return {
    ...emptySchema,
    tables: names.map((name) =>
      name === "posts"
        ? table({
            name,
            columns: [id],
            foreignKeys: [{ columns: ["id"], references: { table: "users", columns: ["id"] } }],
          })
        : table({ name, columns: [id] }),
    ),
    unmanaged: [{ name: "left_alone", type: "foreign table" }],
  };
}

function tablesOf(operations: readonly Operation[], before: Schema, after = before): readonly (readonly string[])[] {
  const { start, wanted } = proofScopeOf(before, after, operations);
  return [start, wanted].map(({ tables }) => tables.map(({ name }) => name));
}

describe("the scope of a proof", () => {
  const all = schemaOf("users", "posts", "alone");

  it("is what the operations touch and what that refers to", () => {
    expect(tablesOf([op.addColumn.create("posts", { name: "a", type: "integer" })], all)).toEqual([
      ["users", "posts"],
      ["users", "posts"],
    ]);
  });

  it("leaves out who refers to a table that only gains something", () => {
    expect(tablesOf([op.addColumn.create("users", { name: "a", type: "integer" })], all)[0]).toEqual(["users"]);
    expect(tablesOf([op.alterColumn.create("users", "id", { nullable: true })], all)[0]).toEqual(["users"]);
  });

  it("takes in who refers to a table whose columns change their type or go", () => {
    const both = ["users", "posts"];
    expect(tablesOf([op.alterColumn.create("users", "id", { type: "bigint" })], all)[0]).toEqual(both);
    expect(tablesOf([op.dropTable.create("users")], all)[0]).toEqual(both);
    expect(tablesOf([op.autocommit.create([op.dropTable.create("users")])], all)[0]).toEqual(both);
  });

  it("knows a renamed table by both names", () => {
    const rename = op.renameTable.create("alone", "renamed");
    expect(tablesOf([rename], schemaOf("alone", "users"), schemaOf("renamed", "users"))).toEqual([
      ["alone"],
      ["renamed"],
    ]);
  });

  it("takes in the tables that SQL mentions", () => {
    expect(tablesOf([op.execute.create("UPDATE alone SET id = 1")], all)[0]).toEqual(["alone"]);
  });

  it("knows of schemas what is named in it, or in an operation", () => {
    const isExtension = ({ kind }: SchemaObject): boolean => kind === "extension";
    const before: Schema = {
      ...emptySchema,
      objects: [{ kind: "extension", name: "citext", schema: "shop" }],
      tables: [
        table({ name: "log", schema: "audit", columns: [id] }),
        table({ name: "bill", schema: "shop", columns: [id] }),
      ],
      schemas: ["audit", "empty", "shop"],
      schemaComments: { audit: "who did what", public: "usual", shop: "sales" },
    };
    const after: Schema = { ...before, schemas: ["audit", "empty", "fresh", "shop"] };
    const operations = [
      op.addColumn.create({ name: "log", schema: "audit" }, { name: "a", type: "integer" }),
      op.createSchema.create("fresh"),
    ];
    const { start, wanted, schemas } = placeScopeOf(proofScopeOf(before, after, operations), operations, isExtension);
    expect({ start: start.schemas, comments: start.schemaComments, wanted: wanted.schemas, schemas }).toEqual({
      start: ["audit"],
      comments: { audit: "who did what" },
      wanted: ["audit", "fresh"],
      schemas: ["audit", "fresh"],
    });
  });

  it("has nothing of what is left alone", () => {
    expect(proofScopeOf(all, all, []).start.unmanaged).toEqual([]);
  });
});
