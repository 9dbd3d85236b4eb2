import { randomBytes } from "node:crypto";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { systemClock } from "../util/clock";
import { packageVersion } from "../util/package-version";
import { createLedger, type Ledger, type LedgerChecksum, type LedgerEntry } from "./ledger";
import { createEntry, readFileFacts, type FileFacts } from "./ledger-entry";
import type { MigrationHost } from "./migration-host";
import {
  createRunRecords,
  hasEnded,
  thisUser,
  type RecordedRun,
  type RunOutcome,
  type RunRecords,
} from "./run-records";

/** What a run is recorded as. */
export type RunTitle = Pick<RecordedRun, "command" | "target"> & { readonly tag?: string | undefined };

/** What steps do to the ledger. */
export interface LedgerChange {
  readonly removed: readonly string[];
  readonly added: readonly LedgerEntry[];
}

/** Keeps the records of one run: which revisions it applied, and the run itself. */
export class RunLedger {
  readonly ledger: Ledger;
  readonly records: RunRecords;
  readonly #title: RunTitle;
  readonly #runId = createRunId(systemClock.now());
  readonly #startedAt = systemClock.now().toISOString();
  readonly #facts = new Map<string, FileFacts>();
  /** The revisions that the ledger has a row for. */
  #recorded = new Set<string>();
  readonly #user = thisUser();
  #from: readonly string[] = [];
  #stepStarted = 0;
  #isStarted = false;
  #pending: LedgerChange | undefined;

  constructor(host: MigrationHost, title: RunTitle) {
    this.ledger = createLedger(host.dialect, host.migrations);
    this.records = createRunRecords(host.dialect, host.migrations);
    this.#title = title;
  }

  async readChecksums(connection: DriverConnection): Promise<ReadonlyMap<string, LedgerChecksum>> {
    const checksums = await this.ledger.readChecksums(connection);
    this.#recorded = new Set(checksums.keys());
    return checksums;
  }

  /** Reads what is to be kept of a file, at the moment when it is loaded. */
  readFile(revision: Revision): void {
    const facts = readFileFacts(revision);
    if (facts !== undefined) this.#facts.set(revision.revision, facts);
  }

  /** Creates the tables where they are missing. */
  async ensure(connection: DriverConnection): Promise<void> {
    await this.ledger.ensure(connection);
    await this.records.ensure(connection);
  }

  /**
   * Marks runs whose process ended in the middle. @param isExclusive whether no other run can be under way.
   * @returns the runs that were marked.
   */
  async markInterrupted(connection: DriverConnection, isExclusive: boolean): Promise<readonly RecordedRun[]> {
    const ended = (await this.records.readRunning(connection)).filter((run) => isExclusive || hasEnded(run));
    for (const { id } of ended) await this.records.markInterrupted(connection, id);
    return ended;
  }

  /** The run that holds the lock, from its record. */
  async describeRunning(connection: DriverConnection): Promise<string | undefined> {
    const [run] = await this.records.readRunning(connection);
    if (run === undefined) return undefined;
    return `"${run.command} ${run.target}" of ${run.startedBy} (process ${run.pid}, since ${run.startedAt})`;
  }

  /** The rows of the version table when the run begins. */
  set from(rows: readonly string[]) {
    this.#from = rows;
  }

  /** Records that the run has begun, once. */
  async start(connection: DriverConnection): Promise<void> {
    if (this.#isStarted) return;
    await this.records.start(connection, this.#record("running", null, null, null));
    this.#isStarted = true;
  }

  beginStep(): void {
    this.#stepStarted = performance.now();
    this.#pending = undefined;
  }

  /** Remembers what is written so far. @returns what goes back to it, where the transaction was rolled back. */
  mark(): () => void {
    const [isStarted, recorded] = [this.#isStarted, new Set(this.#recorded)];
    return () => {
      this.#isStarted = isStarted;
      this.#recorded = recorded;
    };
  }

  /** Writes what a step means for the ledger, in the step's transaction. It counts from {@link endStep} on: the step may begin again. */
  async move(connection: DriverConnection, step: Step, revision: Revision, graph: RevisionGraph): Promise<void> {
    await this.record(connection, step, this.changeOf(step, revision, graph));
  }

  /** The same for steps that share a transaction, from the first of them on. */
  async record(connection: DriverConnection, { headsBefore }: Step, change: LedgerChange): Promise<void> {
    if (!this.#isStarted) await this.records.start(connection, this.#record("running", headsBefore, null, null));
    await this.ledger.remove(connection, change.removed);
    await this.ledger.add(connection, change.added);
    this.#pending = change;
  }

  /** The step is committed; of those that share a transaction, the first says it. */
  endStep(step: Step): void {
    if (this.#pending === undefined) return;
    if (!this.#isStarted) this.#from = step.headsBefore;
    this.#isStarted = true;
    for (const id of this.#pending.removed) this.#recorded.delete(id);
    for (const { revision } of this.#pending.added) this.#recorded.add(revision);
    this.#pending = undefined;
  }

  /** Records how the run ended; a run that had nothing to do has no record. */
  async finish(
    connection: DriverConnection,
    result: RunOutcome,
    to: readonly string[],
    error?: unknown,
  ): Promise<void> {
    const text = error === undefined ? null : describeError(error);
    const finishedAt = systemClock.now().toISOString();
    if (this.#isStarted) await this.records.finish(connection, this.#runId, { result, to, error: text, finishedAt });
    else if (error !== undefined && !OrmError.is(error, "RUNNER.LOCK_TIMEOUT"))
      await this.records.start(connection, this.#record(result, null, to, text));
  }

  /** What a step that has just ended means for the ledger. */
  changeOf(step: Step, revision: Revision, graph: RevisionGraph): LedgerChange {
    if (step.direction === "downgrade") return { removed: this.#known([step.revision]), added: [] };
    if (step.direction === "upgrade") {
      return { removed: this.#known([step.revision]), added: this.#entriesOf([revision], "upgrade") };
    }
    const isKnown = (row: string): boolean => graph.has(row);
    const after = graph.appliedBy(step.headsAfter);
    const before = graph.appliedBy(step.headsBefore.filter(isKnown));
    const gone = [...this.#recorded].filter((id) => !after.has(id));
    const come = graph.revisions.filter(({ revision: id }) => after.has(id) && !before.has(id));
    const ids = come.map(({ revision: id }) => id);
    return { removed: [...gone, ...this.#known(ids)], added: this.#entriesOf(come, "stamp") };
  }

  #known(ids: readonly string[]): readonly string[] {
    return ids.filter((id) => this.#recorded.has(id));
  }

  #entriesOf(revisions: readonly Revision[], how: LedgerEntry["how"]): readonly LedgerEntry[] {
    const applied = {
      appliedAt: systemClock.now().toISOString(),
      appliedBy: this.#user,
      milliseconds: how === "stamp" ? 0 : performance.now() - this.#stepStarted,
      runId: this.#runId,
      how,
    };
    return revisions.flatMap((revision) => {
      const facts = this.#facts.get(revision.revision) ?? readFileFacts(revision);
      return facts === undefined ? [] : [createEntry(revision, facts, applied)];
    });
  }

  #record(
    result: RunOutcome,
    from: readonly string[] | null,
    to: readonly string[] | null,
    error: string | null,
  ): RecordedRun {
    const { command, target, tag = null } = this.#title;
    return {
      id: this.#runId,
      command,
      target,
      tag,
      from: from ?? this.#from,
      to,
      startedAt: this.#startedAt,
      finishedAt: result === "running" ? null : systemClock.now().toISOString(),
      startedBy: this.#user,
      pid: process.pid,
      version: packageVersion(),
      result,
      error,
    };
  }
}

/** `20261121T034117123Z-9f2c04`: sorts by time, and no two processes make the same. */
function createRunId(now: Date): string {
  return `${now.toISOString().replaceAll(/[-:.]/g, "")}-${randomBytes(3).toString("hex")}`;
}

/** The innermost of our errors is what went wrong; messages of ours name no values and no passwords. */
function describeError(error: unknown): string {
  return OrmError.is(error) ? `${error.code}: ${error.message}` : "an error that is not one of Ormolu's";
}
