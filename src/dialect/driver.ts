/** A column of a result: its name, and the driver's own mark of its type. */
export interface DriverField {
  readonly name: string;
  readonly type: number | string | undefined;
}

/** What a statement gave back. Rows are arrays in the order of `fields`; values are raw, codecs turn them into the application's. */
export interface DriverResult {
  readonly fields: readonly DriverField[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows inserted, changed or deleted. */
  readonly affected: number;
  /** The first number that the database gave to a new row, where it reports one. */
  readonly insertId?: number | bigint;
}

export interface ExecuteOptions {
  /** Prepare the statement and keep it: it will run again. Set for compiled queries, not for DDL. */
  readonly prepare?: boolean;
  /** The longest wait for another writer, in milliseconds, where the connection itself does the waiting. Default: its own. */
  readonly waitAtMost?: number;
}

/** One connection. Statements on it run one after the other, also when they are not awaited. */
export interface DriverConnection {
  /** Runs one statement with its parameters bound. @throws what the driver throws; `ErrorTranslator` makes an OrmError of it. */
  execute(statement: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult>;
  /** False once the connection is lost: a pool must not hand it out again. */
  readonly isOpen: boolean;
  /** A pooler stands between: two transactions may be two sessions of the server, so that nothing may stay in a session. */
  readonly isPooled?: boolean;
  close(): Promise<void>;
}

/** What `resolve` needs to know about a server. */
export interface ServerInfo {
  /** The version as the server says it: `15.18`, `10.11.19-MariaDB`. */
  readonly version: string;
  /** Other facts that the driver read when it connected: the default schema, modes. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Opens connections with one set of options. */
export interface Driver {
  /** The npm package in use, for messages and for the tests. */
  readonly packageName: string;
  /** How many connections may be open at once; 1 for an in-memory database. */
  readonly maxConnections: number;
  open(): Promise<DriverConnection>;
  /**
   * Opens a connection to another database of the same server, with the same options; for a database in a file, to one in
   * memory, whatever the name. Absent where there is no other.
   */
  openDatabase?(name: string): Promise<DriverConnection>;
  readServerInfo(connection: DriverConnection): Promise<ServerInfo>;
  /** Where it connects, for people: never with a password. */
  readonly address: string;
  /** Frees what the driver holds beside its connections. */
  close(): Promise<void>;
}
