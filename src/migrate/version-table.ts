import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { ObjectName } from "../schema/model";
import { nameKey } from "../schema/object-name";
import type { MigrationOptions } from "./migration-options";
import { runStatement } from "./run-statement";

/** The name of the version table where the options name none. */
export const DEFAULT_VERSION_TABLE = "orm_version";

/** Whether a table is the runner's own: no diff ever shows it. */
export function isRunnerTable(table: string, options: MigrationOptions): boolean {
  return table === (options.versionTable ?? DEFAULT_VERSION_TABLE) || table.startsWith("orm_");
}

/** The table of the current heads: one row for each, `version_num varchar(32)`, as Alembic has it. */
export interface VersionTable {
  readonly name: ObjectName;
  /** The current heads in a fixed order; none where the table does not exist. Never creates it. */
  read(connection: DriverConnection): Promise<readonly string[]>;
  /** Creates the table where it is missing. */
  ensure(connection: DriverConnection): Promise<void>;
  /** Turns the rows of before into those of after. @throws OrmError `RUNNER.STATE_CHANGED` when a row is not there any more. */
  move(connection: DriverConnection, before: readonly string[], after: readonly string[]): Promise<void>;
  /** The statements of {@link ensure} and {@link move} as text, for offline SQL. */
  createSql(): string;
  moveSql(before: readonly string[], after: readonly string[]): readonly string[];
}

export function createVersionTable(dialect: ResolvedDialect, options: MigrationOptions): VersionTable {
  const name: ObjectName = {
    name: options.versionTable ?? DEFAULT_VERSION_TABLE,
    ...(options.versionTableSchema === undefined ? {} : { schema: options.versionTableSchema }),
  };
  const table = dialect.queries.quoteName(name);
  const column = dialect.queries.quoteIdentifier("version_num");
  const literal = (id: string): string => dialect.queries.quoteString(id);
  const createSql = (): string =>
    `CREATE TABLE IF NOT EXISTS ${table} (${column} ${dialect.types.format("varchar(32)")} NOT NULL PRIMARY KEY)`;

  let isKnown = false;
  /** A table that was there stays there for the run: it is asked for once, not with every revision. */
  const isThere = async (connection: DriverConnection): Promise<boolean> =>
    (isKnown ||= await dialect.introspector.hasTable(connection, name));

  return {
    name,
    createSql,
    moveSql,
    async read(connection) {
      if (!(await isThere(connection))) return [];
      const { rows } = await runStatement(dialect, connection, `SELECT ${column} FROM ${table} ORDER BY ${column}`);
      return rows.map((row) => String(row[0]));
    },
    async ensure(connection) {
      if (await isThere(connection)) return;
      await runStatement(dialect, connection, createSql());
      isKnown = true;
    },
    async move(connection, before, after) {
      for (const sql of moveSql(before, after)) {
        const { affected } = await runStatement(dialect, connection, sql);
        if (affected !== 1) throw stateChanged(before, after);
      }
    },
  };

  /** One UPDATE where one row becomes another, else a DELETE for each row that goes and an INSERT for each that comes. */
  function moveSql(before: readonly string[], after: readonly string[]): readonly string[] {
    const removed = before.filter((id) => !after.includes(id));
    const added = after.filter((id) => !before.includes(id));
    const updated = Math.min(removed.length, added.length, 1);
    return [
      ...removed.slice(updated).map((id) => `DELETE FROM ${table} WHERE ${column} = ${literal(id)}`),
      ...(updated === 0
        ? []
        : [`UPDATE ${table} SET ${column} = ${literal(added[0]!)} WHERE ${column} = ${literal(removed[0]!)}`]),
      ...added.slice(updated).map((id) => `INSERT INTO ${table} (${column}) VALUES (${literal(id)})`),
    ];
  }

  function stateChanged(before: readonly string[], after: readonly string[]): OrmError {
    const from = before.join(", ") || "base";
    return new OrmError(
      "RUNNER.STATE_CHANGED",
      `table "${nameKey(name)}" does not hold ${from} any more: somebody else moved the database`,
      {
        hint: "Look at `orm current`, and run the command again.",
        details: { before, after },
      },
    );
  }
}
