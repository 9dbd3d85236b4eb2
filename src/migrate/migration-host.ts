import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { ErrorCode } from "../errors/codes";
import type { IgnoredObjects, IndexName } from "../schema/ignored-objects";
import type { Schema } from "../schema/model";
import type { MigrationOptions } from "./migration-options";

/** What the migrations need from a data source. `DataSource` implements it; tests may implement it without one. */
export interface MigrationHost {
  readonly dialect: ResolvedDialect;
  readonly migrations: MigrationOptions;
  /** The folder that relative paths start from. */
  readonly root: string;
  /** Where the data source connects, for people: never with a password. */
  readonly address: string;
  /** Names the database among those of its server, for the lock. */
  readonly databaseName: string;
  /** Lends one connection of the pool to the work. */
  withConnection<T>(work: (connection: DriverConnection) => Promise<T>): Promise<T>;
  /** Opens a connection beside the pool, for the lock; `undefined` where the database allows one connection only. */
  openConnection(): Promise<DriverConnection | undefined>;
  /** Opens a connection to another database of the same server, for a scratch place; absent where there is no other. */
  readonly openDatabase?: ((name: string) => Promise<DriverConnection>) | undefined;
  /** The schema that the entities want. */
  wantedSchema(): Schema;
  /** What the entities declare but keep out of every comparison. */
  ignoredObjects(): IgnoredObjects;
  /** The indexes that the entities want to be built while others write. Absent: none. */
  concurrentIndexes?(): readonly IndexName[];
  /** Loads a module of the user's, TypeScript too. @throws OrmError with the given code. */
  loadModule(path: string, failure: ErrorCode): Promise<Readonly<Record<string, unknown>>>;
}
