import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Statement } from "../dialect/statement";
import type { BeginOptions } from "../dialect/locks";
import type { StatementEffect } from "../dialect/statement-probe";
import { throwIfAborted, wait } from "./aborted";
import type { Outside } from "./gathering-sink";
import type { StepJournal } from "./journal";
import { delayAfter, type LockPolicy } from "./lock-policy";
import type { RunEvent } from "./run-event";
import type { ReplayParts } from "./replay";
import { runGently } from "./run-gently";
import { runStatement } from "./run-statement";
import { runSelfCommitting } from "./self-committing";
import type { Joined } from "./step-failure";
import { isDeadlock, isLockTimeout, joinedBlock, refuseBeside, refuseEnd, refuseRollback } from "./transaction-errors";
import { watchConnection } from "./watched-connection";
import { claimWork, type ClaimOptions } from "./work-claim";

/** What a transaction of a step needs. */
export interface StepTransactionParts {
  readonly dialect: ResolvedDialect;
  readonly connection: DriverConnection;
  readonly policy: LockPolicy;
  readonly revision: string;
  readonly claim: ClaimOptions;
  readonly begin: BeginOptions;
  readonly report: (event: RunEvent) => void;
  /** Called before a further transaction is opened, when a block has ended. @throws where the run must not go on. */
  readonly verify: () => Promise<void>;
  /** Called where a statement changes settings of the connection. */
  readonly onSetting: () => void;
  /** Ends the revision between two statements. */
  readonly signal: AbortSignal | undefined;
  /** Whose the transaction is, where it is not the step's own. */
  readonly joins: Joined | undefined;
}

const STATEMENT_SAVEPOINT = "orm_statement";

/**
 * The transaction around a revision, or the chain of them where `op.autocommit` or a statement that commits by itself parts it: it runs
 * the statements, writes the journal where something is committed, and bounds how long statements wait for locks.
 */
export class StepTransaction {
  /** What is written down where something is committed before the end; absent for a step that runs no revision. */
  journal: StepJournal | undefined;
  readonly #parts: StepTransactionParts;
  /** Whether a transaction is open, as far as is known. */
  #isOpen = false;
  #isOutside = false;
  #isParted = false;
  #isSeparate = false;
  #isCommitting = false;
  #failed: { readonly error: unknown; readonly sql: string } | undefined;
  /** What lost a part of the work: the revision must not go on, nor be taken for done, although it may have caught it. */
  #broken: { readonly error: unknown } | undefined;

  constructor(parts: StepTransactionParts) {
    this.#parts = parts;
  }

  /** Whether a block has committed what came before it, so that the revision cannot begin again. */
  get isParted(): boolean {
    return this.#isParted;
  }

  /** Whether the last COMMIT was sent, so that a lost connection leaves open what became of it. */
  get isCommitting(): boolean {
    return this.#isCommitting;
  }

  async begin(): Promise<void> {
    const { dialect, connection, claim, begin, joins } = this.#parts;
    if (joins !== undefined) return;
    await dialect.locks.beginRevision(connection, begin);
    this.#isOpen = true;
    try {
      await this.#limitWait();
      await claimWork(dialect, connection, claim);
    } catch (error) {
      await dialect.locks.rollbackRevision(connection).catch(() => connection.close());
      this.#isOpen = false;
      throw error;
    }
  }

  /** Sees to it that a transaction is open, for what has to be committed together with the version. @throws what lost a part of the work. */
  async open(): Promise<void> {
    this.#throwIfBroken();
    if (this.#isOpen || this.#hasTransactions || this.#parts.joins !== undefined) return;
    await this.#begin();
    this.#isOpen = true;
  }

  async commit(): Promise<void> {
    const { dialect, connection, joins } = this.#parts;
    if (joins !== undefined) return;
    this.#isCommitting = true;
    await dialect.locks.commitRevision(connection);
    this.#isCommitting = false;
    // It is done. A connection that cannot be given back as it was is of no more use, and the run goes on with another one.
    await this.#leave().catch(() => connection.close());
  }

  /** Takes back what can be. @returns the statements whose effect stays; `undefined` where the connection is gone and they are not known. */
  async rollback(): Promise<readonly string[] | undefined> {
    const { journal } = this;
    const { dialect, connection, joins } = this.#parts;
    if (joins !== undefined) return [];
    // Nobody must get a connection that may still be in the middle of the transaction.
    await dialect.locks.rollbackRevision(connection).catch(() => connection.close());
    this.#isOpen = false;
    if (!connection.isOpen) return journal?.hasRows === true || this.#isCommitting ? undefined : [];
    const kept = journal === undefined ? [] : await journal.readKept(connection).catch(() => undefined);
    await this.#leave().catch(() => connection.close());
    return kept;
  }

  /** Leaves the transaction for an autocommit block; absent where blocks change nothing. */
  get outside(): Outside | undefined {
    if (!this.#parts.dialect.capabilities.autocommitBlocks) return undefined;
    return async (work) => {
      const { joins } = this.#parts;
      if (joins !== undefined) throw joinedBlock(joins);
      await this.#orBreak(() => this.#leaveForBlock());
      try {
        await work();
      } catch (error) {
        // The revision may catch it and go on: then as a transaction again.
        await this.#orBreak(() => this.#returnFromBlock()).catch(() => undefined);
        throw error;
      }
      await this.#orBreak(() => this.#returnFromBlock());
    };
  }

  async #leaveForBlock(): Promise<void> {
    const { journal } = this;
    const { dialect, connection } = this.#parts;
    await journal?.ensureTable(connection);
    await journal?.flush(connection);
    await dialect.locks.commitRevision(connection);
    this.#isParted = true;
    this.#isOutside = true;
    this.#isOpen = false;
  }

  async #returnFromBlock(): Promise<void> {
    this.#isOutside = false;
    await this.#parts.verify();
    await this.begin();
  }

  /** The connection for what a revision runs beside its operations: rows that it reads or changes. */
  get connection(): DriverConnection {
    return watchConnection(this.#parts.connection, {
      before: async (sql) => {
        this.#throwIfOver();
        const effect = this.#see(sql);
        if (this.#isInTransaction) return;
        if (effect !== "data" && effect !== "session" && effect !== "temporary") throw refuseBeside(sql);
        await this.open();
      },
      failed: (error) => this.#breakIfOver(error),
    });
  }

  /** Commits the work, together with what the journal has of it, where that can be done in the middle of a revision. */
  async separately<T>(work: () => Promise<T>): Promise<T> {
    const { journal } = this;
    const { connection } = this.#parts;
    if (journal === undefined || this.#isInTransaction || this.#isSeparate) return work();
    if (this.#isOutside) return this.#alone(work);
    await this.open();
    await this.#run(`SAVEPOINT ${STATEMENT_SAVEPOINT}`);
    try {
      const answer = await work();
      await this.commitHere();
      return answer;
    } catch (error) {
      if (connection.isOpen) await this.#run(`ROLLBACK TO SAVEPOINT ${STATEMENT_SAVEPOINT}`).catch(() => undefined);
      throw error;
    }
  }

  /** How work that gives an answer is committed. */
  get replayWays(): Pick<ReplayParts, "isOutside" | "separately"> {
    return { isOutside: () => this.#isOutside, separately: (work) => this.separately(work) };
  }

  /** Commits in the middle of a revision, where schema changes commit anyway. */
  async commitHere(): Promise<void> {
    if (this.#isOpen) await this.journal?.flush(this.#parts.connection);
    await this.#orBreak(() => this.#run("COMMIT"));
    this.#isOpen = false;
  }

  /** Runs a statement, again where it gave up waiting for a lock and nothing else is lost by that. @returns it as it ran. */
  async execute(statement: Statement): Promise<Statement> {
    const { policy, report, revision, signal } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      this.#throwIfOver();
      try {
        return await this.#runOnce(statement);
      } catch (error) {
        await this.#breakIfOver(error);
        if (!this.#canRepeat(statement) || !isLockTimeout(error) || attempt >= policy.attempts) {
          this.#failed = { error, sql: statement.sql };
          throw error;
        }
      }
      const delay = delayAfter(attempt);
      report({ type: "retry", revision, sql: statement.sql, attempt, attempts: policy.attempts, delay });
      await wait(delay, signal);
    }
  }

  /** The statement that failed with this error; `undefined` where none did. */
  statementOf(error: unknown): string | undefined {
    const failed = this.#failed;
    return failed !== undefined && failed.error === error ? failed.sql : undefined;
  }

  /** A statement can be repeated by itself where it is not in a transaction with others, or they would be committed already. */
  #canRepeat({ transactional }: Statement): boolean {
    if (!this.#isLimited || this.#broken !== undefined) return false;
    if (this.#isOutside) return transactional;
    return !this.#hasTransactions || this.#isParted;
  }

  async #runOnce(statement: Statement): Promise<Statement> {
    const { journal } = this;
    const { dialect, connection } = this.#parts;
    const isInTransaction = this.#isInTransaction;
    const seen = this.#see(statement.sql);
    // In a block nothing else keeps a run that has lost its lock from working beside another one.
    if (this.#isOutside) await this.#parts.verify();
    if (journal === undefined || isInTransaction || this.#isSeparate) {
      const isRisky = isInTransaction && this.#isLimited && this.#isParted;
      const ran = await (isRisky ? this.#runInSavepoint(statement) : this.#runGently(statement));
      journal?.passed(ran.sql);
      return ran;
    }
    const effect = statement.transactional ? seen : "schema";
    switch (effect) {
      case "data":
        return this.#isOutside ? this.#runAlone(statement) : this.#runInOpen(statement);
      case "session":
      case "temporary":
        return this.#runInOpen(statement);
      case "commit":
        if (!this.#isOutside) await this.commitHere();
        return statement;
      case "rollback":
        throw refuseRollback();
      case "schema":
      case "opaque": {
        if (!journal.isInStatements) throw refuseBeside(statement.sql);
        if (journal.pendingCount > 0) await this.open();
        const run = (): Promise<Statement> => this.#runGently(statement);
        const ended = (): void => void (this.#isOpen = false);
        return runSelfCommitting({ dialect, connection, journal, ended }, statement, effect, run);
      }
    }
  }

  async #runInOpen(statement: Statement): Promise<Statement> {
    await this.open();
    const ran = await this.#runGently(statement);
    this.journal?.passed(ran.sql);
    return ran;
  }

  async #runAlone(statement: Statement): Promise<Statement> {
    const { journal } = this;
    const ran = await this.#alone(async () => {
      const result = await this.#runGently(statement);
      journal?.markStatement();
      return result;
    });
    journal?.passed(ran.sql);
    return ran;
  }

  /** Does the work in a transaction of its own, in an autocommit block. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const { journal } = this;
    const { dialect, connection } = this.#parts;
    await this.#begin();
    this.#isSeparate = true;
    try {
      if (this.#isLimited) await this.#limitWait();
      const result = await work();
      await journal?.flush(connection);
      await this.#orBreak(() => this.#run("COMMIT"));
      return result;
    } catch (error) {
      await dialect.locks.rollbackRevision(connection).catch(() => connection.close());
      throw error;
    } finally {
      this.#isSeparate = false;
    }
  }

  async #runInSavepoint(statement: Statement): Promise<Statement> {
    await this.#run(`SAVEPOINT ${STATEMENT_SAVEPOINT}`);
    try {
      const ran = await this.#runGently(statement);
      await this.#run(`RELEASE SAVEPOINT ${STATEMENT_SAVEPOINT}`);
      return ran;
    } catch (error) {
      if (isLockTimeout(error)) await this.#run(`ROLLBACK TO SAVEPOINT ${STATEMENT_SAVEPOINT}`);
      throw error;
    }
  }

  #runGently(statement: Statement): Promise<Statement> {
    return runGently(this.#parts, statement);
  }

  /** Looks at a statement that is about to run. */
  #see(sql: string): StatementEffect {
    const effect = this.#parts.dialect.statementProbe.effectOf(sql);
    if (effect === "session") this.#parts.onSetting();
    if (this.#isInTransaction) refuseEnd(effect);
    return effect;
  }

  #throwIfOver(): void {
    this.#throwIfBroken();
    throwIfAborted(this.#parts.signal);
  }

  #throwIfBroken(): void {
    const broken = this.#broken ?? this.journal?.failure;
    if (broken !== undefined) throw broken.error;
  }

  /** Does what loses a part of the work where it fails. */
  async #orBreak(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#broken ??= { error };
      throw error;
    }
  }

  /** Some errors take back the whole transaction, not only the statement. */
  async #breakIfOver(error: unknown): Promise<void> {
    const { dialect, connection } = this.#parts;
    if (this.#broken !== undefined || this.#isOutside || !connection.isOpen) return;
    const isOver = this.#hasTransactions
      ? await dialect.locks.isRevisionOver?.(connection)
      : isDeadlock(dialect.errors.translate(error, {}));
    if (isOver === true) this.#broken = { error };
  }

  async #begin(): Promise<void> {
    for (const statement of this.#parts.dialect.queries.begin({})) await this.#run(statement);
  }

  async #limitWait(): Promise<void> {
    const { dialect, connection, policy } = this.#parts;
    if (policy.waitLimit !== undefined) await dialect.lockSafety.limitWait?.(connection, policy.waitLimit);
  }

  /** Gives the connection back as it was. */
  async #leave(): Promise<void> {
    const { dialect, connection, claim } = this.#parts;
    this.#isOpen = false;
    if (this.#isLimited) await dialect.lockSafety.endWaitLimit?.(connection);
    await dialect.statementProbe.release(connection, claim.name);
  }

  get #isLimited(): boolean {
    const { dialect, policy } = this.#parts;
    return policy.waitLimit !== undefined && dialect.lockSafety.limitWait !== undefined;
  }

  get #isInTransaction(): boolean {
    return this.#hasTransactions && !this.#isOutside;
  }

  get #hasTransactions(): boolean {
    return this.#parts.dialect.capabilities.transactionalDdl;
  }

  async #run(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    await runStatement(this.#parts.dialect, this.#parts.connection, sql, parameters);
  }
}
