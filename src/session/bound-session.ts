import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection, DriverResult, ExecuteOptions } from "../dialect/driver";
import type { TransactionOptions } from "../dialect/query-compiler";
import { OrmError } from "../errors/orm-error";
import type { ConnectionSession } from "./session";
import type { StatementRunner } from "./statement-runner";

/** A session on one connection, for as long as it is lent. */
export interface BoundSession extends ConnectionSession {
  /** False when the connection may be in the middle of something, so that nobody else must get it. */
  readonly isClean: boolean;
  /** From now on the session refuses to work. */
  end(): void;
}

/** What the sessions of one connection know together: the outer one and those of its transactions. */
interface ConnectionState {
  readonly connection: DriverConnection;
  isClean: boolean;
  /** A statement of the transaction failed and nothing was rolled back since: some databases then refuse the rest. */
  hasFailed: boolean;
  savepoints: number;
}

export function createBoundSession(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  run: StatementRunner,
): BoundSession {
  const state: ConnectionState = { connection, isClean: true, hasFailed: false, savepoints: 0 };
  return new LentSession(dialect, state, run, false);
}

class LentSession implements BoundSession {
  readonly dialect: ResolvedDialect;
  readonly isInTransaction: boolean;
  readonly #state: ConnectionState;
  readonly #run: StatementRunner;
  #hasEnded = false;

  constructor(dialect: ResolvedDialect, state: ConnectionState, run: StatementRunner, isInTransaction: boolean) {
    this.dialect = dialect;
    this.isInTransaction = isInTransaction;
    this.#state = state;
    this.#run = run;
  }

  get isClean(): boolean {
    return this.#state.isClean;
  }

  get isOpen(): boolean {
    return !this.#hasEnded && this.#state.connection.isOpen;
  }

  end(): void {
    this.#hasEnded = true;
  }

  close(): Promise<void> {
    return this.#state.connection.close();
  }

  async execute(sql: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult> {
    this.#refuseWhenOver();
    try {
      return await this.#run(this.#state.connection, sql, parameters, options);
    } catch (error) {
      this.#state.hasFailed = true;
      throw error;
    }
  }

  withConnection<T>(work: (connection: ConnectionSession) => Promise<T>): Promise<T> {
    return work(this);
  }

  transaction<T>(work: (session: ConnectionSession) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.isInTransaction ? this.#savepoint(work) : this.#begin(work, options);
  }

  async #begin<T>(work: (session: ConnectionSession) => Promise<T>, options: TransactionOptions): Promise<T> {
    const inner = new LentSession(this.dialect, this.#state, this.#run, true);
    for (const statement of this.dialect.queries.begin(options)) {
      await inner.execute(statement, []);
      // Only now: when the first statement is refused, nothing has begun and the connection is as good as before.
      this.#state.isClean = false;
    }
    this.#state.hasFailed = false;
    try {
      const result = await work(inner);
      await this.#refuseAborted(inner);
      await inner.execute("COMMIT", []);
      this.#state.isClean = true;
      return result;
    } catch (error) {
      this.#state.isClean = await this.#undo(inner, "ROLLBACK");
      throw error;
    } finally {
      inner.end();
    }
  }

  async #savepoint<T>(work: (session: ConnectionSession) => Promise<T>): Promise<T> {
    const inner = new LentSession(this.dialect, this.#state, this.#run, true);
    this.#state.savepoints += 1;
    const name = this.dialect.queries.quoteIdentifier(`orm_${this.#state.savepoints}`);
    await this.execute(`SAVEPOINT ${name}`, []);
    try {
      const result = await work(inner);
      await this.execute(`RELEASE SAVEPOINT ${name}`, []);
      return result;
    } catch (error) {
      if (await this.#undo(this, `ROLLBACK TO SAVEPOINT ${name}`)) this.#state.hasFailed = false;
      throw error;
    } finally {
      inner.end();
    }
  }

  /**
   * After a failed statement some databases end a COMMIT with a rollback and report no error. A harmless statement tells:
   * where the transaction is aborted it fails, and so does the transaction.
   */
  async #refuseAborted(inner: LentSession): Promise<void> {
    if (this.#state.hasFailed) await inner.execute("SELECT 1", []);
  }

  /** Whether it worked. Its own error must not hide the one that made it necessary. */
  async #undo(session: LentSession, statement: string): Promise<boolean> {
    if (!this.#state.connection.isOpen) return false;
    try {
      await session.execute(statement, []);
      return true;
    } catch {
      return false;
    }
  }

  #refuseWhenOver(): void {
    if (this.#hasEnded) {
      throw new OrmError("CONNECTION.RELEASED", "a transaction or a lent connection is used after its end", {
        hint: "Await every query inside the callback, and use the manager that the callback is given only there.",
      });
    }
    if (!this.#state.connection.isOpen) {
      throw new OrmError("CONNECTION.LOST", "the connection was lost, and with it what the transaction had done", {
        hint: "Run the whole transaction again.",
      });
    }
  }
}
