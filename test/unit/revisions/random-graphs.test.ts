import fc from "fast-check";
import { RevisionGraph } from "../../../src/revisions/revision-graph";
import { downRevisionsOf, type Revision } from "../../../src/revisions/revision";

const RUNS = Number(process.env["ORMOLU_GRAPHS"] ?? 200);
/** `ORMOLU_GRAPH_SEED` repeats a run, or takes another one. */
const seed = Number(process.env["ORMOLU_GRAPH_SEED"] ?? 7);

/** A graph, and what it says of itself by the plainest means: walks over sets. */
class Plain {
  readonly graph: RevisionGraph;
  readonly #below: ReadonlyMap<string, readonly string[]>;

  constructor(revisions: readonly Revision[]) {
    this.graph = RevisionGraph.from(revisions);
    this.#below = new Map(
      revisions.map((revision) => [revision.revision, [...downRevisionsOf(revision), ...revision.dependsOn]]),
    );
  }

  get ids(): string[] {
    return [...this.#below.keys()];
  }

  closure(ids: Iterable<string>): Set<string> {
    const seen = new Set(ids);
    for (const id of seen) for (const next of this.#below.get(id)!) seen.add(next);
    return seen;
  }

  maximal(applied: ReadonlySet<string>): string[] {
    return [...applied].filter((id) => ![...applied].some((other) => this.#below.get(other)!.includes(id))).sort();
  }

  below(id: string): readonly string[] {
    return this.#below.get(id)!;
  }
}

/** Revisions whose parents and dependencies come before them, then shuffled: load order need not follow the graph. */
const anyGraph: fc.Arbitrary<Plain> = fc
  .array(fc.tuple(fc.array(fc.nat(), { maxLength: 3 }), fc.array(fc.nat(), { maxLength: 2 })), {
    minLength: 1,
    maxLength: 14,
  })
  .chain((rows) => {
    const pick = (picks: number[], index: number): string[] =>
      index === 0 ? [] : [...new Set(picks.map((n) => `n${n % index}`))];
    const revisions = rows.map(([down, dependsOn], index) => ({
      revision: `n${index}`,
      downRevision: index === 0 || down.length === 0 ? null : pick(down, index),
      branchLabels: [],
      dependsOn: pick(dependsOn, index),
    }));
    return fc.shuffledSubarray(revisions, { minLength: revisions.length });
  })
  .map((revisions) => new Plain(revisions));

/** A graph, and a state of a database that it could be at. */
const anyState = anyGraph.chain((plain) =>
  fc.tuple(fc.constant(plain), fc.subarray(plain.ids)).map(([, some]) => ({ plain, applied: plain.closure(some) })),
);

const check = <T>(values: fc.Arbitrary<T>, property: (value: T) => void): void =>
  fc.assert(fc.property(values, property), { seed, numRuns: RUNS });

describe(`any graph (seed ${seed})`, () => {
  it("is upgraded parents first, and after every step the rows are the maximal elements of what is applied", () => {
    check(anyState, ({ plain, applied }) => {
      for (const target of plain.ids) {
        const now = new Set(applied);
        for (const step of plain.graph.planUpgrade(plain.maximal(applied), target)) {
          expect([step.direction, now.has(step.revision)]).toEqual(["upgrade", false]);
          expect(plain.below(step.revision).every((id) => now.has(id))).toBe(true);
          expect([...step.headsBefore].sort()).toEqual(plain.maximal(now));
          now.add(step.revision);
          expect([...step.headsAfter].sort()).toEqual(plain.maximal(now));
        }
        expect(now).toEqual(new Set([...applied, ...plain.closure([target])]));
      }
    });
  });

  it("is downgraded dependents first, to any revision that is applied and to base, by the same rule", () => {
    check(anyState, ({ plain, applied }) => {
      for (const target of [...applied, "base"]) {
        const now = new Set(applied);
        for (const step of plain.graph.planDowngrade(plain.maximal(applied), target)) {
          now.delete(step.revision);
          expect([...now].some((id) => plain.below(id).includes(step.revision))).toBe(false);
          expect([...step.headsAfter].sort()).toEqual(plain.maximal(now));
        }
        expect(target === "base" ? now.size === 0 : now.has(target)).toBe(true);
      }
    });
  });

  it("comes back to the same rows when a step up is followed by the same step down", () => {
    check(anyState, ({ plain, applied }) => {
      for (const step of plain.graph.planUpgrade(plain.maximal(applied), "heads")) {
        // Of a merge, nobody could say which of its parents is one step down.
        if (downRevisionsOf(plain.graph.get(step.revision)).length > 1) continue;
        const down = plain.graph.planDowngrade(step.headsAfter, `${step.revision}@${step.revision}-1`);
        expect(down.map(({ revision }) => revision)).toEqual([step.revision]);
        expect([...down[0]!.headsAfter].sort()).toEqual([...step.headsBefore].sort());
      }
    });
  });

  it("names in every range each revision after all that follow it", () => {
    check(anyGraph, (plain) => {
      for (const target of plain.ids) {
        const range = plain.graph.range("heads", target, { inclusive: true }).map(({ revision }) => revision);
        expect(
          range.every((id, index) => !range.slice(index + 1).some((later) => plain.closure([later]).has(id))),
        ).toBe(true);
      }
    });
  });

  it("is stamped to any revision, and the rows say that it is applied and nothing more on its line", () => {
    check(anyState, ({ plain, applied }) => {
      for (const target of plain.ids) {
        const rows = plain.maximal(applied);
        const after = plain.graph.planStamp(rows, target).at(-1)?.headsAfter ?? rows;
        expect([...after].sort()).toEqual(plain.maximal(plain.closure(after)));
        expect(plain.graph.appliedBy(after).has(target)).toBe(true);
      }
    });
  });
});
