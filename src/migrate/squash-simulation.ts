import type { RevisionGraph } from "../revisions/revision-graph";
import type { Schema } from "../schema/model";
import { downRevisionsOf, type Revision } from "../revisions/revision";
import { schemaAt } from "./simulate-schema";
import { simulateRevision, type RecordedOperation, type SimulatedRun, type SimulationHost } from "./simulate-revision";
import { cannotSquash } from "./squash-range";

/** What a line of revisions does, without a database. */
export interface SquashSimulation {
  readonly start: Schema;
  readonly end: Schema;
  readonly upgrade: readonly RecordedOperation[];
  readonly downgrade: readonly RecordedOperation[];
  /** What the way down stops with, where one of the downgrades does. */
  readonly stops?: string;
  /** Why operations alone do not say what the revisions do, if they do not: the error that refuses them. */
  readonly refusal?: Error;
}

/** Runs a line up and down again in memory. @throws OrmError `REVISION.LOAD_FAILED`. */
export async function simulateLine(
  host: SimulationHost,
  graph: RevisionGraph,
  members: readonly Revision[],
): Promise<SquashSimulation> {
  const start = await schemaAt(host, graph, neededBy(graph, members));
  const up = await simulateAll(host, members, "upgrade", start);
  const end = up.at(-1)?.run.after ?? start;
  const down = await simulateAll(host, [...members].reverse(), "downgrade", end);
  const stopped = down.find(({ run }) => run.failure !== undefined && run.asked.size === 0);
  const refusal = [...up, ...down].map(refusalOf).find((error) => error !== undefined);
  return {
    start,
    end,
    upgrade: up.flatMap(({ run }) => run.operations),
    downgrade: down.flatMap(({ run }) => run.operations),
    ...(stopped === undefined ? {} : { stops: `${stopped.revision.revision}: ${messageOf(stopped.run)}` }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** What has to be applied before the line: its parents, and what its members depend on. */
function neededBy(graph: RevisionGraph, members: readonly Revision[]): readonly string[] {
  const own = new Set(members.map(({ revision }) => revision));
  const parents = downRevisionsOf(members[0]!);
  const dependencies = members
    .flatMap(({ dependsOn }) => dependsOn.map((name) => graph.resolve(name)?.revision ?? ""))
    .filter((id) => id !== "" && !own.has(id));
  const needed = [...new Set([...parents, ...dependencies])];
  return needed.filter((id) => !needed.some((other) => other !== id && graph.appliedBy([other]).has(id)));
}

interface SimulatedMember {
  readonly revision: Revision;
  readonly direction: "upgrade" | "downgrade";
  readonly run: SimulatedRun;
}

/** Ends with the first that stops. */
async function simulateAll(
  host: SimulationHost,
  members: readonly Revision[],
  direction: "upgrade" | "downgrade",
  start: Schema,
): Promise<readonly SimulatedMember[]> {
  const simulated: SimulatedMember[] = [];
  let schema = start;
  for (const revision of members) {
    const run = await simulateRevision(host, revision, direction, schema);
    schema = run.after;
    simulated.push({ revision, direction, run });
    if (run.failure !== undefined) break;
  }
  return simulated;
}

function refusalOf({ revision: { revision }, direction, run }: SimulatedMember): Error | undefined {
  const hint =
    "--keep-bodies keeps its code as it is, beside that of the others; or squash the parts before and after it.";
  if (run.asked.size > 0) {
    const what = [...run.asked].join(" and ");
    return cannotSquash(
      `the ${direction} of revision ${revision} depends on ${what}, so that its operations are not always the same`,
      {
        hint,
        revision,
      },
    );
  }
  if (run.failure === undefined || direction === "downgrade") return undefined;
  return cannotSquash(`the upgrade of revision ${revision} stops: ${messageOf(run)}`, { hint, revision });
}

function messageOf({ failure }: SimulatedRun): string {
  return failure?.error instanceof Error ? failure.error.message : String(failure?.error);
}
