import { diff } from "../../../src/diff/diff";
import type { DiffOptions } from "../../../src/diff/diff-options";
import { summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema, type SchemaObject } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";
import { strictObjectChanges } from "./schema-objects";

const options: DiffOptions = {
  types: fakeTypes,
  capabilities: { tableComments: true, columnComments: true },
  objectChanges: { ...strictObjectChanges, renamedKinds: ["sequence", "view"] },
  keepUnknownObjects: true,
};
const people = table({ name: "people", columns: [{ name: "id", type: "integer", nullable: false }] });
const view = (name: string, rest: object = {}): SchemaObject => ({ kind: "view", name, query: "SELECT 1", ...rest });
const schema = (objects: readonly SchemaObject[], tables = [people]): Schema => ({ ...emptySchema, tables, objects });

function compare(actual: Schema, wanted: Schema, owned: readonly string[], given: Partial<DiffOptions> = {}) {
  const { operations, questions } = diff(actual, wanted, { ...options, ownedObjects: new Set(owned), ...given });
  return { operations: operations.map(summarizeOperation), questions: questions.map(({ kind }) => kind) };
}

describe("objects of the project that nothing declares any more", () => {
  it("go, and the others stay", () => {
    expect(compare(schema([view("ours"), view("theirs")]), schema([]), ["view:ours"])).toEqual({
      operations: ['drop view "ours"'],
      questions: [],
    });
  });

  it("stay where the project leaves them out of the comparison", () => {
    const hooks = { includeName: (name: string | undefined) => name !== "ours" };
    expect(compare(schema([view("ours")]), schema([]), ["view:ours"], { hooks }).operations).toEqual([]);
  });

  it("are asked about where one of the kind comes", () => {
    const [actual, wanted] = [schema([view("old"), view("theirs")]), schema([view("new")])];
    expect(compare(actual, wanted, ["view:old"])).toEqual({
      operations: ['drop view "old"', 'create view "new"'],
      questions: ["rename object"],
    });
    expect(compare(actual, wanted, []).questions).toEqual([]);
  });

  it("go with a table that takes another name in the same comparison", () => {
    const trigger: SchemaObject = { kind: "trigger", name: "t", table: { name: "users" }, event: "e", action: "a" };
    const actual = schema([trigger], [{ ...people, name: "users" }]);
    const answers = { renames: [{ from: "users", to: "people" }] };
    expect(compare(actual, schema([]), ["trigger:users.t"], { answers }).operations).toEqual([
      'rename table "users" to "people"',
      'drop trigger "t" of table "people"',
    ]);
  });

  it("give their names to a table that takes one", () => {
    const actual = schema([view("people")], [{ ...people, name: "users" }]);
    const answers = { renames: [{ from: "users", to: "people" }] };
    expect(compare(actual, schema([]), ["view:people"], { answers }).operations).toEqual([
      'drop view "people"',
      'rename table "users" to "people"',
    ]);
    expect(() => compare(actual, schema([]), [], { answers })).toThrow(
      expect.objectContaining({ code: "DIFF.NAME_TAKEN" }),
    );
  });
});

describe("objects that the code declares", () => {
  it("are marked where they are created, for comparisons to come", () => {
    const wanted = schema([view("ours")]);
    const marked = (given: Partial<DiffOptions>): unknown =>
      diff(schema([]), wanted, { ...options, ...given }).operations;
    expect(marked({})).toEqual([{ kind: "createView", object: view("ours"), declared: true }]);
    expect(marked({ keepUnknownObjects: false })).toEqual([{ kind: "createView", object: view("ours") }]);
  });

  it("are not marked where somebody else's come again behind a change", () => {
    const reader = view("theirs", { query: "SELECT people.id FROM people" });
    const wider = table({ name: "people", columns: [{ name: "id", type: "bigint", nullable: false }] });
    const { operations } = diff(schema([reader]), schema([], [wider]), options);
    expect(operations.map((operation) => [operation.kind, "declared" in operation])).toEqual([
      ["dropView", false],
      ["alterColumn", false],
      ["createView", false],
    ]);
  });

  it("take another name where they say what they were called, once", () => {
    const wanted = schema([view("new", { renamedFrom: "old" })]);
    expect(compare(schema([view("old")]), wanted, [])).toEqual({
      operations: ['rename view "old" to "new"'],
      questions: [],
    });
    expect(compare(schema([view("new")]), wanted, []).operations).toEqual([]);
    expect(compare(schema([view("old")]), wanted, [], { objectChanges: strictObjectChanges }).operations).toEqual([
      'drop view "old"',
      'create view "new"',
    ]);
    expect(diff(schema([]), wanted, options).operations).toEqual([
      { kind: "createView", object: view("new"), declared: true },
    ]);
  });
});
