import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import { shortenName } from "../mapping/shorten-name";
import type { ObjectName } from "../schema/model";
import type { MigrationOptions } from "./migration-options";
import { runStatement } from "./run-statement";
import { DEFAULT_VERSION_TABLE } from "./version-table";

/** A column of a table of the runner's, with its type in the portable spelling. */
export interface RunnerColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
}

/** A table that the runner keeps beside the version table. */
export interface RunnerTable {
  readonly name: ObjectName;
  /** The name, quoted, as it stands in SQL. */
  readonly sql: string;
  readonly createSql: string;
  exists(connection: DriverConnection): Promise<boolean>;
  /** Creates the table where it is missing. */
  ensure(connection: DriverConnection): Promise<void>;
  /** Asks again whether it exists: a transaction that created it may have been rolled back. */
  forget(): void;
}

/**
 * The table `orm_<kind>`, beside the version table and in its schema; where the version table has another name than the default,
 * that name is part of this one, so that two projects in one database keep apart.
 */
export function createRunnerTable(
  dialect: ResolvedDialect,
  options: MigrationOptions,
  kind: string,
  columns: readonly RunnerColumn[],
  primaryKey: readonly string[],
): RunnerTable {
  const { versionTable = DEFAULT_VERSION_TABLE, versionTableSchema } = options;
  const owner = versionTable === DEFAULT_VERSION_TABLE ? "" : `${versionTable}_`;
  const name: ObjectName = {
    name: shortenName(`orm_${owner}${kind}`, dialect.capabilities.maxIdentifierBytes),
    ...(versionTableSchema === undefined ? {} : { schema: versionTableSchema }),
  };
  const quote = (column: string): string => dialect.queries.quoteIdentifier(column);
  const sql = dialect.queries.quoteName(name);
  const parts = [
    ...columns.map(
      (column) =>
        `${quote(column.name)} ${dialect.types.format(column.type)}${column.nullable === true ? "" : " NOT NULL"}`,
    ),
    `PRIMARY KEY (${primaryKey.map(quote).join(", ")})`,
  ];
  const createSql = `CREATE TABLE IF NOT EXISTS ${sql} (${parts.join(", ")})`;
  let isKnown = false;
  const exists = async (connection: DriverConnection): Promise<boolean> =>
    (isKnown ||= await dialect.introspector.hasTable(connection, name));
  return {
    name,
    sql,
    createSql,
    exists,
    async ensure(connection) {
      if (await exists(connection)) return;
      await runStatement(dialect, connection, createSql);
      isKnown = true;
    },
    forget() {
      isKnown = false;
    },
  };
}
