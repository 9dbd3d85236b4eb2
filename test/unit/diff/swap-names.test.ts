import { diff } from "../../../src/diff/diff";
import { findSwappedNames } from "../../../src/diff/swap-names";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { table } from "../../../src/schema/edit";
import { fakeTypes } from "./fake-types";

const of = (...columns: readonly (readonly [name: string, type: string])[]): Schema => ({
  ...emptySchema,
  tables: [table({ name: "t", columns: columns.map(([name, type]) => ({ name, type, nullable: true })) })],
});
const options = { capabilities: { tableComments: true, columnComments: true }, types: fakeTypes };

describe("names that change places", () => {
  it("go through a name that nobody has, when an answer says so", () => {
    const actual = of(["a", "text"], ["b", "integer"], ["a_swap", "date"]);
    const wanted = of(["b", "text"], ["a", "integer"], ["a_swap", "date"]);
    const renames = [
      { table: "t", from: "a", to: "b" },
      { table: "t", from: "b", to: "a" },
    ];
    const { operations } = diff(actual, wanted, { ...options, answers: { renames } });
    expect({
      operations: operations.map(summarizeOperation),
      columns: applyOperations(actual, operations).tables[0]!.columns.map(({ name, type }) => [name, type]),
    }).toEqual({
      operations: [
        'rename column "b" of table "t" to "b_swap"',
        'rename column "a" of table "t" to "b"',
        'rename column "b_swap" of table "t" to "a"',
      ],
      columns: [
        ["b", "text"],
        ["a", "integer"],
        ["a_swap", "date"],
      ],
    });
  });

  it("close a round of three", () => {
    const claims = ["a", "b", "c"].map((name, place) => ({
      name,
      renamedFrom: ["b", "c", "a"][place]!,
      isAnswer: true,
    }));
    expect(findSwappedNames(["a", "b", "c"], claims).steps).toEqual([
      { from: "a", to: "a_swap" },
      { from: "b", to: "a" },
      { from: "c", to: "b" },
      { from: "a_swap", to: "c" },
    ]);
  });

  it("stay where they are for a hint, which would swap them back the next time", () => {
    const claims = [
      { name: "a", renamedFrom: "b" },
      { name: "b", renamedFrom: "a" },
    ];
    expect(findSwappedNames(["a", "b"], claims)).toEqual({ renames: [], steps: [] });
  });
});

describe("schemas", () => {
  it("that are there without objects are not created again", () => {
    const wanted: Schema = { ...emptySchema, enums: [{ name: "e", schema: "s", values: ["a"] }] };
    const kinds = (actual: Schema): readonly string[] =>
      diff(actual, wanted, options).operations.map(({ kind }) => kind);
    expect(kinds(emptySchema)).toEqual(["createSchema", "createEnum"]);
    expect(kinds({ ...emptySchema, schemas: ["s"] })).toEqual(["createEnum"]);
  });
});
