import { followSchema } from "../dialect/follow-schema";
import { flattenAutocommit } from "../operations/autocommit";
import type { Operation } from "../operations/operation";
import { RevisionGraph } from "../revisions/revision-graph";
import type { Schema } from "../schema/model";
import { isSameData } from "../util/stable-json";
import type { Comparison } from "./compare";
import { loadProposedRevision } from "./load-proposed-revision";
import { loadGraph, type MigrationPlace } from "./locations";
import { lockPolicyOf } from "./lock-policy";
import type { MigrationHost } from "./migration-host";
import { planRevision, type RevisionPlan } from "./plan-revision";
import type { Proof } from "./proof";
import { proveRevision } from "./prove";
import { processRevisions, RevisionDirective } from "./revision-directive";
import type { RevisionModule } from "./revision-module";
import type { RevisionRequest } from "./revision-request";
import {
  plainPlan,
  prepareRevision,
  saveRevisions,
  type NewRevision,
  type PreparedRevision,
  type WrittenRevision,
} from "./write-revision";

/**
 * Writes an empty revision for somebody to fill in; needs no database.
 * @returns `undefined` where the project's `processRevision` wants no file.
 */
export async function writeNewRevision(
  place: MigrationPlace,
  request: RevisionRequest,
): Promise<WrittenRevision | undefined> {
  const graph = await loadGraph(place, "empty");
  const directives = await process(place, graph, request, []);
  const prepared = await prepareAll(place, graph, request, directives, ({ upgrade, hasOwnDowngrade, downgrade }) =>
    plainPlan(upgrade, hasOwnDowngrade ? downgrade : undefined),
  );
  return firstOf(await saveRevisions(place, prepared));
}

/**
 * Writes what a comparison found, as the project's `processRevision` wants it. The very text of the files is proved first.
 * @returns `undefined` where there is nothing to write.
 * @throws OrmError `REVISION.NOT_PROVED`, `REVISION.MULTIPLE_HEADS`, `REVISION.HOOK_FAILED`, `OPERATION.IRREVERSIBLE`.
 */
export async function writeComparedRevision(
  host: MigrationHost,
  graph: RevisionGraph,
  comparison: Comparison,
  request: RevisionRequest,
): Promise<WrittenRevision | undefined> {
  const given = await process(host, graph, request, comparison.operations);
  const directives = request.allowEmpty === true ? given : given.filter(({ isEmpty }) => !isEmpty);
  let schema = comparison.actual;
  const prepared = await prepareAll(host, graph, request, directives, (directive) => {
    const plan = planDirective(host, request, directive, schema);
    schema = directive.upgrade.reduce(followSchema, schema);
    return plan;
  });
  const operations = directives.flatMap(({ upgrade }) => upgrade);
  if (operations.length === 0) return firstOf(await saveRevisions(host, prepared));
  const goal = goalOf(comparison, operations, schema);
  return firstOf(await saveRevisions(host, prepared, await prove(host, request, { ...comparison, ...goal }, prepared)));
}

/** The operations of a comparison as `processRevision` lets them be written: with those that it drops, nothing is missing. */
export async function operationsToWrite(
  place: MigrationPlace,
  graph: RevisionGraph,
  operations: readonly Operation[],
  x: RevisionRequest["x"] = {},
): Promise<readonly Operation[]> {
  if (place.migrations.processRevision === undefined) return operations;
  const directives = await process(place, graph, { autogenerate: true, x }, operations);
  return directives.flatMap(({ upgrade }) => upgrade);
}

async function process(
  { migrations }: MigrationPlace,
  graph: RevisionGraph,
  request: RevisionRequest,
  operations: readonly Operation[],
): Promise<readonly RevisionDirective[]> {
  const { revisionId, message, head, splice, branchLabels, versionPath, dependsOn } = request;
  const { autogenerate = false, x = {} } = request;
  const directive = new RevisionDirective({
    revisionId,
    message,
    head,
    splice,
    branchLabels,
    versionPath,
    dependsOn,
    upgrade: operations,
  });
  return processRevisions(migrations.processRevision, { isAutogenerate: autogenerate, graph, x }, [directive]);
}

/** The files in their order; each follows the one before it, unless it says what it follows. */
async function prepareAll(
  place: MigrationPlace,
  start: RevisionGraph,
  { clock }: RevisionRequest,
  directives: readonly RevisionDirective[],
  planOf: (directive: RevisionDirective) => RevisionPlan,
): Promise<readonly PreparedRevision[]> {
  const prepared: PreparedRevision[] = [];
  for (const directive of directives) {
    const known = prepared.map(({ head, path }) => ({ ...head, path }));
    const graph = known.length === 0 ? start : RevisionGraph.from([...start.revisions, ...known]);
    const head = directive.head ?? known.at(-1)?.revision;
    const wish = {
      ...wishOf(directive),
      ...(head === undefined ? {} : { head }),
      ...(clock === undefined ? {} : { clock }),
    };
    prepared.push(await prepareRevision(place, graph, { ...wish, plan: planOf(directive) }));
  }
  return prepared;
}

function wishOf({ revisionId, message, splice, branchLabels, versionPath, dependsOn }: RevisionDirective): NewRevision {
  return {
    ...(revisionId === undefined ? {} : { revisionId }),
    ...(message === undefined ? {} : { message }),
    splice,
    branchLabels,
    ...(versionPath === undefined ? {} : { versionPath }),
    dependsOn,
  };
}

function planDirective(
  host: MigrationHost,
  { lockSafe }: RevisionRequest,
  directive: RevisionDirective,
  before: Schema,
): RevisionPlan {
  return planRevision(host.dialect, directive.upgrade, before, {
    lockSafe: lockSafe ?? lockPolicyOf(host.migrations).lockSafe !== false,
    concurrentIndexes: host.concurrentIndexes?.() ?? [],
    downgrade: directive.hasOwnDowngrade ? directive.downgrade : undefined,
  });
}

/**
 * Where the files have to lead: to the models, or, where the project's functions changed the operations, to what these make of the schema.
 * Nobody can tell what SQL makes of it.
 */
function goalOf(
  comparison: Comparison,
  operations: readonly Operation[],
  after: Schema,
): Pick<Comparison, "operations" | "wanted" | "goal"> {
  if (isSameData(operations, comparison.operations)) return { operations, wanted: comparison.wanted };
  const hasSql = flattenAutocommit(operations).some(({ kind }) => kind === "execute");
  return { operations, wanted: after, goal: hasSql ? "unknown" : "operations" };
}

async function prove(
  host: MigrationHost,
  { prove: wish }: RevisionRequest,
  comparison: Comparison,
  prepared: readonly PreparedRevision[],
): Promise<Proof> {
  if (!(wish ?? host.migrations.prove ?? true)) return { outcome: "not proved", reason: "the proof is switched off" };
  const modules: RevisionModule[] = [];
  for (const { head, path, source } of prepared) {
    modules.push(await loadProposedRevision(host, head.revision, path, source));
  }
  return proveRevision(host, comparison, inSequence(modules));
}

/** Several revisions as one: up in their order, down in the other. */
function inSequence(modules: readonly RevisionModule[]): RevisionModule {
  return {
    async upgrade(op) {
      for (const module of modules) await module.upgrade(op);
    },
    async downgrade(op) {
      for (const module of [...modules].reverse()) await module.downgrade(op);
    },
  };
}

function firstOf([first, ...following]: readonly WrittenRevision[]): WrittenRevision | undefined {
  return first === undefined || following.length === 0 ? first : { ...first, following };
}
