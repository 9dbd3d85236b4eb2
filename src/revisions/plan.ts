import { collectAncestors, maximalOf, sortByLoadOrder, type GraphNode, type LinkedGraph } from "./graph-node";
import { orderNewestFirst } from "./order-revisions";
import { assertNoOverlap, collectDowngrade, resolveUpgradeTarget } from "./range";
import {
  assertText,
  filterByLineage,
  findRows,
  idsOf,
  parseTarget,
  resolveBranch,
  resolveTarget,
  walkDownFrom,
  type Target,
} from "./target";

/** One step of a plan: a revision to run (or to stamp), and the version table's rows around it. */
export interface Step {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** In the first step the rows as they were given, also where one of them is redundant. */
  readonly headsBefore: readonly string[];
  /** The maximal elements of what is applied, in load order. */
  readonly headsAfter: readonly string[];
}

/** The steps from the rows up to a target, parents first. */
export function planUpgrade(graph: LinkedGraph, current: readonly string[], target: Target): Step[] {
  const rows = findRows(graph, current);
  const targets = resolveUpgradeTarget(graph, target, rows);
  assertNoOverlap(targets);
  const applied = collectAncestors(rows, "all");
  const needed = new Set([...collectAncestors(targets, "all")].filter((node) => !applied.has(node)));
  const ledger = new Ledger(rows, applied);
  return orderNewestFirst(needed, targets)
    .reverse()
    .map((node) => ledger.upgrade(node));
}

/** The steps from the rows down to a target, newest first. */
export function planDowngrade(graph: LinkedGraph, current: readonly string[], target: Target): Step[] {
  const rows = findRows(graph, current);
  const { revisions, heads } = collectDowngrade(graph, rows, target, {});
  const ledger = new Ledger(rows, collectAncestors(rows, "all"));
  return orderNewestFirst(revisions, heads).map((node) => ledger.downgrade(node));
}

/** The steps that make the rows say that the targets are what is applied, on their branches. */
export function planStamp(graph: LinkedGraph, current: readonly string[], targets: Target): Step[] {
  assertText(targets);
  let rows = findRows(graph, current);
  const steps: Step[] = [];
  let before: readonly string[] = idsOf(rows);
  const record = (node: GraphNode, after: GraphNode[]): void => {
    const headsAfter = idsOf(sortByLoadOrder(after));
    if (!isSameSet(before, headsAfter))
      steps.push({ revision: node.id, direction: "stamp", headsBefore: before, headsAfter });
    before = headsAfter;
    rows = after;
  };
  const stamped = new Set<GraphNode>();
  const original = rows;
  for (const target of targets === null || typeof targets === "string" ? [targets] : targets) {
    const { destinations, anchors } = resolveStampTarget(graph, target, original);
    const affected = anchors === undefined ? original : filterByLineage(original, anchors, "all");
    if (destinations.length === 0) {
      for (const row of affected)
        if (rows.includes(row))
          record(
            row,
            rows.filter((node) => node !== row),
          );
    }
    for (const node of destinations) {
      const replaced = new Set(filterByLineage(affected, [node], "all").filter((row) => !stamped.has(row)));
      stamped.add(node);
      const kept = rows.filter((row) => !replaced.has(row) || stamped.has(row));
      record(node, maximalOf(collectAncestors([...kept, node], "all")));
    }
  }
  return steps;
}

/** What a stamp leads to (nothing: base), and what its branch is; without an anchor it is about every row. */
function resolveStampTarget(
  graph: LinkedGraph,
  target: string | null,
  current: readonly GraphNode[],
): { destinations: readonly GraphNode[]; anchors: readonly GraphNode[] | undefined } {
  if (target === null) return { destinations: [], anchors: undefined };
  const parsed = parseTarget(graph, target);
  const destinations =
    parsed.offset === undefined
      ? resolveTarget(graph, target, current)
      : parsed.offset < 0
        ? [walkDownFrom(graph, parsed, current).node].filter((node) => node !== null)
        : resolveUpgradeTarget(graph, target, current);
  const anchor = parsed.branch === undefined ? [] : [resolveBranch(graph, parsed.branch)];
  const anchors = [...anchor, ...destinations];
  return { destinations, anchors: anchors.length === 0 ? undefined : anchors };
}

/** Keeps the rows true while steps are recorded one by one, at the cost of the links of each revision. */
class Ledger {
  /** The rows, in load order. */
  readonly #rows: GraphNode[];
  /** How many applied revisions come after an applied one. */
  readonly #above = new Map<GraphNode, number>();
  #before: readonly string[];

  constructor(rows: readonly GraphNode[], applied: ReadonlySet<GraphNode>) {
    this.#rows = maximalOf(applied);
    this.#before = idsOf(rows);
    for (const node of applied) this.#countParents(node, 1);
  }

  upgrade(node: GraphNode): Step {
    for (const parent of node.parents) this.#removeRow(parent);
    this.#addRow(node);
    this.#countParents(node, 1);
    return this.#step(node, "upgrade");
  }

  downgrade(node: GraphNode): Step {
    this.#removeRow(node);
    this.#countParents(node, -1);
    for (const parent of node.parents) if (this.#above.get(parent) === 0) this.#addRow(parent);
    return this.#step(node, "downgrade");
  }

  #countParents(node: GraphNode, change: number): void {
    for (const parent of node.parents) this.#above.set(parent, (this.#above.get(parent) ?? 0) + change);
  }

  #addRow(node: GraphNode): void {
    this.#rows.splice(this.#positionOf(node), 0, node);
  }

  #removeRow(node: GraphNode): void {
    const position = this.#positionOf(node);
    if (this.#rows[position] === node) this.#rows.splice(position, 1);
  }

  /** Where a revision stands, or would stand, among the rows. */
  #positionOf(node: GraphNode): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]!.order < node.order) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #step(node: GraphNode, direction: "upgrade" | "downgrade"): Step {
    const headsBefore = this.#before;
    this.#before = idsOf(this.#rows);
    return { revision: node.id, direction, headsBefore, headsAfter: this.#before };
  }
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && right.every((id) => left.includes(id));
}
