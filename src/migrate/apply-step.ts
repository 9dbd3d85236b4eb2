import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import { emptySchema } from "../schema/model";
import { isSameData } from "../util/stable-json";
import { wait } from "./aborted";
import { createExecuteSink } from "./execute-sink";
import type { StepJournal } from "./journal";
import type { HeldLock } from "./lock";
import { delayAfter, lockPolicyOf, type LockPolicy } from "./lock-policy";
import { findFate } from "./lost-connection";
import type { MigrationHost } from "./migration-host";
import type { OperationsFacade } from "./operations-facade";
import { createRevisionFacade } from "./revision-facade";
import { loadRevisionModule, type RevisionModule } from "./revision-module";
import type { RunEvent } from "./run-event";
import type { RunJournal } from "./run-journal";
import { scopeOf } from "./scope";
import { joinedRefusal, stepFailure, type Joined, type Stopped } from "./step-failure";
import { StepTransaction, type StepTransactionParts } from "./step-transaction";
import { isLockTimeout } from "./transaction-errors";
import type { VersionTable } from "./version-table";

/** What a step needs. */
export interface StepContext {
  readonly host: MigrationHost;
  readonly connection: DriverConnection;
  readonly versionTable: VersionTable;
  readonly lock: HeldLock;
  readonly journal: RunJournal;
  readonly report: (event: RunEvent) => void;
  /** Called inside the step's transaction, right after the version has moved. */
  readonly onMove: (connection: DriverConnection, step: Step, revision: Revision) => Promise<void>;
  /** The `-x key=value` arguments of the run. */
  readonly x: Readonly<Record<string, string>>;
  /** Called where a revision changes settings of the connection. */
  readonly onSetting?: () => void;
  /** Ends the run between two statements. */
  readonly signal: AbortSignal | undefined;
  /** Whose the transaction is, where it is not the step's own: then nothing is begun, committed or rolled back. */
  readonly joins: Joined | undefined;
  /** The longest wait for another writer to begin, in milliseconds, see `BeginOptions`. */
  readonly waitAtMost?: number;
  /** The functions of a revision, which the run has loaded already. Default: they are loaded from its file. */
  readonly loadModule?: (revision: Revision) => Promise<RevisionModule>;
}

/**
 * Applies one step of a plan: the revision's operations and the move of the version table, in one transaction where
 * schema changes have transactions. The version moves with the last one where `op.autocommit`, or a statement that commits by itself, parts it;
 * the journal then knows what is done, and a step that was cut off goes on where it was.
 *
 * @returns true where it is done, though its connection may have ended with its COMMIT; false, with nothing done, where the version table
 * does not hold what the plan expected: the caller plans again.
 * @throws OrmError `REVISION.FAILED` (nothing changed), `RUNNER.PARTIAL` (it stopped part-way and cannot be rolled back), `RUNNER.JOURNAL_MISMATCH`,
 * `RUNNER.JOURNAL_UNKNOWN`, `RUNNER.ABORTED`, `RUNNER.JOINED`.
 */
export async function applyStep(context: StepContext, step: Step, revision: Revision): Promise<boolean> {
  const { host, report, joins } = context;
  const { transactionalDdl } = host.dialect.capabilities;
  if (joins !== undefined && !transactionalDdl && step.direction !== "stamp") throw joinedRefusal(step, revision);
  const module = step.direction === "stamp" ? undefined : await loadModule(context, revision);
  const policy = lockPolicyOf(host.migrations);
  const isRepeatable = policy.waitLimit !== undefined && transactionalDdl && joins === undefined;
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryStep(context, policy, step, revision, module);
    if (typeof result === "boolean") return result;
    const { isParted, error } = result;
    if (!isRepeatable || isParted || !isLockTimeout(error) || attempt >= policy.attempts) {
      throw stepFailure(host, step, revision, result);
    }
    const delay = delayAfter(attempt);
    report({ type: "retry", revision: step.revision, attempt, attempts: policy.attempts, delay });
    await wait(delay, context.signal);
  }
}

function loadModule({ host, loadModule: load }: StepContext, revision: Revision): Promise<RevisionModule> {
  return load?.(revision) ?? loadRevisionModule(host, revision);
}

async function tryStep(
  context: StepContext,
  policy: LockPolicy,
  step: Step,
  revision: Revision,
  module: RevisionModule | undefined,
): Promise<boolean | Stopped> {
  const { connection, versionTable, report, journal: runJournal } = context;
  if (module !== undefined) await runJournal.prepare(connection);
  const transaction = new StepTransaction({ ...transactionParts(context), policy, revision: step.revision });
  await transaction.begin();
  let facade: OperationsFacade | undefined;
  let journal: StepJournal | undefined;
  try {
    const rows = await versionTable.read(connection);
    if (!isSameData([...rows].sort(), [...step.headsBefore].sort())) {
      await transaction.rollback();
      return false;
    }
    if (module !== undefined) {
      journal = await runJournal.open(connection, step);
      transaction.journal = journal;
      if (journal?.hasRows === true) report(resumed(step, journal.stoppedAt));
      facade = createFacade(context, step, transaction, journal);
      await (step.direction === "upgrade" ? module.upgrade(facade.op) : module.downgrade(facade.op));
      await facade.drain();
      await facade.end();
      journal?.finish();
    }
    await transaction.open();
    await versionTable.move(connection, step.headsBefore, step.headsAfter);
    await context.onMove(connection, step, revision);
    await journal?.clear(connection);
    await transaction.commit();
    runJournal.close();
    return true;
  } catch (error) {
    // Calls that nobody awaited must not run after the ROLLBACK, outside of any transaction.
    await facade?.end();
    const stopped = await stop(context, step, transaction, error);
    if (stopped === undefined) runJournal.close();
    return stopped ?? true;
  }
}

/** What the transactions of a run have in common. */
export function transactionParts(context: StepContext): Omit<StepTransactionParts, "policy" | "revision"> {
  const { host, connection, report, signal, joins, journal, lock, waitAtMost } = context;
  const begin = waitAtMost === undefined ? {} : { waitAtMost };
  const verify = (): Promise<void> => lock.verify();
  const { onSetting = () => undefined } = context;
  return { dialect: host.dialect, connection, report, signal, joins, claim: journal.claim, verify, begin, onSetting };
}

/** Takes back what can be, and finds out what cannot. @returns `undefined` where the step is done after all. */
async function stop(
  context: StepContext,
  step: Step,
  transaction: StepTransaction,
  error: unknown,
): Promise<Stopped | undefined> {
  const { joins } = context;
  const { isParted } = transaction;
  const statement = transaction.statementOf(error);
  const kept = await transaction.rollback();
  if (kept !== undefined) return { error, statement, kept, isParted, joins };
  const fate = await findFate(context, step);
  if (fate.kind === "done") return undefined;
  return { error, statement, kept: fate.kind === "unknown" ? undefined : fate.kept, isParted, joins };
}

function createFacade(
  { host, connection, report, x, signal, journal: { claim: wait } }: StepContext,
  step: Step,
  transaction: StepTransaction,
  journal: StepJournal | undefined,
): OperationsFacade {
  const { dialect } = host;
  const { outside } = transaction;
  const replay = journal === undefined ? undefined : { ...transaction.replayWays, dialect, connection, journal, wait };
  const sink = createExecuteSink(dialect, connection, {
    scope: scopeOf(host, emptySchema),
    execute: (statement) => {
      report({ type: "statement:start", revision: step.revision, sql: statement.sql });
      return transaction.execute(statement);
    },
    onStatement: ({ sql }, milliseconds) => report({ type: "statement", revision: step.revision, sql, milliseconds }),
    ...(outside === undefined ? {} : { outside }),
    ...(replay === undefined ? {} : { replay }),
  });
  return createRevisionFacade(dialect, transaction.connection, sink, {
    x,
    operations: host.migrations.operations ?? [],
    namingConvention: host.migrations.namingConvention,
    onProgress: (progress) => report({ type: "progress", revision: step.revision, ...progress }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function resumed({ direction, revision }: Step, stoppedAt: number): RunEvent {
  return {
    type: "notice",
    notice: "resumed",
    message: `${direction} of ${revision} stopped part-way, at step ${stoppedAt}, and goes on there`,
    details: { revision, position: stoppedAt },
  };
}
