import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import { SqlFragment } from "../schema/sql-fragment";
import type { HookDatabase } from "./hook-database";
import type { MigrationHost } from "./migration-host";
import { decodeRows } from "./queried-rows";
import { runStatement } from "./run-statement";

type Row = Readonly<Record<string, unknown>>;

/** Runs a statement of a hook's; rows come as objects. */
export async function runHookStatement(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  statement: string | SqlFragment,
): Promise<readonly Row[]> {
  const fragment = SqlFragment.is(statement) ? statement : new SqlFragment([statement], []);
  const { sql, parameters } = dialect.queries.fragment(fragment);
  return decodeRows(dialect, await runStatement(dialect, connection, sql, parameters));
}

/** What a hook is given of the database that a run is on. */
export function hookDatabaseOf(
  { dialect, address, databaseName }: Pick<MigrationHost, "dialect" | "address" | "databaseName">,
  connection: DriverConnection,
): HookDatabase {
  const query = (statement: string | SqlFragment): Promise<readonly Row[]> =>
    runHookStatement(dialect, connection, statement);
  return {
    dialect: { name: dialect.name, capabilities: dialect.capabilities },
    address,
    databaseName,
    query,
    execute: async (statement) => {
      await query(statement);
    },
  };
}
