import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import { applyStep } from "./apply-step";
import { waitForWriter, withLock, type HeldLock } from "./lock";
import { loadRevisionModule } from "./revision-module";
import type { MigrationHost } from "./migration-host";
import type { RunOptions, RunResult } from "./run-event";
import { createVersionTable } from "./version-table";

const DEFAULT_LOCK_TIMEOUT = 600;

/** From the version table's rows to the steps that are to be done. */
export type Planner = (rows: readonly string[]) => readonly Step[];

/**
 * Runs a plan under the lock. The plan is made from the rows as they are inside the lock, and made again when somebody
 * moved the database between two steps (where the database has no lock for whole runs).
 */
export async function runPlan(
  host: MigrationHost,
  graph: RevisionGraph,
  planner: Planner,
  options: RunOptions & { readonly purge?: boolean } = {},
): Promise<RunResult> {
  const report = options.onEvent ?? (() => undefined);
  const timeout = (options.lockTimeout ?? host.migrations.lockTimeout ?? DEFAULT_LOCK_TIMEOUT) * 1000;
  const onWait = (holder: string, waited: number): void => report({ type: "wait", holder, waited });
  const wait = { timeout, onWait };
  const started = performance.now();
  const versionTable = createVersionTable(host.dialect, host.migrations);
  const done: Step[] = [];
  let steps: readonly Step[] | undefined;
  // A connection that was refused as busy may be of no more use: every attempt takes one of its own, and goes on with the plan.
  return withLock(host, wait, (lock) => waitForWriter(wait, () => host.withConnection((own) => run(own, lock))));

  async function run(connection: DriverConnection, lock: HeldLock): Promise<RunResult> {
    const context = { host, connection, versionTable, lock, report };
    if (steps === undefined) {
      steps = await plan(connection);
      report({ type: "plan", steps });
      await loadModules(host, graph, steps);
    }
    if (steps.length > 0) await versionTable.ensure(connection);
    while (steps.length > 0) {
      await lock.verify();
      const step = steps[0]!;
      const revision = graph.has(step.revision) ? graph.get(step.revision) : unknownRevision(step.revision);
      const message = revision.message ?? "";
      report({ type: "revision:start", step, message, position: done.length + 1, count: done.length + steps.length });
      const before = performance.now();
      if (await applyStep(context, step, revision)) {
        done.push(step);
        steps = steps.slice(1);
        report({ type: "revision:end", step, message, milliseconds: performance.now() - before });
      } else {
        steps = await plan(connection);
      }
    }
    report({ type: "done", steps: done, milliseconds: performance.now() - started });
    return { steps: done, current: await versionTable.read(connection) };
  }

  async function plan(connection: DriverConnection): Promise<readonly Step[]> {
    const rows = await versionTable.read(connection);
    if (options.purge === true) return planPurge(rows, planner([]));
    requireKnown(graph, rows, host);
    return planner(rows);
  }
}

/** Loads every file of the plan before the first one runs, so that a broken file stops the run where nothing has changed. */
async function loadModules(host: MigrationHost, graph: RevisionGraph, steps: readonly Step[]): Promise<void> {
  for (const { direction, revision } of steps) {
    if (direction !== "stamp") await loadRevisionModule(host, graph.get(revision));
  }
}

/** The steps of an empty version table, the first of which also takes away the rows that are there; for base, that is all. */
function planPurge(rows: readonly string[], steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps;
  if (first !== undefined) return [{ ...first, headsBefore: rows }, ...rest];
  const [revision] = rows;
  return revision === undefined ? [] : [{ revision, direction: "stamp", headsBefore: rows, headsAfter: [] }];
}

/** A row that no file explains, which `stamp --purge` takes away. */
function unknownRevision(revision: string): Revision {
  return { revision, downRevision: null, branchLabels: [], dependsOn: [] };
}

/** @throws OrmError `REVISION.NO_SUCH_REVISION` for a row that no file explains. */
function requireKnown(graph: RevisionGraph, rows: readonly string[], host: MigrationHost): void {
  const unknown = rows.filter((row) => !graph.has(row));
  if (unknown.length === 0) return;
  throw new OrmError(
    "REVISION.NO_SUCH_REVISION",
    `the database is at revision ${unknown.join(", ")}, and no file has that id`,
    {
      hint: "The database is ahead of this code, or a file was deleted. Get the file back, or set the version with `orm stamp --purge <revision>`.",
      details: { unknown, database: host.address },
    },
  );
}
