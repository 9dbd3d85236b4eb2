import fc from "fast-check";
import type { DiffOptions } from "../../../src/diff/diff-options";
import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperation, isOperationApplied } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import type { Schema } from "../../../src/schema/model";
import { objectKey } from "../../../src/schema/object-reference";
import { fakeTypes } from "./fake-types";
import { brokenObjects, holdersOf, strictObjectChanges } from "./schema-objects";
import { brokenRules, canonical, schemaPairArbitrary, undeclaredPairArbitrary } from "./schema-pair";

const seed = process.env["FC_SEED"] === undefined ? 20261120 : Number(process.env["FC_SEED"]);
const options: DiffOptions = {
  types: fakeTypes,
  capabilities: { tableComments: true, columnComments: true },
  answers: { noRenames: true },
  objectChanges: strictObjectChanges,
};

/** Applies operations one by one and keeps what a database would have refused on the way. */
function run(schema: Schema, operations: readonly Operation[]): { schema: Schema; broken: readonly string[] } {
  const broken: string[] = [];
  const end = operations.reduce((before, operation) => {
    const after = applyOperation(before, operation);
    broken.push(...holdersOf(before, operation), ...brokenObjects(after).map((rule) => `${operation.kind}: ${rule}`));
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

  test("leaves objects that nobody declares as they are, or drops them with what they read", () => {
    fc.assert(
      fc.property(undeclaredPairArbitrary, ([actual, wanted]) => {
        // An unknown view that has the name of a new table is in nobody's power to keep.
        fc.pre(!actual.objects.some(({ name }) => wanted.tables.some((table) => table.name === name)));
        const { operations } = diff(actual, wanted, { ...options, keepUnknownObjects: true });
        const there = run(actual, operations);
        const back = run(there.schema, downgradeOf(operations));
        expect([there.broken, back.broken, canonical(back.schema)]).toEqual([[], [], canonical(actual)]);
        const left = new Set(actual.objects.map((object) => JSON.stringify(object)));
        expect(there.schema.objects.filter((object) => !left.has(JSON.stringify(object)))).toEqual([]);
        const kept = new Set(there.schema.objects.map(objectKey));
        const lost = actual.objects.filter((object) => !kept.has(objectKey(object)));
        const restored = lost.filter(
          (object) => brokenObjects({ ...there.schema, objects: [...there.schema.objects, object] }).length === 0,
        );
        expect(restored).toEqual([]);
      }),
      { seed, numRuns: 400 },
    );
  });

  test("gives the same bytes for the same schemas", () => {
    check((actual, wanted) => {
      const again = JSON.parse(JSON.stringify([actual, wanted])) as [Schema, Schema];
      expect(JSON.stringify(diff(...again, options))).toBe(JSON.stringify(diff(actual, wanted, options)));
    });
  });
});
