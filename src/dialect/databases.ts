import type { DialectOptions } from "./dialect-options";

/** A new, empty database that lives until it is dropped. */
export interface ScratchDatabase {
  /** What leads to it, in place of the options that it was made from. */
  readonly options: DialectOptions;
  /** Drops it, also while others are connected to it. A process that is killed before leaves it to the next one, where it lives on a server. */
  drop(): Promise<void>;
}

/**
 * How one family of databases names, makes and drops whole databases, and how options lead to another one. Nothing is
 * connected but where that is said. Members take the options of a data source and give new ones; what they do not know stays.
 */
export interface Databases {
  /** The database that belongs to a name where nobody says which: the name itself, or a file of that name beside the one of the options. */
  nameFor(options: DialectOptions, tenant: string): string;
  /** Options that lead to another database of the same server, by its name; where a database is a file, by its path. */
  inDatabase(options: DialectOptions, database: string): DialectOptions;
  /** Options that fail with `CONNECTION.DATABASE_MISSING` instead of making a database by connecting to it. */
  existing(options: DialectOptions): DialectOptions;
  /**
   * Options that lead into a schema of the same database: it holds what names no schema, and no table of another schema is reached
   * by a name without one. Absent where the database has no schemas.
   */
  inSchema?(options: DialectOptions, schema: string): DialectOptions;
  /** Creates the database that the options lead to; one that is there stays as it is. @throws OrmError where the user has no right to. */
  create(options: DialectOptions): Promise<void>;
  /** Makes an empty database beside the one of the options, which need not exist. @throws OrmError `DIALECT.NO_SCRATCH_PLACE`. */
  createScratch(options: DialectOptions): Promise<ScratchDatabase>;
}

/** The same URL with another database at its end. */
export function urlWithDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}
