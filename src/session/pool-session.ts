import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverResult, ExecuteOptions } from "../dialect/driver";
import type { TransactionOptions } from "../dialect/query-compiler";
import { createBoundSession } from "./bound-session";
import type { Pool } from "./pool";
import type { QueryListener } from "./query-events";
import type { ConnectionSession, Session } from "./session";
import { createStatementRunner, type StatementRunner } from "./statement-runner";

/** The session of a data source: each statement takes a free connection, each transaction holds one. */
export function createSession(dialect: ResolvedDialect, pool: Pool, listener?: QueryListener): Session {
  return new PoolSession(dialect, pool, createStatementRunner(dialect.errors, listener));
}

class PoolSession implements Session {
  readonly dialect: ResolvedDialect;
  readonly isInTransaction = false;
  readonly #pool: Pool;
  readonly #run: StatementRunner;

  constructor(dialect: ResolvedDialect, pool: Pool, run: StatementRunner) {
    this.dialect = dialect;
    this.#pool = pool;
    this.#run = run;
  }

  async execute(sql: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult> {
    const connection = this.#pool.takeIdle() ?? (await this.#pool.acquire());
    try {
      return await this.#run(connection, sql, parameters, options);
    } finally {
      this.#pool.release(connection);
    }
  }

  async withConnection<T>(work: (connection: ConnectionSession) => Promise<T>): Promise<T> {
    const connection = await this.#pool.acquire();
    const session = createBoundSession(this.dialect, connection, this.#run);
    try {
      return await work(session);
    } finally {
      session.end();
      if (session.isClean) this.#pool.release(connection);
      else this.#pool.discard(connection);
    }
  }

  transaction<T>(work: (session: ConnectionSession) => Promise<T>, options?: TransactionOptions): Promise<T> {
    return this.withConnection((connection) => connection.transaction(work, options));
  }
}
