/** The result of {@link sortGraph}: the order, and the edges that had to be cut because they closed a cycle. */
export interface SortedGraph<T> {
  readonly order: readonly T[];
  /** `[from, to]`: `from` wanted to come after `to`, but could not. */
  readonly cut: readonly (readonly [T, T])[];
}

/**
 * Orders nodes so that each comes after the nodes it depends on; among free nodes the given order is kept,
 * so the same input gives the same output. Linear in nodes and edges.
 */
export function sortGraph<T>(nodes: readonly T[], dependenciesOf: (node: T) => Iterable<T>): SortedGraph<T> {
  const known = new Set(nodes);
  const state = new Map<T, "open" | "done">();
  const order: T[] = [];
  const cut: [T, T][] = [];
  for (const root of nodes) {
    if (state.has(root)) continue;
    const stack: { node: T; rest: Iterator<T> }[] = [{ node: root, rest: dependenciesOf(root)[Symbol.iterator]() }];
    state.set(root, "open");
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = top.rest.next();
      if (next.done === true) {
        state.set(top.node, "done");
        order.push(top.node);
        stack.pop();
      } else if (known.has(next.value) && next.value !== top.node) {
        const seen = state.get(next.value);
        if (seen === "open") cut.push([top.node, next.value]);
        else if (seen === undefined) {
          state.set(next.value, "open");
          stack.push({ node: next.value, rest: dependenciesOf(next.value)[Symbol.iterator]() });
        }
      }
    }
  }
  return { order, cut };
}
