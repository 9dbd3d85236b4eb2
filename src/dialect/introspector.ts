import type { ObjectName, Schema } from "../schema/model";
import type { DriverConnection } from "./driver";

/** What to read. */
export interface SchemaScope {
  /** The schemas to read; without them, the connection's own. */
  readonly schemas?: readonly string[];
  /** Tables that are none of the user's: the runner's own. */
  readonly isIgnored?: (table: string) => boolean;
}

/** Reads the schema model of a live database in a fixed number of queries, however many tables there are. */
export interface Introspector {
  read(connection: DriverConnection, scope: SchemaScope): Promise<Schema>;
  /** Whether a table exists, without touching it: safe inside a transaction. */
  hasTable(connection: DriverConnection, table: ObjectName): Promise<boolean>;
  /** The schemas of the database that are the user's, in alphabetical order. Absent where there are none beside the connection's own. */
  listSchemas?(connection: DriverConnection): Promise<readonly string[]>;
}

/**
 * Brings the wanted schema into the spelling of the server, so that what means the same is written the same.
 * It asks the server only where text cannot decide, and leaves nothing behind.
 */
export interface Normalizer {
  /** The wanted schema in the server's spelling. `actual` is what `Introspector.read` gave. */
  normalize(connection: DriverConnection, wanted: Schema, actual: Schema): Promise<Schema>;
}
