import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import { isSameData } from "../util/stable-json";
import { describeRows } from "./journal-rows";
import type { MigrationHost } from "./migration-host";
import type { RunJournal } from "./run-journal";
import type { VersionTable } from "./version-table";
import { claimWork, type ClaimOptions } from "./work-claim";

/** What became of a step whose connection was lost. */
export type Fate =
  | { readonly kind: "done" }
  /** The version has not moved; `kept` is what is committed nevertheless. */
  | { readonly kind: "not done"; readonly kept: readonly string[] }
  /** The database could not be asked. */
  | { readonly kind: "unknown" };

interface LostStep {
  readonly host: MigrationHost;
  readonly versionTable: VersionTable;
  readonly journal: RunJournal;
}

/** Asks on a new connection, once the old one's transaction is over, and assumes nothing. */
export async function findFate({ host, versionTable, journal }: LostStep, step: Step): Promise<Fate> {
  const fate = await askAtRest(host, journal.claim, (connection) => readFate(connection, versionTable, journal, step));
  return fate ?? { kind: "unknown" };
}

/**
 * Asks something on a new connection, in a transaction of its own, once that of a connection that was lost is over.
 * @returns `undefined` where the database could not be asked.
 */
export async function askAtRest<T>(
  host: MigrationHost,
  claim: ClaimOptions,
  ask: (connection: DriverConnection) => Promise<T>,
): Promise<T | undefined> {
  const { dialect } = host;
  const connection = await host.openConnection().catch(() => undefined);
  if (connection === undefined) return undefined;
  try {
    await dialect.locks.beginRevision(connection);
    await claimWork(dialect, connection, claim);
    return await ask(connection);
  } catch {
    return undefined;
  } finally {
    // The claim ends with its connection.
    await connection.close().catch(() => undefined);
  }
}

async function readFate(
  connection: DriverConnection,
  versionTable: VersionTable,
  journal: RunJournal,
  step: Step,
): Promise<Fate> {
  const rows = [...(await versionTable.read(connection))].sort();
  if (isSameData(rows, [...step.headsAfter].sort())) return { kind: "done" };
  return { kind: "not done", kept: describeRows(await journal.leftBy(connection, step)) };
}
