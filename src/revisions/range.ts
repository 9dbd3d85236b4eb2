import { notADowngradeTarget, notAnAncestor, overlappingTargets, relativeOutOfRange } from "./graph-errors";
import { collectAncestors, collectDescendants, type GraphNode, type LinkedGraph } from "./graph-node";
import {
  assertText,
  filterByLineage,
  findRows,
  idsOf,
  parseTarget,
  resolveBranch,
  resolveTarget,
  walkDownFrom,
  walkUpFrom,
  type DownwardWalk,
  type Target,
} from "./target";

/** How {@link RevisionGraph.range} walks. */
export interface RangeOptions {
  /** Whether the lower revision belongs to the range; default false. */
  readonly inclusive?: boolean;
  /** Whether other branches are followed down to base, not only the line from the lower revision; default false. */
  readonly implicitBase?: boolean;
  /** `upgrade` (default): what leads from lower to upper. `downgrade`: what stands on lower and is part of upper. */
  readonly direction?: "upgrade" | "downgrade";
  /** The version table's rows, for `current` and for bare offsets. */
  readonly current?: readonly string[];
}

/** An unordered set of revisions, and where the walk over them begins. */
export interface RevisionSet {
  readonly revisions: ReadonlySet<GraphNode>;
  readonly heads: readonly GraphNode[];
}

/** The revisions between two targets, on the way up. */
export function collectUpgradeRange(
  graph: LinkedGraph,
  upper: Target,
  lower: Target,
  options: RangeOptions,
): RevisionSet {
  const rows = options.current === undefined ? undefined : findRows(graph, options.current);
  const start = resolveTarget(graph, lower, rows);
  let targets = resolveUpgradeTarget(graph, upper, rows ?? start);
  const branch = typeof lower === "string" ? parseTarget(graph, lower).branch : undefined;
  if (branch !== undefined) targets = filterByLineage(targets, [resolveBranch(graph, branch)]);
  assertNoOverlap(targets);
  assertNoOverlap(start);
  const required = collectAncestors(targets, "all");
  const outside = start.find((node) => !required.has(node));
  if (outside !== undefined && options.implicitBase !== true) {
    throw notAnAncestor(
      `"${outside.id}"`,
      targets.length === 0
        ? "base"
        : idsOf(targets)
            .map((id) => `"${id}"`)
            .join(", "),
    );
  }
  const revisions = subtract(required, collectAncestors(start, "all"));
  if (options.inclusive === true) for (const node of start) revisions.add(node);
  if (start.length === 0 || options.implicitBase === true) return { revisions, heads: targets };
  const line = collectDescendants(start, "branch");
  return { revisions: new Set([...revisions].filter((node) => line.has(node))), heads: targets };
}

/** The revisions that stand on the lower target, as far as the upper ones include them. */
export function collectDowngradeRange(
  graph: LinkedGraph,
  upper: Target,
  lower: Target,
  options: RangeOptions,
): RevisionSet {
  const rows = options.current === undefined ? undefined : findRows(graph, options.current);
  return collectDowngrade(graph, resolveTarget(graph, upper, rows), lower, options);
}

/** What has to go, from these applied heads, to be back at the target. */
export function collectDowngrade(
  graph: LinkedGraph,
  heads: readonly GraphNode[],
  lower: Target,
  options: Pick<RangeOptions, "inclusive" | "implicitBase">,
): RevisionSet {
  const { node: target, branch } = resolveDowngradeTarget(graph, lower, heads);
  const roots = keepToBranch(rootsAbove(graph, target, options.inclusive === true), branch, lower, heads);
  const active = collectAncestors(heads, "all");
  const dropped = new Set([...collectDescendants(roots, "all")].filter((node) => active.has(node)));
  if (options.implicitBase === true) {
    for (const node of subtract(active, collectAncestors(roots, "all"))) dropped.add(node);
  }
  if (target !== null && dropped.size === 0 && !active.has(target))
    throw notADowngradeTarget(String(lower), idsOf(heads));
  return { revisions: dropped, heads };
}

/** What an upgrade leads to; bare offsets count from the applied heads. */
export function resolveUpgradeTarget(graph: LinkedGraph, target: Target, current: readonly GraphNode[]): GraphNode[] {
  assertText(target);
  if (typeof target !== "string") return resolveTarget(graph, target, current);
  const parsed = parseTarget(graph, target);
  if (parsed.offset === undefined) return resolveTarget(graph, target, current);
  if (parsed.offset > 0) return [walkUpFrom(graph, parsed, current)];
  if (parsed.symbol === undefined) throw relativeOutOfRange(target, "an upgrade goes up, so its offset is positive");
  const { node } = walkDownFrom(graph, parsed, current);
  return node === null ? [] : [node];
}

/** Refuses targets of which one already includes another. */
export function assertNoOverlap(targets: readonly GraphNode[]): void {
  if (targets.length < 2) return;
  const requested = new Set(targets);
  const below = collectAncestors(
    targets.flatMap((node) => node.parents),
    "all",
  );
  if (!targets.some((node) => below.has(node))) return;
  for (const target of targets) {
    const ancestors = collectAncestors(target.parents, "all");
    const overlaps = [...requested].filter((node) => ancestors.has(node));
    if (overlaps.length > 0) throw overlappingTargets(target.id, idsOf(overlaps));
  }
}

function resolveDowngradeTarget(graph: LinkedGraph, lower: Target, heads: readonly GraphNode[]): DownwardWalk {
  assertText(lower);
  const text = typeof lower === "string" || lower === null ? lower : lower.length === 1 ? lower[0]! : undefined;
  if (text === undefined) throw relativeOutOfRange(String(lower), "a downgrade has one target");
  if (text === null) return { node: null, branch: undefined };
  const parsed = parseTarget(graph, text);
  if (parsed.offset !== undefined && parsed.offset < 0) return walkDownFrom(graph, parsed, heads);
  const branch = parsed.branch === undefined ? undefined : resolveBranch(graph, parsed.branch);
  if (parsed.offset === undefined) {
    const nodes = resolveTarget(graph, text, heads);
    if (nodes.length > 1)
      throw relativeOutOfRange(text, `it names ${nodes.length} revisions, and a downgrade has one target`);
    return { node: nodes[0] ?? null, branch };
  }
  if (parsed.symbol === undefined) throw relativeOutOfRange(text, "a downgrade goes down, so its offset is negative");
  return {
    node:
      parsed.offset === 0 ? (resolveTarget(graph, parsed.symbol, heads)[0] ?? null) : walkUpFrom(graph, parsed, heads),
    branch,
  };
}

function rootsAbove(graph: LinkedGraph, target: GraphNode | null, inclusive: boolean): readonly GraphNode[] {
  if (target === null) return graph.bases;
  return inclusive ? [target] : target.children;
}

function keepToBranch(
  roots: readonly GraphNode[],
  branch: GraphNode | undefined,
  lower: Target,
  heads: readonly GraphNode[],
): readonly GraphNode[] {
  if (branch === undefined || roots.length < 2) return roots;
  const line = collectAncestors([branch], "branch");
  const kept = roots.filter((node) => line.has(node));
  if (kept.length === 0) throw notADowngradeTarget(String(lower), idsOf(heads));
  return kept;
}

function subtract(from: ReadonlySet<GraphNode>, removed: ReadonlySet<GraphNode>): Set<GraphNode> {
  return new Set([...from].filter((node) => !removed.has(node)));
}
