import { setTimeout as sleep } from "node:timers/promises";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Statement } from "../dialect/statement";
import { OrmError } from "../errors/orm-error";
import type { Outside } from "./gathering-sink";
import { delayAfter, type LockPolicy } from "./lock-policy";
import type { RunEvent } from "./run-event";
import { runStatement } from "./run-statement";

/** What a transaction of a step needs. */
export interface StepTransactionParts {
  readonly dialect: ResolvedDialect;
  readonly connection: DriverConnection;
  readonly policy: LockPolicy;
  readonly revision: string;
  readonly report: (event: RunEvent) => void;
  /** Called before a further transaction is opened, when a block has ended. @throws where the run must not go on. */
  readonly verify: () => Promise<void>;
}

const REVISION_SAVEPOINT = "orm_revision";
const STATEMENT_SAVEPOINT = "orm_statement";

/**
 * The transaction around a revision, or the chain of them where `op.autocommit` parts it: it runs the statements, knows which
 * of them are kept whatever follows, and bounds how long they wait for locks.
 */
export class StepTransaction {
  readonly #parts: StepTransactionParts;
  readonly #done: string[] = [];
  #keptCount = 0;
  #isOutside = false;
  #isParted = false;
  #failed: { readonly error: unknown; readonly sql: string } | undefined;

  constructor(parts: StepTransactionParts) {
    this.#parts = parts;
  }

  /** Whether a block has committed what came before it, so that the revision cannot begin again. */
  get isParted(): boolean {
    return this.#isParted;
  }

  async begin(): Promise<void> {
    const { dialect, connection } = this.#parts;
    await dialect.locks.beginRevision(connection);
    await this.#limitWait();
  }

  /** Marks where what is done to rows begins, for a database that ends the transaction at a schema change. */
  async mark(): Promise<void> {
    if (!this.#hasTransactions) await this.#run(`SAVEPOINT ${REVISION_SAVEPOINT}`);
  }

  async commit(): Promise<void> {
    const { dialect, connection } = this.#parts;
    await dialect.locks.commitRevision(connection);
    await this.#endLimit();
  }

  /** Takes back what can be. @returns the statements whose effect stays. */
  async rollback(): Promise<readonly string[]> {
    const { dialect, connection } = this.#parts;
    const kept = this.#hasTransactions ? this.#done.slice(0, this.#keptCount) : await this.#keptWithoutTransactions();
    // Nobody must get a connection that may still be in the middle of the transaction.
    await dialect.locks.rollbackRevision(connection).catch(() => connection.close());
    if (connection.isOpen) await this.#endLimit();
    return kept;
  }

  /** Leaves the transaction for an autocommit block; absent where blocks change nothing. */
  get outside(): Outside | undefined {
    if (!this.#parts.dialect.capabilities.autocommitBlocks) return undefined;
    return async (work) => {
      const { dialect, connection, verify } = this.#parts;
      await dialect.locks.commitRevision(connection);
      this.#isParted = true;
      this.#keptCount = this.#done.length;
      this.#isOutside = true;
      try {
        await work();
      } catch (error) {
        this.#isOutside = false;
        // The revision may catch it and go on: then as a transaction again.
        await this.begin().catch(() => undefined);
        throw error;
      }
      this.#isOutside = false;
      await verify();
      await this.begin();
    };
  }

  /** Runs a statement, again where it gave up waiting for a lock and nothing else is lost by that. @returns it as it ran. */
  async execute(statement: Statement): Promise<Statement> {
    const { policy, report, revision } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const ran = await this.#runOnce(statement);
        this.#done.push(ran.sql);
        if (this.#isOutside) this.#keptCount = this.#done.length;
        return ran;
      } catch (error) {
        if (!this.#canRepeat(statement) || !isLockTimeout(error) || attempt >= policy.attempts) {
          this.#failed = { error, sql: statement.sql };
          throw error;
        }
      }
      const delay = delayAfter(attempt);
      report({ type: "retry", revision, sql: statement.sql, attempt, attempts: policy.attempts, delay });
      await sleep(delay);
    }
  }

  /** The statement that failed with this error; `undefined` where none did. */
  statementOf(error: unknown): string | undefined {
    const failed = this.#failed;
    return failed !== undefined && failed.error === error ? failed.sql : undefined;
  }

  /** A statement can be repeated by itself where it is not in a transaction with others, or they would be committed already. */
  #canRepeat({ transactional }: Statement): boolean {
    if (!this.#isLimited) return false;
    if (this.#isOutside) return transactional;
    return !this.#hasTransactions || this.#isParted;
  }

  async #runOnce(statement: Statement): Promise<Statement> {
    if (!this.#isLimited || !this.#hasTransactions) return this.#runGently(statement);
    // Nobody waits behind a statement that refuses transactions, so it may wait as long as it takes.
    if (this.#isOutside) return statement.transactional ? this.#runAlone(statement) : this.#runGently(statement);
    return this.#isParted ? this.#runInSavepoint(statement) : this.#runGently(statement);
  }

  async #runAlone(statement: Statement): Promise<Statement> {
    const { dialect, connection } = this.#parts;
    await this.#begin();
    try {
      await this.#limitWait();
      const ran = await this.#runGently(statement);
      await this.#run("COMMIT");
      return ran;
    } catch (error) {
      await dialect.locks.rollbackRevision(connection).catch(() => connection.close());
      throw error;
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

  /** Asks for the ways that let others go on, the cheapest first, and then runs the statement as it is, where that is allowed. */
  async #runGently(statement: Statement): Promise<Statement> {
    const { policy, report, revision } = this.#parts;
    const ways = policy.lockSafe === false ? [] : (statement.gentle ?? []);
    let refusal: OrmError | undefined;
    for (const sql of ways) {
      try {
        await this.#run(sql, statement.parameters);
        return { ...statement, sql };
      } catch (error) {
        if (!OrmError.is(error, "QUERY.LOCK_NEEDED")) throw error;
        refusal = error;
      }
    }
    if (refusal !== undefined) {
      if (policy.lockSafe === "require") throw refusal;
      report({ type: "locks", revision, sql: statement.sql, reason: refusal.message });
    }
    await this.#run(statement.sql, statement.parameters);
    return statement;
  }

  /** Where a schema change ended the transaction, the savepoint at its start is gone, and what ran before is kept. */
  async #keptWithoutTransactions(): Promise<readonly string[]> {
    try {
      await this.#run(`ROLLBACK TO SAVEPOINT ${REVISION_SAVEPOINT}`);
      return [];
    } catch {
      return this.#done;
    }
  }

  async #begin(): Promise<void> {
    for (const statement of this.#parts.dialect.queries.begin({})) await this.#run(statement);
  }

  async #limitWait(): Promise<void> {
    const { dialect, connection, policy } = this.#parts;
    if (policy.waitLimit !== undefined) await dialect.lockSafety.limitWait?.(connection, policy.waitLimit);
  }

  async #endLimit(): Promise<void> {
    const { dialect, connection } = this.#parts;
    if (this.#isLimited) await dialect.lockSafety.endWaitLimit?.(connection);
  }

  get #isLimited(): boolean {
    const { dialect, policy } = this.#parts;
    return policy.waitLimit !== undefined && dialect.lockSafety.limitWait !== undefined;
  }

  get #hasTransactions(): boolean {
    return this.#parts.dialect.capabilities.transactionalDdl;
  }

  async #run(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    await runStatement(this.#parts.dialect, this.#parts.connection, sql, parameters);
  }
}

export function isLockTimeout(error: unknown): boolean {
  return OrmError.is(error, "QUERY.LOCK_TIMEOUT");
}
