import type { DataSourceOptions as TheirOptions } from "typeorm";
import type { DatabaseOptions } from "../../support/database-provider";
import type { DatabaseName } from "../entity-set";

/** One of the two databases of a server. */
export interface SideDatabase {
  /** For this package's data source. */
  readonly ours: DatabaseOptions;
  /** For TypeORM's. */
  readonly theirs: TheirOptions;
  execute(sql: string): Promise<void>;
  /** What the database contains, one line a fact, in an order that does not depend on how it came about. */
  dump(): Promise<readonly string[]>;
}

/** Two databases of one server; the first is TypeORM's, the second is Ormolu's. */
export interface SideServer {
  readonly name: DatabaseName;
  /** Empties both. */
  reset(): Promise<{ readonly theirs: SideDatabase; readonly ours: SideDatabase }>;
  close(): Promise<void>;
}

/** Tables that a library keeps for itself. */
export const BOOKKEEPING = /^(?:orm_|typeorm_metadata$)/;
