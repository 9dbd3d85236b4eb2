import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { RevisionGraph } from "../revisions/revision-graph";
import { readHalfDone, type HalfDoneRevision } from "./half-done";
import { createJournalTable } from "./journal-table";
import { createLedger } from "./ledger";
import { acceptChecksums, findEdited, type EditedRevision } from "./ledger-checks";
import { lockName, withLock, type LockOptions } from "./lock";
import type { MigrationHost } from "./migration-host";
import { readAtRest } from "./run-journal";
import { runStatement } from "./run-statement";
import { squashedInto } from "./squashed-rows";
import { createVersionTable } from "./version-table";

/** A revision that the database has and no file. */
export interface MissingRevision {
  readonly revision: string;
  readonly message: string;
  /** In UTC, as ISO 8601. */
  readonly appliedAt: string;
}

/** What is not as it should be between a database and its revisions. */
export interface RepairReport {
  /** The revision that was cut off, if one was. */
  readonly halfDone: HalfDoneRevision | undefined;
  /** Applied revisions whose files were edited since. */
  readonly edited: readonly EditedRevision[];
  /** Applied revisions that no file has. */
  readonly missing: readonly MissingRevision[];
  /** Rows of the version table that another row implies. */
  readonly redundantRows: readonly string[];
}

/** What is to be repaired; several choices may be made at once. */
export interface RepairChoices {
  /** The statement that was cut off took effect: the next run goes on after it. */
  readonly resumeAfter?: boolean;
  /** The statement that was cut off did not take effect: the next run begins with it. */
  readonly rerunStep?: boolean;
  /** Forget what is done of the revision that was cut off: it was finished, or undone, by hand. */
  readonly forget?: boolean;
  /** Take the files of these applied revisions as they are now; all that were edited where the list is empty. */
  readonly accept?: readonly string[];
  /** Remove the rows of the version table that another row implies. */
  readonly versionRows?: boolean;
}

/** Looks for what is not as it should be. It changes nothing. */
export function inspectRepairs(host: MigrationHost, graph: RevisionGraph): Promise<RepairReport> {
  return host.withConnection((connection) => inspect(host, graph, connection));
}

/**
 * Does what was chosen, under the lock of the migrations. @returns what is left.
 * @throws OrmError `RUNNER.NOTHING_TO_REPAIR`, `RUNNER.LOCK_TIMEOUT`, `REVISION.NO_SUCH_REVISION`.
 */
export async function repair(
  host: MigrationHost,
  graph: RevisionGraph,
  choices: RepairChoices,
  wait: LockOptions,
): Promise<RepairReport> {
  return withLock(host, wait, () =>
    host.withConnection(async (connection) => {
      await repairJournal(host, connection, choices, wait);
      const rows = await createVersionTable(host.dialect, host.migrations).read(connection);
      if (choices.accept !== undefined) await acceptChecksums(host, graph, connection, rows, choices.accept);
      if (choices.versionRows === true) await removeRows(host, connection, redundantRowsOf(graph, rows));
      return inspect(host, graph, connection);
    }),
  );
}

async function inspect(host: MigrationHost, graph: RevisionGraph, connection: DriverConnection): Promise<RepairReport> {
  const rows = await createVersionTable(host.dialect, host.migrations).read(connection);
  const ledger = createLedger(host.dialect, host.migrations);
  const recorded = await ledger.read(connection);
  const squashed = squashedInto(graph);
  const missing = [...recorded.values()].filter(({ revision }) => !graph.has(revision) && !squashed.has(revision));
  return {
    halfDone: await readHalfDone(host, connection),
    edited: findEdited(graph, rows, await ledger.readChecksums(connection)),
    missing: missing.map(({ revision, message, appliedAt }) => ({ revision, message, appliedAt })),
    redundantRows: redundantRowsOf(graph, rows),
  };
}

/** The rows are the maximal elements of what is applied: one that another implies says nothing, and confuses the next plan. */
function redundantRowsOf(graph: RevisionGraph, rows: readonly string[]): readonly string[] {
  const known = rows.filter((row) => graph.has(row));
  return known.filter((row) => graph.appliedBy(known.filter((other) => other !== row)).has(row));
}

async function removeRows(host: MigrationHost, connection: DriverConnection, rows: readonly string[]): Promise<void> {
  const { dialect } = host;
  const table = createVersionTable(dialect, host.migrations);
  const column = dialect.queries.quoteIdentifier("version_num");
  for (const row of rows) {
    const condition = `${column} = ${dialect.queries.quoteString(row)}`;
    await runStatement(dialect, connection, `DELETE FROM ${dialect.queries.quoteName(table.name)} WHERE ${condition}`);
  }
}

async function repairJournal(
  host: MigrationHost,
  connection: DriverConnection,
  { resumeAfter = false, rerunStep = false, forget = false }: RepairChoices,
  wait: LockOptions,
): Promise<void> {
  if (!resumeAfter && !rerunStep && !forget) return;
  const table = createJournalTable(host.dialect, host.migrations);
  const rows = (await table.exists(connection))
    ? await readAtRest(host, connection, table, { ...wait, name: lockName(host) })
    : [];
  const last = rows.at(-1);
  if (last === undefined) throw nothingToRepair("no revision is half done", "The next run does not need a repair.");
  if (forget) return table.clear(connection, last.revision);
  if (last.state !== "intent") {
    throw nothingToRepair(
      `it is known of every statement of revision ${last.revision} whether it took effect`,
      "Run the command that was cut off again: it goes on by itself.",
    );
  }
  if (resumeAfter) await table.setState(connection, last, "done");
  else await table.remove(connection, last);
}

function nothingToRepair(message: string, hint: string): OrmError {
  return new OrmError("RUNNER.NOTHING_TO_REPAIR", message, { hint });
}
