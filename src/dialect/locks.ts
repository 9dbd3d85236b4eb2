import type { DriverConnection } from "./driver";

/** Who holds the lock, as far as the server says. */
export interface LockHolder {
  /** For people: `pid 4711 from 10.0.0.7, application "web", since 21:03:11`. */
  readonly description: string;
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
  /** Opens the transaction of one revision (with the write lock, where that is the only lock there is). */
  beginRevision(connection: DriverConnection): Promise<void>;
  /** Checks what only now can be checked (foreign keys after a rebuild) and commits. @throws OrmError where the check fails; the caller rolls back. */
  commitRevision(connection: DriverConnection): Promise<void>;
  rollbackRevision(connection: DriverConnection): Promise<void>;
}
