import type { Operation } from "../operations/operation";
import { findCycles, sortWaiting } from "../util/graph-sort";
import { dependencyKeys, type Dependencies } from "./operation-facts";
import { createOperationGraph, type GraphOptions, type OperationGraph } from "./operation-graph";
import { inStageOrder, type PlannedOperation } from "./planned-operation";
import { splitOperation, SPLIT_ROUNDS, type SplitRound } from "./split-operation";

export interface OrderedOperations {
  readonly operations: readonly Operation[];
  /** Whether every operation comes after all that it needs. */
  readonly isSettled: boolean;
}

/**
 * The operations in an order that a database can follow: that of their stages, except that each waits for what it needs.
 * Nothing is created before what it mentions, nothing goes before what mentions it, and what stands in the way of a change
 * goes before it and comes after it. Where operations wait for each other, parts of them come later (a default, the owner of
 * a sequence).
 */
export function orderOperations(planned: readonly PlannedOperation[], options: GraphOptions): OrderedOperations {
  let graph = createOperationGraph(inStageOrder(planned), options);
  for (const round of SPLIT_ROUNDS) {
    const cycles = findCycles(graph.waitsFor);
    if (cycles.length === 0) break;
    graph = createOperationGraph(inStageOrder(splitCycles(graph, cycles, round)), options);
  }
  const { nodes, waitsFor } = graph;
  // The body of a function is what a database may take without looking at what it mentions; what mentions the function is held.
  const mayGoFirst = (node: number): boolean => /^(?:create|replace)Function$/.test(nodes[node]!.operation.kind);
  return {
    operations: sortWaiting(waitsFor, mayGoFirst).map((node) => nodes[node]!.operation),
    isSettled: findCycles(waitsFor).length === 0,
  };
}

function splitCycles(
  { nodes, facts, index }: OperationGraph,
  cycles: readonly (readonly number[])[],
  round: SplitRound,
): readonly PlannedOperation[] {
  const closing = new Map<PlannedOperation, ReadonlySet<string>>();
  for (const cycle of cycles) {
    const keys = cycle.flatMap((node) => [facts[node]!.creates?.key, facts[node]!.drops?.key]);
    const known = new Set(keys.filter((key) => key !== undefined));
    for (const node of cycle) closing.set(nodes[node]!, known);
  }
  return nodes.flatMap((node) => {
    const keys = closing.get(node);
    if (keys === undefined) return [node];
    const closes = (dependencies: Dependencies): boolean =>
      [...dependencyKeys(dependencies, index)].some((key) => keys.has(key));
    return splitOperation(node, round, closes);
  });
}
