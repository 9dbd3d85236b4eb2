import type { Capabilities } from "../dialect/capabilities";
import type { SqlFragment } from "../schema/sql-fragment";

/** Where hooks may ask and change a database: the connection of the run, inside of its transaction where it has one. */
export interface HookDatabase {
  /** The database's kind, and what it can do. */
  readonly dialect: { readonly name: string; readonly capabilities: Capabilities };
  /** Where the data source connects, for people: never with a password. */
  readonly address: string;
  readonly databaseName: string;
  /** Runs SQL. */
  execute(statement: string | SqlFragment): Promise<void>;
  /** Reads rows, as objects. */
  query(statement: string | SqlFragment): Promise<readonly Readonly<Record<string, unknown>>[]>;
}
