import fc from "fast-check";
import { findCycles, sortWaiting } from "../../../src/util/graph-sort";

const waits = (...edges: readonly (readonly number[])[]): readonly ReadonlySet<number>[] =>
  edges.map((list) => new Set(list));
const never = (): boolean => false;

describe("sortWaiting", () => {
  test("keeps the order where nobody waits, and lets others pass one that waits", () => {
    expect([sortWaiting(waits([], [], []), never), sortWaiting(waits([2], [], []), never)]).toEqual([
      [0, 1, 2],
      [1, 2, 0],
    ]);
  });

  test("cuts a circle at the lowest that may go first, or at the lowest", () => {
    const circle = waits([1], [2], [0]);
    expect([sortWaiting(circle, never), sortWaiting(circle, (node) => node === 1)]).toEqual([
      [0, 2, 1],
      [1, 0, 2],
    ]);
  });

  test("does not let one pass that waits for a circle from outside", () => {
    expect(sortWaiting(waits([2], [2], [1]), (node) => node === 0)).toEqual([1, 2, 0]);
  });

  const graph = fc
    .integer({ min: 1, max: 12 })
    .chain((count) =>
      fc
        .array(fc.uniqueArray(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count })
        .map((lists) => lists.map((list, node) => new Set(list.filter((other) => other !== node)))),
    );

  test("gives every node once, and each after those it waits for unless they are in a circle", () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const order = sortWaiting(edges, never);
        expect([...order].sort((left, right) => left - right)).toEqual(edges.map((_, node) => node));
        if (findCycles(edges).length > 0) return;
        for (const [node, others] of edges.entries())
          for (const other of others) expect(order.indexOf(other)).toBeLessThan(order.indexOf(node));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("findCycles", () => {
  test("gives the nodes that wait for each other, and no others", () => {
    expect([findCycles(waits([1], [2], [])), findCycles(waits([1], [0], [0, 3], [4], [3], [2]))]).toEqual([
      [],
      [
        [0, 1],
        [3, 4],
      ],
    ]);
  });
});
