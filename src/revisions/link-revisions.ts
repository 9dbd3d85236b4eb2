import type { OrmError } from "../errors/orm-error";
import type { GraphNode, LinkedGraph } from "./graph-node";
import { collectDescendants } from "./graph-node";
import { brokenLink, cycle, duplicateLabel, duplicateRevision, invalidId, selfLoop } from "./graph-errors";
import type { Revision } from "./revision";

interface MutableNode extends GraphNode {
  down: MutableNode[];
  parents: MutableNode[];
  children: MutableNode[];
  dependents: MutableNode[];
  level: number;
}

/** Stands for every list that is empty yet: most nodes of a long line have one neighbour on each side, and lists cost time. */
const NONE: MutableNode[] = [];

const RESERVED = new Set(["head", "heads", "base", "current"]);

/** Links revisions into a graph and refuses one that is broken: unknown or repeated ids and labels, loops, cycles. */
export function linkRevisions(revisions: Iterable<Revision>): LinkedGraph {
  const byId = indexById(revisions);
  const byLabel = indexByLabel(byId);
  const nodes = [...byId.values()];
  linkDown(nodes, byId);
  for (const node of nodes) node.dependents = node.children;
  linkDependencies(nodes, byId, byLabel);
  const ordered = peel(nodes, parentsOf, dependentsOf);
  if (ordered.length < nodes.length) throw explainCycle(nodes);
  for (const node of ordered) for (const parent of node.parents) node.level = Math.max(node.level, parent.level + 1);
  const heads = nodes.filter((node) => node.children.length === 0);
  return {
    nodes,
    byId,
    byLabel,
    heads,
    effectiveHeads: heads.filter((node) => node.dependents.length === 0),
    bases: nodes.filter((node) => node.down.length === 0),
  };
}

function indexById(revisions: Iterable<Revision>): Map<string, MutableNode> {
  const byId = new Map<string, MutableNode>();
  for (const revision of revisions) {
    const id = revision.revision;
    if (!isValidId(id)) throw invalidId("revision id", id, revision);
    const other = byId.get(id);
    if (other !== undefined) throw duplicateRevision(id, [other.revision, revision]);
    const [order, level] = [byId.size, 0];
    byId.set(id, { id, order, revision, down: NONE, parents: NONE, children: NONE, dependents: NONE, level });
  }
  return byId;
}

function indexByLabel(byId: ReadonlyMap<string, MutableNode>): Map<string, MutableNode> {
  const byLabel = new Map<string, MutableNode>();
  for (const node of byId.values()) {
    if (node.revision.branchLabels.length === 0) continue;
    for (const label of new Set(node.revision.branchLabels)) {
      if (!isValidLabel(label)) throw invalidId("branch label", label, node.revision);
      const other = byLabel.get(label) ?? byId.get(label);
      if (other !== undefined) throw duplicateLabel(label, [other.revision, node.revision]);
      byLabel.set(label, node);
    }
  }
  return byLabel;
}

function isValidId(id: unknown): boolean {
  return typeof id === "string" && /^[^@+:\s-]+$/.test(id) && !RESERVED.has(id);
}

/** A dash is harmless here, because a label is looked up whole before `label-1` is read as a relative identifier. */
function isValidLabel(label: unknown): boolean {
  return typeof label === "string" && /^[^@+:\s]+$/.test(label) && !RESERVED.has(label);
}

/** Until dependencies are linked, `parents` is the same list as `down`, and `dependents` the same as `children`. */
function linkDown(nodes: readonly MutableNode[], byId: ReadonlyMap<string, MutableNode>): void {
  for (const node of nodes) {
    const { downRevision } = node.revision;
    if (downRevision === null) continue;
    const ids = typeof downRevision === "string" ? [downRevision] : [...new Set(downRevision)];
    node.down = ids.map((id) => {
      const parent = byId.get(id);
      if (parent === undefined) throw brokenLink("downRevision", node.revision, id);
      if (parent === node) throw selfLoop("downRevision", node.revision);
      if (parent.children === NONE) parent.children = [node];
      else parent.children.push(node);
      return parent;
    });
    node.parents = node.down;
  }
}

function linkDependencies(
  nodes: readonly MutableNode[],
  byId: ReadonlyMap<string, MutableNode>,
  byLabel: ReadonlyMap<string, MutableNode>,
): void {
  const declaredBy = new Map<MutableNode, MutableNode[]>();
  for (const node of nodes) {
    if (node.revision.dependsOn.length === 0) continue;
    const targets = new Set<MutableNode>();
    for (const name of node.revision.dependsOn) {
      const target = byId.get(name) ?? byLabel.get(name);
      if (target === undefined) throw brokenLink("dependsOn", node.revision, name);
      if (target === node) throw selfLoop("dependsOn", node.revision);
      targets.add(target);
    }
    for (const target of targets) {
      const declaring = declaredBy.get(target);
      if (declaring === undefined) declaredBy.set(target, [node]);
      else declaring.push(node);
    }
  }
  for (const [target, declaring] of declaredBy) {
    const implied = declaring.length === 1 ? new Set<GraphNode>() : strictlyAbove(declaring);
    for (const node of declaring) {
      if (implied.has(node) || node.parents.includes(target)) continue;
      node.parents = [...node.parents, target];
      if (target.dependents === target.children) target.dependents = [...target.children];
      target.dependents.push(node);
    }
  }
  if (declaredBy.size > 0) restoreDeclaredOrder(nodes, byId, byLabel);
}

/** Descendants of any of the nodes, not counting a node as its own. */
function strictlyAbove(nodes: readonly MutableNode[]): Set<GraphNode> {
  return collectDescendants(
    nodes.flatMap((node) => node.children),
    "branch",
  );
}

/** Dependencies were linked target by target; a node's own order is the one of its file. */
function restoreDeclaredOrder(
  nodes: readonly MutableNode[],
  byId: ReadonlyMap<string, MutableNode>,
  byLabel: ReadonlyMap<string, MutableNode>,
): void {
  for (const node of nodes) {
    if (node.parents.length - node.down.length < 2) continue;
    const kept = new Set(node.parents);
    const declared = node.revision.dependsOn.map((name) => byId.get(name) ?? byLabel.get(name));
    const dependencies = declared.filter((target) => target !== undefined && kept.has(target)) as MutableNode[];
    node.parents = [...new Set([...node.down, ...dependencies])];
  }
}

type Neighbours = (node: MutableNode) => readonly MutableNode[];
const downOf: Neighbours = (node) => node.down;
const childrenOf: Neighbours = (node) => node.children;
const parentsOf: Neighbours = (node) => node.parents;
const dependentsOf: Neighbours = (node) => node.dependents;

/** A cycle of down revisions alone is the plainer mistake, so it is looked for first. */
function explainCycle(nodes: readonly MutableNode[]): OrmError {
  const isPlain = peel(nodes, downOf, childrenOf).length < nodes.length;
  const [below, above] = isPlain ? [downOf, childrenOf] : [parentsOf, dependentsOf];
  const upwards = new Set(peel(nodes, below, above));
  const downwards = new Set(peel(nodes, above, below));
  const stuck = nodes.filter((node) => !upwards.has(node) || !downwards.has(node));
  const members = traceCycle(
    nodes.find((node) => !upwards.has(node))!,
    below,
    upwards,
  );
  return cycle(isPlain ? "downRevision" : "dependsOn", members, stuck);
}

/** Orders the nodes so that each comes after those below it; nodes on a cycle, and what stands on them, are left out. */
function peel(nodes: readonly MutableNode[], below: Neighbours, above: Neighbours): MutableNode[] {
  const missing = new Int32Array(nodes.length);
  const ordered: MutableNode[] = [];
  for (const node of nodes) {
    const count = below(node).length;
    missing[node.order] = count;
    if (count === 0) ordered.push(node);
  }
  for (const node of ordered) {
    for (const next of above(node)) {
      missing[next.order]! -= 1;
      if (missing[next.order] === 0) ordered.push(next);
    }
  }
  return ordered;
}

/** Every node that could not be ordered has a parent that could not: following them ends in a circle. */
function traceCycle(start: MutableNode, below: Neighbours, done: ReadonlySet<MutableNode>): GraphNode[] {
  const path = new Map<MutableNode, number>();
  let node = start;
  while (!path.has(node)) {
    path.set(node, path.size);
    node = below(node).find((parent) => !done.has(parent))!;
  }
  return [...path.keys()].slice(path.get(node));
}
