import { nearestName } from "../util/nearest-name";
import {
  ambiguousDowngrade,
  ambiguousPrefix,
  ambiguousUpgrade,
  multipleHeads,
  noSuchBranch,
  noSuchRevision,
  notAString,
  notInBranch,
  relativeOutOfRange,
  unknownRow,
} from "./graph-errors";
import {
  collectAncestors,
  collectDescendants,
  maximalOf,
  type GraphNode,
  type Links,
  type LinkedGraph,
} from "./graph-node";

/** What names revisions: an identifier, several of them, or `null` for base. */
export type Target = string | null | readonly string[];

/** An identifier taken apart: `branch@symbol+offset`. */
export interface ParsedTarget {
  readonly text: string;
  readonly branch: string | undefined;
  /** An id, prefix, label, `head`, `heads`, `base` or `current`; undefined where only an offset is given. */
  readonly symbol: string | undefined;
  /** Steps up (positive) or down (negative) from the symbol or from where the database is. */
  readonly offset: number | undefined;
}

/** Takes an identifier apart; a label that holds a dash is recognised whole. */
export function parseTarget(graph: LinkedGraph, text: string): ParsedTarget {
  const at = text.indexOf("@");
  const branch = at <= 0 ? undefined : text.slice(0, at);
  const rest = text.slice(at + 1);
  const relative = /^([^+-]*)([+-]\d+)$/.exec(rest);
  if (relative === null || graph.byLabel.has(rest)) return { text, branch, symbol: rest, offset: undefined };
  return { text, branch, symbol: relative[1] === "" ? undefined : relative[1]!, offset: Number(relative[2]) };
}

/** Refuses what is not text (a driver that returns bytes, say). */
export function assertText(target: unknown): asserts target is Target {
  const parts: readonly unknown[] = Array.isArray(target) ? target : target === null ? [] : [target];
  for (const part of parts) if (typeof part !== "string") throw notAString(target);
}

/** Revisions of the version table's rows, without repeats. Rows are whole ids. */
export function findRows(graph: LinkedGraph, rows: readonly string[]): GraphNode[] {
  assertText(rows);
  return [...new Set(rows)].map((id) => {
    const node = graph.byId.get(id);
    if (node === undefined) throw unknownRow(id);
    return node;
  });
}

/** Every revision that a target names; base is none. `current` (the rows) is what `current` and bare offsets count from. */
export function resolveTarget(graph: LinkedGraph, target: Target, current?: readonly GraphNode[]): GraphNode[] {
  assertText(target);
  if (target === null) return [];
  if (typeof target !== "string") return [...new Set(target.flatMap((part) => resolveTarget(graph, part, current)))];
  const parsed = parseTarget(graph, target);
  if (parsed.offset === undefined) return resolveSymbol(graph, parsed, current);
  if (parsed.offset > 0) return toList(walkUpFrom(graph, parsed, current ?? []));
  if (parsed.symbol === undefined && current === undefined) return walkDownFromHeads(graph, parsed);
  return toList(walkDownFrom(graph, parsed, current ?? []).node);
}

/** The revision a branch stands for: the one that declares the label, or the one with that id. */
export function resolveBranch(graph: LinkedGraph, branch: string): GraphNode {
  const exact = graph.byLabel.get(branch) ?? graph.byId.get(branch);
  if (exact !== undefined) return exact;
  const matches = findByPrefix(graph, branch);
  if (matches.length === 0) throw noSuchBranch(branch);
  if (matches.length > 1) throw ambiguousPrefix(branch, idsOf(matches));
  return matches[0]!;
}

/** The candidates that are an ancestor or a descendant of one of the anchors, or the anchor itself. */
export function filterByLineage(
  candidates: readonly GraphNode[],
  anchors: readonly GraphNode[],
  links: Links = "branch",
): GraphNode[] {
  if (candidates.length === 0) return [];
  const lineage = collectAncestors(anchors, links);
  for (const node of collectDescendants(anchors, links)) lineage.add(node);
  return candidates.filter((node) => lineage.has(node));
}

/** The ids of nodes, for messages and results. */
export function idsOf(nodes: readonly GraphNode[]): string[] {
  return nodes.map((node) => node.id);
}

/** Walks an offset upwards; without a symbol it starts where the database is (on that branch). */
export function walkUpFrom(graph: LinkedGraph, target: ParsedTarget, current: readonly GraphNode[]): GraphNode {
  const start = target.symbol === undefined ? findUpwardStart(graph, target, current) : resolveStart(graph, target);
  return walkUp(graph, start, target);
}

/** Where an offset leads downwards (`null` is base), and the branch that it keeps to. */
export interface DownwardWalk {
  readonly node: GraphNode | null;
  readonly branch: GraphNode | undefined;
}

/**
 * Walks an offset downwards; without a symbol it starts where the database is. With several rows and no branch it
 * is the first row that goes down.
 */
export function walkDownFrom(graph: LinkedGraph, target: ParsedTarget, current: readonly GraphNode[]): DownwardWalk {
  if (target.symbol !== undefined) {
    const branch = target.branch === undefined ? undefined : resolveBranch(graph, target.branch);
    return { node: walkDown(resolveStart(graph, target), target), branch };
  }
  if (target.branch === undefined) {
    const start = current[0];
    if (start === undefined) throw relativeOutOfRange(target.text, "nothing is applied");
    return { node: walkDown(start, target), branch: start };
  }
  const branch = resolveBranch(graph, target.branch);
  const start = findAppliedTips(branch, current)[0];
  if (start === undefined) throw relativeOutOfRange(target.text, `nothing of branch "${target.branch}" is applied`);
  return { node: walkDown(start, target), branch };
}

function resolveSymbol(
  graph: LinkedGraph,
  target: ParsedTarget,
  current: readonly GraphNode[] | undefined,
): GraphNode[] {
  const anchor = target.branch === undefined ? undefined : resolveBranch(graph, target.branch);
  const within = (nodes: readonly GraphNode[]): readonly GraphNode[] =>
    anchor === undefined ? nodes : filterByLineage(nodes, [anchor]);
  if (target.symbol === "base") return [];
  if (target.symbol === "current" && current !== undefined) return [...within(current)];
  if (target.symbol === "heads") return [...(anchor === undefined ? graph.effectiveHeads : within(graph.heads))];
  if (target.symbol === "head") {
    const heads = within(graph.heads);
    if (heads.length > 1) throw multipleHeads(target.text, idsOf(heads), target.branch);
    return [...heads];
  }
  return [findRevision(graph, target.symbol ?? "", target.branch, anchor)];
}

function findRevision(
  graph: LinkedGraph,
  name: string,
  branch: string | undefined,
  anchor: GraphNode | undefined,
): GraphNode {
  let node = graph.byId.get(name) ?? graph.byLabel.get(name);
  if (node === undefined) {
    const matches = findByPrefix(graph, name);
    const members = anchor === undefined ? matches : filterByLineage(matches, [anchor]);
    if (members.length === 0)
      throw noSuchRevision(name, nearestName(name, [...graph.byLabel.keys(), ...graph.byId.keys()]));
    if (members.length > 1) throw ambiguousPrefix(name, idsOf(members));
    node = members[0]!;
  }
  if (anchor !== undefined && filterByLineage([node], [anchor]).length === 0)
    throw notInBranch(node.id, branch ?? anchor.id);
  return node;
}

/** Ids of three characters and fewer have to be given whole, so that short names are never taken for one another. */
function findByPrefix(graph: LinkedGraph, prefix: string): GraphNode[] {
  if (prefix === "") return [];
  const matches = graph.nodes.filter((node) => node.id.length > 3 && node.id.startsWith(prefix));
  for (const [label, node] of graph.byLabel) if (label.length > 3 && label.startsWith(prefix)) matches.push(node);
  return [...new Set(matches)];
}

/** The one revision that an offset with a symbol counts from; `null` is base. */
function resolveStart(graph: LinkedGraph, target: ParsedTarget): GraphNode | null {
  const nodes = resolveSymbol(graph, target, undefined);
  if (nodes.length > 1) throw multipleHeads(target.text, idsOf(nodes), target.branch);
  return nodes[0] ?? null;
}

function findUpwardStart(graph: LinkedGraph, target: ParsedTarget, current: readonly GraphNode[]): GraphNode | null {
  const starts = target.branch === undefined ? current : findAppliedTips(resolveBranch(graph, target.branch), current);
  if (starts.length > 1) throw ambiguousUpgrade(target.text, idsOf(starts));
  return starts[0] ?? null;
}

/** The rows on a branch; where there is none, the newest applied revisions that belong to it. */
function findAppliedTips(branch: GraphNode, current: readonly GraphNode[]): GraphNode[] {
  const rows = filterByLineage(current, [branch]);
  if (rows.length > 0) return rows;
  const applied = filterByLineage([...collectAncestors(current, "all")], [branch]);
  return maximalOf(new Set(applied));
}

function walkUp(graph: LinkedGraph, start: GraphNode | null, target: ParsedTarget): GraphNode {
  const steps = target.offset!;
  const lineage = target.branch === undefined ? undefined : lineageOf(resolveBranch(graph, target.branch));
  let node = start;
  for (let step = 0; step < steps; step += 1) {
    const above = node === null ? graph.bases : node.children;
    const next = lineage === undefined ? above : above.filter((candidate) => lineage.has(candidate));
    if (next.length === 0)
      throw relativeOutOfRange(target.text, `${name(node)} is followed by ${count(step, "after")}, not ${steps}`);
    if (next.length > 1) throw ambiguousUpgrade(target.text, idsOf(next));
    node = next[0]!;
  }
  return node!;
}

function walkDown(start: GraphNode | null, target: ParsedTarget, clamp = false): GraphNode | null {
  const steps = -target.offset!;
  let node = start;
  for (let step = 0; step < steps; step += 1) {
    if (node === null) {
      if (clamp) return null;
      throw relativeOutOfRange(target.text, `${name(start)} has ${count(step, "before")}, not ${steps}`);
    }
    if (node.down.length > 1) throw ambiguousDowngrade(target.text, node.id, idsOf(node.down));
    node = node.down[0] ?? null;
  }
  return node;
}

function walkDownFromHeads(graph: LinkedGraph, target: ParsedTarget): GraphNode[] {
  const anchor = target.branch === undefined ? undefined : resolveBranch(graph, target.branch);
  const heads = anchor === undefined ? graph.effectiveHeads : filterByLineage(graph.effectiveHeads, [anchor]);
  const ends = heads.map((head) => walkDown(head, target, true));
  return [...new Set(ends.filter((node) => node !== null))];
}

function lineageOf(node: GraphNode): Set<GraphNode> {
  const lineage = collectAncestors([node], "branch");
  for (const descendant of collectDescendants([node], "branch")) lineage.add(descendant);
  return lineage;
}

function toList(node: GraphNode | null): GraphNode[] {
  return node === null ? [] : [node];
}

function name(node: GraphNode | null): string {
  return node === null ? "base" : `revision "${node.id}"`;
}

function count(steps: number, where: "after" | "before"): string {
  if (where === "after") return steps === 0 ? "nothing" : `nothing after ${steps} ${steps === 1 ? "step" : "steps"}`;
  return steps === 0 ? "nothing before it" : `${steps} ${steps === 1 ? "step" : "steps"} to base`;
}
