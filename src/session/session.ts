import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection, DriverResult, ExecuteOptions } from "../dialect/driver";
import type { TransactionOptions } from "../dialect/query-compiler";

/** Runs statements: on any connection of the pool, or on the one that a transaction holds. */
export interface Session {
  readonly dialect: ResolvedDialect;
  readonly isInTransaction: boolean;
  /** Runs one statement. @throws OrmError, translated from what the driver throws. */
  execute(sql: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult>;
  /** Holds one connection for the whole of the work. */
  withConnection<T>(work: (connection: ConnectionSession) => Promise<T>): Promise<T>;
  /**
   * Runs the work in a transaction: commits when it returns, rolls back when it throws. Inside another transaction it is a
   * savepoint. The error that the caller sees is the work's own, also when the rollback fails too.
   */
  transaction<T>(work: (session: ConnectionSession) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

/** A session on one connection, which is itself a connection: what reads the catalog or migrates can use it. */
export interface ConnectionSession extends Session, DriverConnection {}
