import { diff } from "../../../src/diff/diff";
import type { DiffAnswers } from "../../../src/diff/diff-options";
import { describeQuestion, optionFor } from "../../../src/diff/question";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema, type SchemaObject, type Table } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";
import { strictObjectChanges } from "./schema-objects";

const options = {
  types: fakeTypes,
  capabilities: { tableComments: true, columnComments: true },
  objectChanges: { ...strictObjectChanges, renamedKinds: ["sequence", "view"] as const },
};
const schema = (...objects: readonly SchemaObject[]): Schema => ({ ...emptySchema, objects });
const sequence = (name: string, rest: object = {}): SchemaObject => ({ kind: "sequence", name, ...rest });

function compare(actual: Schema, wanted: Schema, answers: DiffAnswers = {}, keepUnknownObjects = false) {
  const { operations, questions } = diff(actual, wanted, { ...options, answers, keepUnknownObjects });
  return { operations: operations.map(summarizeOperation), questions };
}

describe("an object that may have taken another name", () => {
  const [actual, wanted] = [
    schema(sequence("order_number", { start: "5" })),
    schema(sequence("number", { start: "5" })),
  ];
  const answers = { renames: [{ from: "order_number", to: "number" }] };

  test("is asked about", () => {
    const { questions } = compare(actual, wanted);
    expect(questions.map((question) => [describeQuestion(question), optionFor(question)])).toEqual([
      ['was sequence "order_number" renamed to "number"?', "--rename order_number:number"],
    ]);
  });

  test("is renamed when an answer says so, with what mentions it", () => {
    const reader = (name: string): SchemaObject => ({ kind: "view", name: "last", query: `SELECT * FROM ${name}` });
    const views = (name: string): SchemaObject => ({ kind: "view", name, query: "SELECT 1" });
    const [before, after] = [schema(views("ones"), reader("ones")), schema(views("one"), reader("one"))];
    const { operations } = diff(before, after, { ...options, answers: { renames: [{ from: "ones", to: "one" }] } });
    expect([operations.map(summarizeOperation), applyOperations(after, downgradeOf(operations))]).toEqual([
      ['rename view "ones" to "one"'],
      before,
    ]);
  });

  test("goes and comes where an answer says no", () => {
    expect(compare(actual, wanted, { noRenames: true })).toEqual({
      operations: ['create sequence "number"', 'drop sequence "order_number"'],
      questions: [],
    });
  });

  test("is another one where it says something else, or where the database cannot rename it", () => {
    const other = schema(sequence("number", { start: "6" }));
    const policy = (name: string): SchemaObject => ({ kind: "policy", name, table: { name: "users" } });
    expect([compare(actual, other).questions, compare(schema(policy("a")), schema(policy("b"))).questions]).toEqual([
      [],
      [],
    ]);
  });

  test("is not asked about where the old one stays unknown, but an answer counts", () => {
    expect([compare(actual, wanted, {}, true), compare(actual, wanted, answers, true)]).toEqual([
      { operations: ['create sequence "number"'], questions: [] },
      { operations: ['rename sequence "order_number" to "number"'], questions: [] },
    ]);
  });
});

describe("the name of an object", () => {
  const tableOf = (name: string): Table => table({ name, columns: [{ name: "id", type: "integer", nullable: false }] });
  const state = (name: string, ...objects: readonly SchemaObject[]): Schema => ({
    ...schema(...objects),
    tables: [tableOf(name)],
  });
  const view = (name: string, query = "SELECT 1"): SchemaObject => ({ kind: "view", name, query });
  const purchasesToOrders = { from: "purchases", to: "orders" };

  test("that goes is free before a table takes it, and that of what reads the object too", () => {
    const actual = state("purchases", view("orders"), view("reader", "SELECT * FROM orders"));
    const wanted = state("orders", view("reader", "SELECT 2"));
    const { operations } = diff(actual, wanted, { ...options, answers: { renames: [purchasesToOrders] } });
    expect(operations.map(summarizeOperation)).toEqual([
      'drop view "reader"',
      'drop view "orders"',
      'rename table "purchases" to "orders"',
      'create view "reader"',
    ]);
    expect(applyOperations(applyOperations(actual, operations), downgradeOf(operations))).toEqual({
      ...actual,
      objects: expect.arrayContaining([...actual.objects]) as unknown,
    });
  });

  test("that it gives up by a rename is free before a table takes it", () => {
    const renames = [purchasesToOrders, { from: "orders", to: "order_number" }];
    const { operations } = compare(state("purchases", sequence("orders")), state("orders", sequence("order_number")), {
      renames,
    });
    expect(operations).toEqual(['rename sequence "orders" to "order_number"', 'rename table "purchases" to "orders"']);
  });

  test("is free before another kind of object takes it", () => {
    const renames = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ];
    const { operations } = compare(schema(sequence("a"), view("b")), schema(sequence("b"), view("c")), { renames });
    expect(operations).toEqual(['rename view "b" to "c"', 'rename sequence "a" to "b"']);
  });

  test("stays with one that nobody declares, and is not taken from what only goes later", () => {
    const answers = { renames: [purchasesToOrders] };
    expect(() => compare(state("purchases", view("orders")), state("orders"), answers, true)).toThrow(
      expect.objectContaining({ code: "DIFF.NAME_TAKEN", message: 'view "orders" has the new name of a table' }),
    );
    const toOrders = { renames: [{ from: "numbers", to: "orders" }] };
    expect(() => compare(state("orders", sequence("numbers")), schema(sequence("orders")), toOrders)).toThrow(
      expect.objectContaining({
        code: "DIFF.NAME_TAKEN",
        message: 'table "orders" has the new name of sequence "numbers"',
      }),
    );
  });

  test("cannot be exchanged with a table in one revision", () => {
    const renames = [purchasesToOrders, { from: "orders", to: "purchases" }];
    const exchange = () =>
      compare(state("purchases", sequence("orders")), state("orders", sequence("purchases")), { renames });
    expect(exchange).toThrow(expect.objectContaining({ code: "DIFF.NAME_TAKEN" }));
  });
});
