import { multipleHeads, noSuchRevision } from "./graph-errors";
import { collectAncestors, collectDescendants, type GraphNode, type LinkedGraph } from "./graph-node";
import { linkRevisions } from "./link-revisions";
import { orderNewestFirst } from "./order-revisions";
import { planDowngrade, planStamp, planUpgrade, type Step } from "./plan";
import { collectDowngradeRange, collectUpgradeRange, type RangeOptions } from "./range";
import type { Revision } from "./revision";
import { findRows, idsOf, resolveTarget, type Target } from "./target";

/** What an identifier may count from. */
export interface ResolveOptions {
  /** The version table's rows: what `current`, `+1` and `-1` are about. */
  readonly current?: readonly string[];
}

/**
 * The graph of all revisions: which follow which, what an identifier names, what to run to get from here to there.
 * Immutable, synchronous, and without files or a database. Ties are broken by the order in which revisions are given.
 *
 * @example
 * const graph = RevisionGraph.from([
 *   { revision: "a", downRevision: null, branchLabels: [], dependsOn: [] },
 *   { revision: "b", downRevision: "a", branchLabels: [], dependsOn: [] },
 * ]);
 * graph.planUpgrade(["a"], "head"); // [{ revision: "b", direction: "upgrade", headsBefore: ["a"], headsAfter: ["b"] }]
 */
export class RevisionGraph {
  readonly #graph: LinkedGraph;
  #labels: Map<GraphNode, Set<string>> | undefined;

  private constructor(graph: LinkedGraph) {
    this.#graph = graph;
  }

  /** Links revisions, in load order; throws `REVISION.*` for repeated ids or labels, missing parents, loops and cycles. */
  static from(revisions: Iterable<Revision>): RevisionGraph {
    return new RevisionGraph(linkRevisions(revisions));
  }

  /** Every revision, in load order. */
  get revisions(): readonly Revision[] {
    return this.#graph.nodes.map((node) => node.revision);
  }

  /** Revisions that are nobody's down revision. */
  get heads(): string[] {
    return idsOf(this.#graph.heads);
  }

  /** Heads that no other revision depends on either: what `heads` names. */
  get effectiveHeads(): string[] {
    return idsOf(this.#graph.effectiveHeads);
  }

  /** Revisions without a down revision. */
  get bases(): string[] {
    return idsOf(this.#graph.bases);
  }

  /** Whether a revision has exactly this id. */
  has(id: string): boolean {
    return this.#graph.byId.has(id);
  }

  /** The revision with exactly this id; throws `REVISION.NO_SUCH_REVISION` where there is none. */
  get(id: string): Revision {
    const node = this.#graph.byId.get(id);
    if (node === undefined) throw noSuchRevision(id, undefined);
    return node.revision;
  }

  /** The ids of the revisions whose down revision this is; empty at a head, several at a branch point. */
  childrenOf(id: string): string[] {
    return idsOf(this.#graph.byId.get(id)?.children ?? []);
  }

  /**
   * The labels of the branches that a revision belongs to: those declared on it, on an ancestor, or on a descendant
   * with no branch point or merge point between.
   */
  labelsOf(id: string): string[] {
    this.#labels ??= spreadLabels(this.#graph);
    const node = this.#graph.byId.get(id);
    return node === undefined ? [] : [...(this.#labels.get(node) ?? [])];
  }

  /** Everything that is applied when these are the rows: the rows, and all they follow or depend on. */
  appliedBy(rows: readonly string[]): Set<string> {
    return new Set(idsOf([...collectAncestors(findRows(this.#graph, rows), "all")]));
  }

  /** The one revision that an identifier names; `null` is base. Throws `REVISION.MULTIPLE_HEADS` where it names several. */
  resolve(identifier: Target, options: ResolveOptions = {}): Revision | null {
    const nodes = this.#resolve(identifier, options);
    if (nodes.length > 1) throw multipleHeads(String(identifier), idsOf(nodes), undefined);
    return nodes[0]?.revision ?? null;
  }

  /** Every revision that an identifier names: none for base, several for `heads`. */
  resolveAll(identifier: Target, options: ResolveOptions = {}): Revision[] {
    return this.#resolve(identifier, options).map((node) => node.revision);
  }

  /** The revisions between two targets, newest first. */
  range(upper: Target, lower: Target, options: RangeOptions = {}): Revision[] {
    const collect = options.direction === "downgrade" ? collectDowngradeRange : collectUpgradeRange;
    const { revisions, heads } = collect(this.#graph, upper, lower, options);
    return orderNewestFirst(revisions, heads).map((node) => node.revision);
  }

  /** The steps up to a target from the version table's rows; none when it is applied. */
  planUpgrade(current: readonly string[], target: Target): Step[] {
    return planUpgrade(this.#graph, current, target);
  }

  /** The steps down to a target; `null` and `base` undo everything (of a branch: `label@base`). */
  planDowngrade(current: readonly string[], target: Target): Step[] {
    return planDowngrade(this.#graph, current, target);
  }

  /** The changes of the rows that make them name the targets, without running anything. */
  planStamp(current: readonly string[], targets: Target): Step[] {
    return planStamp(this.#graph, current, targets);
  }

  #resolve(identifier: Target, options: ResolveOptions): GraphNode[] {
    return resolveTarget(
      this.#graph,
      identifier,
      options.current === undefined ? undefined : findRows(this.#graph, options.current),
    );
  }
}

function spreadLabels(graph: LinkedGraph): Map<GraphNode, Set<string>> {
  const labels = new Map<GraphNode, Set<string>>();
  const add = (node: GraphNode, label: string): void => {
    const known = labels.get(node);
    if (known === undefined) labels.set(node, new Set([label]));
    else known.add(label);
  };
  for (const [label, declaring] of graph.byLabel) {
    for (const node of collectDescendants([declaring], "branch")) add(node, label);
    let node = declaring.down.length === 1 ? declaring.down[0] : undefined;
    while (node !== undefined && node.children.length === 1 && node.down.length < 2) {
      add(node, label);
      node = node.down[0];
    }
  }
  return labels;
}
