import type { SqlFragment } from "../schema/sql-fragment";

/** Reads rows of the database that the data source itself leads to. */
export type TenantQuery = (
  statement: string | SqlFragment,
  parameters?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * Many places with the same tables: a schema or a database for each tenant, each with its own version table.
 *
 * @example
 * tenants: {
 *   kind: "schema",
 *   list: async (query) => (await query("select name from public.tenants order by name")).map((row) => String(row.name)),
 * }
 */
export interface TenantOptions {
  /** Whether a tenant is a schema of the data source's database, or a database of its own. */
  readonly kind: "schema" | "database";
  /** The names of all tenants, or how they are read from the database that the data source leads to. */
  readonly list: readonly string[] | ((query: TenantQuery) => Promise<readonly string[]>);
  /** How many tenants are worked on at once. Each takes two connections. Default: 4. */
  readonly concurrency?: number;
  /**
   * Where a tenant lives, from its name: the name of its schema or its database (a file's path, where databases are files), a URL,
   * or options of the data source that differ. Default: the name itself; a file of that name beside the data source's.
   */
  readonly template?: (tenant: string) => string | Readonly<Record<string, unknown>>;
  /** Create the schema or the database of a tenant that has none yet. Default: false, it is refused. */
  readonly create?: boolean;
}

/** How many tenants are worked on at once where nothing is said. */
export const DEFAULT_CONCURRENCY = 4;
