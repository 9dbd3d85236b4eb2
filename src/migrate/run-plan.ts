import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { isSameData } from "../util/stable-json";
import { throwIfAborted } from "./aborted";
import { applyStep, type StepContext } from "./apply-step";
import { callVersionHooks } from "./call-version-hooks";
import { readDuration } from "./duration";
import { hurried } from "./hurried-connection";
import { askAtRest } from "./lost-connection";
import { lockTransaction, waitForWriter, withLock, type HeldLock, type LockOptions } from "./lock";
import type { MigrationHost } from "./migration-host";
import { requireRight } from "./require-right";
import type { RunOptions, RunResult } from "./run-event";
import { runOnline } from "./run-in-environment";
import { RunJournal } from "./run-journal";
import { RunLedger, type RunTitle } from "./run-ledger";
import { RunPlanner, type Planner } from "./run-planner";
import { createReporter, type Reporter } from "./run-reporter";
import { withOthers } from "./step-failure";
import { canGroup, StepGroups } from "./step-groups";
import { createVersionTable, type VersionTable } from "./version-table";
import { withFinished } from "./with-finished";
import { claimWork } from "./work-claim";

const DEFAULT_LOCK_TIMEOUT = 600;
const ONE_TRANSACTION = "The whole run was one transaction";
/** Where the write lock is the only one there is, each try is short, so that the wait is reported and ended in time; milliseconds. */
const LONGEST_TRY = 250;

/** A run, as it is asked for. */
export interface PlanOptions extends RunOptions {
  /** What it is recorded as. Default: an upgrade without a target. */
  readonly title?: RunTitle;
  /** First forget the rows of the version table. */
  readonly purge?: boolean;
}

/**
 * Runs a plan under the lock. The plan is made from the rows as they are inside the lock, and made again when somebody
 * moved the database between two steps (where the database has no lock for whole runs).
 *
 * @throws OrmError `RUNNER.*`, `REVISION.*`.
 */
export function runPlan(
  host: MigrationHost,
  graph: RevisionGraph,
  planner: Planner,
  options: PlanOptions = {},
): Promise<RunResult> {
  return new PlannedRun(host, graph, planner, options).run();
}

class PlannedRun {
  readonly #host: MigrationHost;
  readonly #options: PlanOptions;
  readonly #title: RunTitle;
  readonly #report: Reporter;
  readonly #versionTable: VersionTable;
  readonly #ledger: RunLedger;
  readonly #planner: RunPlanner;
  readonly #journal: RunJournal;
  readonly #groups: StepGroups | undefined;
  readonly #wait: LockOptions;
  readonly #started = performance.now();
  readonly #done: Step[] = [];
  /** The rows of the version table, as far as this run knows. */
  #rows: readonly string[] = [];
  #steps: readonly Step[] | undefined;
  #isPrepared = false;
  /** Whether a revision has changed settings of its connection. */
  #hasSettings = false;

  constructor(host: MigrationHost, graph: RevisionGraph, planner: Planner, options: PlanOptions) {
    this.#host = host;
    this.#options = options;
    const { title = { command: "upgrade", target: "" }, purge = false, tag } = options;
    this.#title = { ...title, tag };
    this.#report = createReporter(options, host.migrations.logging);
    this.#versionTable = createVersionTable(host.dialect, host.migrations);
    this.#ledger = new RunLedger(host, this.#title);
    const { command } = title;
    this.#planner = new RunPlanner({
      host,
      graph,
      planner,
      command,
      purge,
      versionTable: this.#versionTable,
      ledger: this.#ledger,
      report: this.#report,
    });
    this.#wait = this.#createWait();
    this.#journal = new RunJournal(host, this.#wait);
    this.#groups = canGroup(host, options) ? new StepGroups(host, this.#planner, this.#ledger) : undefined;
  }

  async run(): Promise<RunResult> {
    const { signal, manager, connection, inTransaction } = this.#options;
    throwIfAborted(signal);
    if (manager?.session.isInTransaction === true) return manager.session.withConnection((own) => this.#join(own));
    if (connection !== undefined && inTransaction === true) return this.#join(connection);
    return (await this.#lookAhead()) ?? withLock(this.#host, this.#wait, (lock) => this.#runUnder(lock));
  }

  /** A run that has nothing to do needs no lock: many processes that boot at once would wait for each other. */
  async #lookAhead(): Promise<RunResult | undefined> {
    const { environment } = this.#host.migrations;
    if (this.#options.purge === true || environment?.runOnline !== undefined) return undefined;
    return this.#withConnection(async (connection) => {
      const { steps, rows } = await this.#planner.plan(connection);
      if (steps.length > 0 || (await this.#journal.isHalfDone(connection))) return undefined;
      this.#report({ type: "plan", steps });
      this.#report({ type: "done", steps, milliseconds: performance.now() - this.#started });
      return { steps, current: rows };
    });
  }

  async #runUnder(lock: HeldLock): Promise<RunResult> {
    // A connection that was refused as busy, or was lost, is of no more use: every attempt takes one of its own, and goes on with the plan.
    const attempt = (): Promise<RunResult | undefined> =>
      this.#withConnection(async (own) => {
        try {
          return await this.#inEnvironment(own, (x) => this.#work(this.#contextOf(own, lock, x)));
        } finally {
          await this.#leave(own);
        }
      });
    try {
      for (;;) {
        const result = await waitForWriter(this.#wait, attempt, () => this.#done.length);
        if (result !== undefined) return result;
      }
    } catch (error) {
      await this.#recordFailure(error);
      throw withFinished(error, this.#done, this.#rows);
    }
  }

  /** What a revision has set for itself must not reach whoever has the connection next. */
  async #leave(connection: DriverConnection): Promise<void> {
    // Where there is one connection, the database may end with it.
    const isOneOfMany = this.#host.dialect.capabilities.advisoryLocks && connection !== this.#options.connection;
    if (this.#hasSettings && isOneOfMany) await connection.close().catch(() => undefined);
  }

  /** Everything happens in the caller's transaction; what becomes of it is the caller's to say. */
  async #join(connection: DriverConnection): Promise<RunResult> {
    if (!this.#host.dialect.capabilities.transactionalDdl) throw cannotJoin(this.#host);
    const lock = await lockTransaction(this.#host, connection, this.#wait);
    return this.#inEnvironment(connection, async (x) => {
      await this.#prepare(connection, lock);
      await this.#takeSteps({ ...this.#contextOf(connection, lock, x), joins: "caller" });
      return this.#finish(connection);
    });
  }

  /** @returns `undefined` where the connection was lost after a commit: the rest needs another one. */
  async #work(context: StepContext): Promise<RunResult | undefined> {
    const { connection, lock } = context;
    const { transactionPerMigration = true } = this.#host.migrations;
    await this.#prepare(connection, lock);
    const isAsOne = !transactionPerMigration && this.#host.dialect.capabilities.transactionalDdl;
    if (this.#steps!.length > 0) await (isAsOne ? this.#takeStepsAsOne(context) : this.#takeStepsInRun(context));
    return connection.isOpen ? this.#finish(connection) : undefined;
  }

  /** Plans, loads every file of the plan, and makes the tables: what is wrong stops the run where nothing has changed. */
  async #prepare(connection: DriverConnection, lock: HeldLock): Promise<void> {
    if (this.#steps === undefined) {
      const { steps, rows } = await this.#planner.plan(connection);
      this.#rows = rows;
      await this.#journal.check(connection, steps);
      this.#report({ type: "plan", steps });
      await this.#planner.load(connection, steps);
      this.#steps = steps;
    }
    if (this.#isPrepared || this.#steps.length === 0) return;
    throwIfAborted(this.#options.signal);
    const own = hurried(connection, LONGEST_TRY);
    await requireRight(this.#host, this.#versionTable.name, () => this.#makeRecords(own, lock));
    this.#isPrepared = true;
  }

  async #makeRecords(connection: DriverConnection, { isExclusive }: HeldLock): Promise<void> {
    await this.#versionTable.ensure(connection);
    await this.#ledger.ensure(connection);
    for (const run of await this.#ledger.markInterrupted(connection, isExclusive)) {
      const message = `the ${run.command} that ${run.startedBy} started at ${run.startedAt} ended in the middle`;
      this.#report({ type: "notice", notice: "interrupted-run", message, details: { run } });
    }
    this.#ledger.from = this.#rows;
    // Without a lock for the whole run, somebody else may do all of it: then there is nothing to record.
    if (isExclusive) await this.#ledger.start(connection);
  }

  async #takeStepsInRun(context: StepContext): Promise<void> {
    const { connection } = context;
    const { locks } = this.#host.dialect;
    await locks.enterRun?.(connection);
    try {
      await this.#takeSteps(context);
    } finally {
      // Nobody must get a connection that is not as it was.
      if (connection.isOpen) await locks.leaveRun?.(connection).catch(() => connection.close());
    }
  }

  /** Ends early where the connection is lost between two steps. */
  async #takeSteps(context: StepContext): Promise<void> {
    while (this.#steps!.length > 0 && context.connection.isOpen) {
      throwIfAborted(this.#options.signal);
      // In one transaction for all steps nothing is kept before its COMMIT: it is asked once, right before that.
      if (context.joins === undefined) await context.lock.verify();
      if (!(await this.#takeGroup(context))) await this.#takeStep(context, this.#steps![0]!);
    }
  }

  /** Takes steps that share a transaction, and tells of them when it is committed. @returns whether there were any. */
  async #takeGroup(context: StepContext): Promise<boolean> {
    if (this.#groups === undefined || context.joins !== undefined) return false;
    const taken = await this.#groups.take(context, this.#steps!);
    const untold = [...taken];
    try {
      for (const { step, revision, events, milliseconds } of taken) {
        this.#reportStart(step, revision);
        for (const event of events) this.#report(event);
        untold.shift();
        this.#end(step, revision, milliseconds);
      }
    } finally {
      // A listener that throws ends the run, and what is committed is done nevertheless.
      for (const { step } of untold) this.#advance(step);
    }
    return taken.length > 0;
  }

  async #takeStep(context: StepContext, step: Step): Promise<void> {
    const revision = this.#planner.revisionOf(step);
    this.#reportStart(step, revision);
    const before = performance.now();
    this.#ledger.beginStep();
    if (await applyStep(context, step, revision)) {
      this.#ledger.endStep(step);
      this.#end(step, revision, performance.now() - before);
    } else {
      const { steps, rows } = await this.#planner.plan(context.connection);
      await this.#planner.load(context.connection, steps);
      this.#rows = rows;
      this.#steps = steps;
    }
  }

  #reportStart(step: Step, { message = "" }: Revision): void {
    const place = { position: this.#done.length + 1, count: this.#done.length + this.#steps!.length };
    this.#report({ type: "revision:start", step, message, ...place });
  }

  #advance(step: Step): void {
    this.#done.push(step);
    this.#rows = step.headsAfter;
    this.#steps = this.#steps!.slice(1);
  }

  #end(step: Step, { message = "" }: Revision, milliseconds: number): void {
    this.#advance(step);
    this.#report({ type: "revision:end", step, message, milliseconds });
  }

  /** One transaction for all steps. */
  async #takeStepsAsOne(context: StepContext): Promise<void> {
    const { connection } = context;
    const { locks } = this.#host.dialect;
    const first = this.#rows;
    const undo = this.#ledger.mark();
    await locks.beginRevision(connection, { waitAtMost: LONGEST_TRY });
    try {
      await claimWork(this.#host.dialect, connection, this.#journal.claim);
      await this.#takeSteps({ ...context, joins: "run" });
    } catch (error) {
      await locks.rollbackRevision(connection).catch(() => connection.close());
      this.#rows = first;
      undo();
      throw withOthers(error, this.#done.splice(0), ONE_TRANSACTION);
    }
    try {
      await context.lock.verify();
      await locks.commitRevision(connection);
    } catch (error) {
      await locks.rollbackRevision(connection).catch(() => connection.close());
      await this.#requireCommitted(connection, error, first, undo);
    }
  }

  /** A COMMIT whose answer was lost may have been done: the version tells. */
  async #requireCommitted(
    { isOpen }: DriverConnection,
    error: unknown,
    before: readonly string[],
    undo: () => void,
  ): Promise<void> {
    const known = OrmError.is(error) ? error : this.#host.dialect.errors.translate(error, { sql: "COMMIT" });
    const isLost = !isOpen || OrmError.is(known, "CONNECTION.LOST");
    const rows = isLost
      ? await askAtRest(this.#host, this.#journal.claim, (own) => this.#versionTable.read(own))
      : before;
    if (rows === undefined) throw unknownCommit(known);
    if (isSameData([...rows].sort(), [...this.#rows].sort())) return;
    this.#rows = before;
    undo();
    throw withOthers(known, this.#done.splice(0), ONE_TRANSACTION);
  }

  #createWait(): LockOptions {
    const { lockTimeout = this.#host.migrations.lockTimeout ?? DEFAULT_LOCK_TIMEOUT, signal } = this.#options;
    return {
      timeout: readDuration(lockTimeout, "lockTimeout"),
      signal,
      onWait: (holder, waited, endWith) =>
        this.#report({ type: "wait", holder, waited, ...(endWith === undefined ? {} : { endWith }) }),
      onPooler: () => this.#report(POOLER_NOTICE),
      describeRun: (connection) => this.#ledger.describeRunning(connection),
    };
  }

  #contextOf(connection: DriverConnection, lock: HeldLock, x: StepContext["x"]): StepContext {
    const { tag, signal } = this.#options;
    const host = this.#host;
    return {
      host,
      connection,
      lock,
      x,
      signal,
      versionTable: this.#versionTable,
      journal: this.#journal,
      report: this.#report,
      onMove: async (own, step, revision) => {
        await this.#ledger.move(own, step, revision, this.#planner.graph);
        await callVersionHooks({ host, connection: own, step, revision, x, tag });
      },
      joins: undefined,
      onSetting: () => void (this.#hasSettings = true),
      waitAtMost: LONGEST_TRY,
      loadModule: this.#planner.moduleOf,
    };
  }

  async #finish(connection: DriverConnection): Promise<RunResult> {
    const current = await this.#versionTable.read(connection);
    await this.#ledger.finish(connection, "done", current);
    this.#report({ type: "done", steps: this.#done, milliseconds: performance.now() - this.#started });
    return { steps: this.#done, current };
  }

  /** What the run ended with is what the caller hears, also where it cannot be recorded. */
  async #recordFailure(error: unknown): Promise<void> {
    if (!this.#isPrepared) return;
    const isAborted = OrmError.is(error, "RUNNER.ABORTED") || this.#options.signal?.aborted === true;
    const result = isAborted ? "aborted" : "failed";
    await this.#withConnection((own) => this.#ledger.finish(own, result, this.#rows, error)).catch(() => undefined);
  }

  /** The caller's connection while it is open, else one of the pool. */
  #withConnection<T>(work: (connection: DriverConnection) => Promise<T>): Promise<T> {
    const { connection } = this.#options;
    return connection?.isOpen === true ? work(connection) : this.#host.withConnection(work);
  }

  #inEnvironment<T>(connection: DriverConnection, work: (x: StepContext["x"]) => Promise<T>): Promise<T> {
    const { x = {}, tag } = this.#options;
    const purpose = this.#title.command;
    return runOnline({ host: this.#host, connection, purpose, x, ...(tag === undefined ? {} : { tag }) }, work);
  }
}

const POOLER_NOTICE = {
  type: "notice",
  notice: "pooler",
  message:
    "a pooler stands between this process and the server: the lock belongs to a transaction, so that it holds here too",
} as const;

function unknownCommit(cause: OrmError): OrmError {
  return new OrmError("RUNNER.PARTIAL", `the run, which is one transaction, lost its connection: ${cause.message}`, {
    hint: "The database could not be asked whether it has kept it. Run the same command again: it reads that first, and does nothing twice.",
    details: { applied: [] },
    cause,
  });
}

function cannotJoin({ dialect }: MigrationHost): OrmError {
  return new OrmError(
    "RUNNER.JOINED",
    `the run cannot be part of the caller's transaction: ${dialect.displayName} commits at every schema change`,
    { hint: "Run the revisions outside of the transaction." },
  );
}
