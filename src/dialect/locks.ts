import type { DriverConnection } from "./driver";

/** Who holds the lock, as far as the server says. */
export interface LockHolder {
  /** For people: `pid 4711 from 10.0.0.7, application "web", since 2026-11-20 21:03:11 UTC`. */
  readonly description: string;
  /** The statement that ends the holder's session, should it hang. */
  readonly endWith?: string;
}

/** How a revision's transaction begins. */
export interface BeginOptions {
  /** The longest wait for another writer, in milliseconds, where the write lock is taken at once. Default: the connection's own. */
  readonly waitAtMost?: number;
}

/** What keeps two processes apart, and half-done schema changes out of the database. */
export interface Locks {
  /**
   * Tries once to take the lock of that name on a connection that is used for nothing else; it dies with the connection.
   * Where the database has no such locks it is always had, and `beginRevision` is what keeps others out.
   */
  tryAcquire(connection: DriverConnection, name: string): Promise<boolean>;
  release(connection: DriverConnection, name: string): Promise<void>;
  findHolder(connection: DriverConnection, name: string): Promise<LockHolder | undefined>;
  /**
   * Tries once to take the lock of that name within the transaction that the connection is in; it ends with the transaction.
   * Absent where there is no such lock.
   */
  tryAcquireInTransaction?(connection: DriverConnection, name: string): Promise<boolean>;
  /** Prepares a connection for several revisions one after the other, where each takes less then; {@link leaveRun} has to follow. */
  enterRun?(connection: DriverConnection): Promise<void>;
  /** Makes the connection what it was before {@link enterRun}. */
  leaveRun?(connection: DriverConnection): Promise<void>;
  /** Opens the transaction of one revision (with the write lock, where that is the only lock there is). */
  beginRevision(connection: DriverConnection, options?: BeginOptions): Promise<void>;
  /** Checks what only now can be checked (foreign keys after a rebuild) and commits. @throws OrmError where the check fails; the caller rolls back. */
  commitRevision(connection: DriverConnection): Promise<void>;
  /**
   * Checks in the middle of a transaction that several revisions share what {@link commitRevision} would refuse of the one that has just
   * ended. Absent where every statement is refused at once. @throws OrmError where the check fails; the caller rolls back.
   */
  checkRevision?(connection: DriverConnection): Promise<void>;
  rollbackRevision(connection: DriverConnection): Promise<void>;
  /**
   * Whether the database has ended the revision's transaction by itself. Asked after a statement failed. Absent where a transaction with a
   * failed statement takes no other one, so that nothing can be lost unseen.
   */
  isRevisionOver?(connection: DriverConnection): Promise<boolean>;
}
