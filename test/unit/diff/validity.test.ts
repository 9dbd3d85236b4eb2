import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { table } from "../../../src/schema/edit";
import { fakeTypes } from "./fake-types";

const of = (notValid: boolean, name = "C"): Schema => {
  const state = notValid ? { notValid } : {};
  return {
    ...emptySchema,
    tables: [
      table({
        name: "t",
        columns: [{ name: "a", type: "integer", nullable: true }],
        checks: [{ name, expression: "a > 0", ...state }],
        foreignKeys: [{ name: "F", columns: ["a"], references: { table: "t", columns: ["a"] }, ...state }],
      }),
    ],
  };
};
const options = { capabilities: { tableComments: true, columnComments: true }, types: fakeTypes };

describe("constraints that are not valid yet", () => {
  it("are validated, also under a new name, and their way back creates them as they were", () => {
    const [actual, wanted] = [of(true), of(false, "D")];
    const { operations } = diff(actual, wanted, options);
    expect({
      operations: operations.map(summarizeOperation),
      there: applyOperations(actual, operations),
      back: applyOperations(applyOperations(actual, operations), downgradeOf(operations)),
    }).toEqual({
      operations: [
        'rename check constraint "C" of table "t" to "D"',
        'validate check constraint "D" of table "t"',
        'validate foreign key "F" of table "t"',
      ],
      there: wanted,
      back: actual,
    });
  });

  it("replace valid ones only anew", () => {
    const { operations } = diff(of(false), of(true), options);
    expect(operations.map(({ kind }) => kind)).toEqual([
      "dropConstraint",
      "dropConstraint",
      "createCheckConstraint",
      "createForeignKey",
    ]);
    expect(diff(of(true), of(true), options).operations).toEqual([]);
  });
});
