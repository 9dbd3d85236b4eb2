import fc from "fast-check";
import type { DiffOptions } from "../../../src/diff/diff-options";
import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperation, isOperationApplied } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import type { Schema } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";
import { brokenRules, canonical, schemaPairArbitrary } from "./schema-pair";

const seed = process.env["FC_SEED"] === undefined ? 20261120 : Number(process.env["FC_SEED"]);
const options: DiffOptions = {
  types: fakeTypes,
  capabilities: { tableComments: true, columnComments: true },
  answers: { noRenames: true },
};

/** Applies operations one by one and keeps what a database would have refused on the way. */
function run(schema: Schema, operations: readonly Operation[]): { schema: Schema; broken: readonly string[] } {
  const broken: string[] = [];
  const end = operations.reduce((before, operation) => {
    const after = applyOperation(before, operation);
    broken.push(...brokenRules(after).map((rule) => `${operation.kind}: ${rule}`));
    if (isOperationApplied(after, operation) === false) broken.push(`${operation.kind} does not see its own effect`);
    return after;
  }, schema);
  return { schema: end, broken };
}

describe(`diff over generated schemas (FC_SEED=${seed})`, () => {
  const check = (property: (actual: Schema, wanted: Schema) => void): void => {
    fc.assert(
      fc.property(schemaPairArbitrary, ([actual, wanted]) => property(actual, wanted)),
      { seed, numRuns: 400 },
    );
  };

  test("leads from the one to the other, and no step breaks a rule", () => {
    check((actual, wanted) => {
      const { operations } = diff(actual, wanted, options);
      const result = run(actual, operations);
      expect(result.broken).toEqual([]);
      expect(canonical(result.schema)).toEqual(canonical(wanted));
    });
  });

  test("leads back again by the downgrade", () => {
    check((actual, wanted) => {
      const { operations } = diff(actual, wanted, options);
      const result = run(run(actual, operations).schema, downgradeOf(operations));
      expect(result.broken).toEqual([]);
      expect(canonical(result.schema)).toEqual(canonical(actual));
    });
  });

  test("finds nothing more once it was followed", () => {
    check((actual, wanted) => {
      const result = run(actual, diff(actual, wanted, options).operations);
      expect(diff(result.schema, wanted, options)).toEqual({ operations: [], questions: [] });
    });
  });

  test("gives the same bytes for the same schemas", () => {
    check((actual, wanted) => {
      const again = JSON.parse(JSON.stringify([actual, wanted])) as [Schema, Schema];
      expect(JSON.stringify(diff(...again, options))).toBe(JSON.stringify(diff(actual, wanted, options)));
    });
  });
});
