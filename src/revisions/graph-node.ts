import type { Revision } from "./revision";

/** A revision with its links resolved. Nodes are compared by identity. */
export interface GraphNode {
  readonly id: string;
  /** Position in the load order, which breaks every tie. */
  readonly order: number;
  readonly revision: Revision;
  /** The down revisions. */
  readonly down: readonly GraphNode[];
  /** The down revisions, then the dependencies that no ancestor declares already. */
  readonly parents: readonly GraphNode[];
  /** The revisions whose down revision this is. */
  readonly children: readonly GraphNode[];
  /** The revisions whose parent this is: children and dependents. */
  readonly dependents: readonly GraphNode[];
  /** Length of the longest way to a base; a descendant has a greater one. */
  readonly level: number;
}

/** The whole graph, linked and checked. */
export interface LinkedGraph {
  /** In load order. */
  readonly nodes: readonly GraphNode[];
  readonly byId: ReadonlyMap<string, GraphNode>;
  readonly byLabel: ReadonlyMap<string, GraphNode>;
  readonly heads: readonly GraphNode[];
  /** Heads that no other revision depends on. */
  readonly effectiveHeads: readonly GraphNode[];
  readonly bases: readonly GraphNode[];
}

/** Which links a walk follows: the line of a branch alone, or dependencies too. */
export type Links = "branch" | "all";

/** The nodes and everything below them. */
export function collectAncestors(start: Iterable<GraphNode>, links: Links): Set<GraphNode> {
  return collect(start, links === "all" ? (node) => node.parents : (node) => node.down);
}

/** The nodes and everything above them. */
export function collectDescendants(start: Iterable<GraphNode>, links: Links): Set<GraphNode> {
  return collect(start, links === "all" ? (node) => node.dependents : (node) => node.children);
}

/** The members that no other member comes after, in load order; the set must be closed over `parents`. */
export function maximalOf(applied: ReadonlySet<GraphNode>): GraphNode[] {
  const maximal: GraphNode[] = [];
  for (const node of applied) if (!node.dependents.some((above) => applied.has(above))) maximal.push(node);
  return sortByLoadOrder(maximal);
}

/** A copy in load order. */
export function sortByLoadOrder(nodes: Iterable<GraphNode>): GraphNode[] {
  return [...nodes].sort((left, right) => left.order - right.order);
}

function collect(start: Iterable<GraphNode>, next: (node: GraphNode) => readonly GraphNode[]): Set<GraphNode> {
  const seen = new Set(start);
  // A set is walked in insertion order, also over what is added during the walk.
  for (const node of seen) for (const neighbour of next(node)) seen.add(neighbour);
  return seen;
}
