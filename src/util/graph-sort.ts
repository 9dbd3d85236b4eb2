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

/**
 * Orders the positions of a list, the lowest first, except that each waits for those in `waitsFor`. Of those that wait for each
 * other and for nobody else, the lowest goes that `mayGoFirst` allows, or the lowest of all.
 */
export function sortWaiting(
  waitsFor: readonly ReadonlySet<number>[],
  mayGoFirst: (node: number) => boolean,
): readonly number[] {
  const count = waitsFor.length;
  const open = waitsFor.map((nodes) => nodes.size);
  const followers: number[][] = Array.from({ length: count }, () => []);
  for (const [node, nodes] of waitsFor.entries()) for (const other of nodes) followers[other]!.push(node);
  const isDone = waitsFor.map(() => false);
  const ready = new LowestFirst();
  for (let node = 0; node < count; node += 1) if (open[node] === 0) ready.add(node);
  const order: number[] = [];
  while (order.length < count) {
    const node = ready.take() ?? firstOfCycles(waitsFor, isDone, mayGoFirst);
    if (isDone[node]) continue;
    isDone[node] = true;
    order.push(node);
    for (const follower of followers[node]!) {
      open[follower]! -= 1;
      if (open[follower] === 0) ready.add(follower);
    }
  }
  return order;
}

/** What waits for a cycle without being part of it is no way out of it. */
function firstOfCycles(
  waitsFor: readonly ReadonlySet<number>[],
  isDone: readonly boolean[],
  mayGoFirst: (node: number) => boolean,
): number {
  const left = waitsFor.map((nodes, node) => new Set(isDone[node] ? [] : [...nodes].filter((other) => !isDone[other])));
  const isAlone = (cycle: readonly number[]): boolean => {
    const members = new Set(cycle);
    return cycle.every((node) => [...left[node]!].every((other) => members.has(other)));
  };
  const candidates = findCycles(left)
    .filter(isAlone)
    .flat()
    .sort((one, other) => one - other);
  return candidates.find(mayGoFirst) ?? candidates[0] ?? isDone.indexOf(false);
}

/** Numbers of which the lowest is taken first: a binary heap. */
class LowestFirst {
  readonly #heap: number[] = [];

  add(value: number): void {
    const heap = this.#heap;
    heap.push(value);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= heap[at]!) return;
      [heap[parent], heap[at]] = [heap[at]!, heap[parent]!];
      at = parent;
    }
  }

  take(): number | undefined {
    const heap = this.#heap;
    const lowest = heap[0];
    const last = heap.pop();
    if (lowest === undefined || last === undefined || heap.length === 0) return lowest;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = at * 2 + 1;
      if (left >= heap.length) return lowest;
      const child = left + 1 < heap.length && heap[left + 1]! < heap[left]! ? left + 1 : left;
      if (heap[at]! <= heap[child]!) return lowest;
      [heap[at], heap[child]] = [heap[child]!, heap[at]!];
      at = child;
    }
  }
}

/** The groups of nodes that wait for each other, each node in at most one; a node alone is no group. Linear in nodes and edges. */
export function findCycles(waitsFor: readonly ReadonlySet<number>[]): readonly (readonly number[])[] {
  const index = waitsFor.map(() => -1);
  const low = waitsFor.map(() => 0);
  const isOpen = waitsFor.map(() => false);
  const path: number[] = [];
  const cycles: number[][] = [];
  let next = 0;
  for (let root = 0; root < waitsFor.length; root += 1) {
    if (index[root] !== -1) continue;
    const stack: { node: number; rest: Iterator<number> }[] = [];
    const enter = (node: number): void => {
      index[node] = low[node] = next;
      next += 1;
      path.push(node);
      isOpen[node] = true;
      stack.push({ node, rest: waitsFor[node]!.values() });
    };
    enter(root);
    while (stack.length > 0) {
      const { node, rest } = stack[stack.length - 1]!;
      const step = rest.next();
      if (step.done !== true) {
        if (index[step.value] === -1) enter(step.value);
        else if (isOpen[step.value]) low[node] = Math.min(low[node]!, index[step.value]!);
        continue;
      }
      stack.pop();
      const parent = stack[stack.length - 1]?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const group = path.splice(path.lastIndexOf(node));
      for (const member of group) isOpen[member] = false;
      if (group.length > 1) cycles.push(group.sort((left, right) => left - right));
    }
  }
  return cycles;
}
