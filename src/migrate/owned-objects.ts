import { readFileSync } from "node:fs";
import { ownedObjectsAfter } from "../operations/objects/owned-objects";
import type { Operation } from "../operations/operation";
import type { Step } from "../revisions/plan";
import type { RevisionGraph } from "../revisions/revision-graph";
import { emptySchema, type SchemaObject } from "../schema/model";
import { ownerOf } from "../schema/object-reference";
import type { FindOwned } from "./compare";
import { simulateSteps } from "./simulate-schema";
import type { SimulationHost } from "./simulate-revision";

/** The revisions of a project, and the rows of its version table. */
export interface AppliedRevisions {
  readonly graph: RevisionGraph;
  readonly rows: readonly string[];
}

/** Names that a file holds exactly as they are, however it writes strings. */
const PLAIN = /^[\w$ .-]+$/;

/**
 * Tells which objects applied revisions created for declarations (`declared: true`). The text of the files comes first: only
 * those that mention an object, or what it was called before, are run, without a database; usually none is. An object whose
 * name a revision computes is not found, so it stays.
 *
 * @param load called only where there are undeclared objects.
 * @throws OrmError `REVISION.LOAD_FAILED`, `REVISION.FILE_INVALID` for a file that mentions an object.
 */
export function ownedObjectFinder(host: SimulationHost, load: () => Promise<AppliedRevisions>): FindOwned {
  return async (undeclared) => {
    const { graph, rows } = await load();
    const applied = graph.appliedBy(rows.filter((row) => graph.has(row)));
    if (applied.size === 0) return new Set();
    const steps = graph.planUpgrade([], "heads").filter(({ revision }) => applied.has(revision));
    const texts = readTexts(graph, steps);
    const names = new Set(undeclared.flatMap(namesOf));
    const isDeclared = (text: string): boolean => text.includes("declared") && mentions(text, names);
    if (![...texts.values()].some(isDeclared)) return new Set();
    return new Set(ownedObjectsAfter(await operationsAbout(host, graph, steps, texts, names)).keys());
  };
}

/** What the revisions that mention some names do; with a rename among it, also those that mention the name before it. */
async function operationsAbout(
  host: SimulationHost,
  graph: RevisionGraph,
  steps: readonly Step[],
  texts: ReadonlyMap<Step, string>,
  names: Set<string>,
): Promise<readonly Operation[]> {
  for (;;) {
    const own = steps.filter((step) => mentions(texts.get(step)!, names));
    const simulated = await simulateSteps(host, graph, own, emptySchema);
    const operations = simulated.flatMap(({ run }) => run.operations.map(({ operation }) => operation));
    const earlier = operations.flatMap((operation) => earlierNames(operation, names));
    if (earlier.length === 0) return operations;
    for (const name of earlier) names.add(name);
  }
}

function earlierNames(operation: Operation, names: ReadonlySet<string>): readonly string[] {
  if (operation.kind !== "renameTable" && operation.kind !== "renameObject") return [];
  const { name } = operation.kind === "renameTable" ? operation.table : operation.object;
  return names.has(operation.newName) && !names.has(name) ? [name] : [];
}

function namesOf(object: SchemaObject): readonly string[] {
  const owner = ownerOf(object);
  return owner === undefined ? [object.name] : [object.name, owner.name];
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => !PLAIN.test(name) || text.includes(name));
}

/** At once: thousands of small files take several times as long one promise after the other. */
function readTexts(graph: RevisionGraph, steps: readonly Step[]): ReadonlyMap<Step, string> {
  return new Map(
    steps.map((step) => {
      const { path } = graph.get(step.revision);
      return [step, path === undefined ? "" : readFileSync(path, "utf8")];
    }),
  );
}
