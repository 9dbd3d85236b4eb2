import type { RevisionGraph } from "../revisions/revision-graph";
import type { Step } from "../revisions/plan";
import type { Target } from "../revisions/target";
import { emptySchema, type Schema } from "../schema/model";
import { simulateRevision, type SimulatedRun, type SimulationHost } from "./simulate-revision";

/** A step of a plan, and what it did. */
export interface SimulatedStep {
  readonly step: Step;
  readonly run: SimulatedRun;
}

/**
 * The schema at a revision as its operations and those of all before it make it; no database is needed. What raw SQL did the model
 * does not see, and operations on what it does not see leave it as it is.
 *
 * @example
 * const schema = await schemaAt(dataSource, await runner.graph(), "head");
 * @throws OrmError `REVISION.*` for a target that is none, or a file that cannot be loaded.
 */
export async function schemaAt(host: SimulationHost, graph: RevisionGraph, target: Target): Promise<Schema> {
  const steps = await simulateSteps(host, graph, graph.planUpgrade([], target), emptySchema);
  return steps.at(-1)?.run.after ?? emptySchema;
}

/** Simulates the steps of a plan one after the other. */
export async function simulateSteps(
  host: SimulationHost,
  graph: RevisionGraph,
  steps: readonly Step[],
  start: Schema,
): Promise<readonly SimulatedStep[]> {
  const simulated: SimulatedStep[] = [];
  let schema = start;
  for (const step of steps) {
    if (step.direction === "stamp") continue;
    const run = await simulateRevision(host, graph.get(step.revision), step.direction, schema);
    schema = run.after;
    simulated.push({ step, run });
  }
  return simulated;
}
