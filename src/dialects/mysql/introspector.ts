import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import type { Schema, Table } from "../../schema/model";
import { catalogQueriesOf } from "./catalog-queries";
import { canonicalExpression, readCatalogExpression } from "./expression-text";
import type { Creator } from "./extensions/stored-program";
import { toText, type Row } from "./read-keys";
import { readObjects } from "./read-objects";
import { createTableReader, type TableRows } from "./read-table";
import type { MysqlServer } from "./server";
import { createShowReader } from "./show-create";
import { SPATIAL_TYPES } from "./type-name";

/** Engines whose tables are made of more than the catalog says: other tables, connections to other servers. */
const OPAQUE_ENGINES: ReadonlySet<string> = new Set(["MRG_MYISAM", "FEDERATED", "CONNECT", "SPIDER", "NDBCLUSTER"]);

/**
 * Reads the database of the connection in a fixed number of queries (fourteen at most), and SHOW CREATE for those objects
 * of which information_schema does not say all: tables with partitions, with system versions, with periods, with fulltext
 * indexes where the server has parsers for them, and what `readObjects` names.
 *
 * Two things that the server keeps are left out, because nobody asked for them: the index that it makes for a foreign key
 * (named like the key, over its columns, with no other that could stand in), and the check behind a JSON column on servers that keep JSON as text.
 * A unique index over plain columns and a unique constraint are the same thing here and come as a constraint.
 */
export function createIntrospector(server: MysqlServer, types: TypeSystem): Introspector {
  const queries = catalogQueriesOf(server);
  const readExpression = (text: string): string =>
    canonicalExpression(server.escapesCatalogExpressions ? readCatalogExpression(text) : text);

  const tableReader = createTableReader(server, types, readExpression);

  return {
    async read(connection, scope) {
      const { database, creator } = await readSession(connection);
      const read = async (sql: string): Promise<readonly Row[]> => (await connection.execute(sql, [])).rows;
      const rows = (await read(queries.tables)).filter(([name]) => scope.isIgnored?.(toText(name)) !== true);
      const columns = groupByTable(await read(queries.columns));
      const tables = await readTables(connection, rows.filter(isManagedTable), columns);
      const sequences = rows.filter(([, type]) => toText(type) === "SEQUENCE").map((row) => readNumbers(row, columns));
      const { objects, unmanaged } = await readObjects({ connection, server, types, database, creator, sequences });
      const opaque = rows.filter((row) => isTable(row) && !isManagedTable(row));
      return {
        tables: sortByName(tables),
        enums: [],
        objects,
        unmanaged: sortByName([
          ...opaque.map(([name, , engine]) => ({ name: toText(name), type: `${toText(engine)} table` })),
          ...unmanaged,
        ]),
      } satisfies Schema;
    },

    async hasTable(connection, table) {
      const { rows } = await connection.execute(
        `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND TABLE_TYPE <> 'VIEW'`,
        [table.schema ?? null, table.name],
      );
      return rows.length > 0;
    },
  };

  async function readTables(
    connection: DriverConnection,
    rows: readonly Row[],
    columns: RowsByTable,
  ): Promise<readonly Table[]> {
    const read = async (sql: string): Promise<RowsByTable> => groupByTable((await connection.execute(sql, [])).rows);
    const indexes = await read(queries.indexes);
    const foreignKeys = await read(queries.foreignKeys);
    const checks = await read(queries.checks);
    const spatial = hasSpatial(columns) ? await read(queries.spatial) : new Map<string, readonly Row[]>();
    const found = rows.map((table): readonly [Table, TableRows] => {
      const rowsOf = (parts: RowsByTable): readonly Row[] => parts.get(toText(table[0])) ?? [];
      const own: TableRows = {
        table,
        columns: rowsOf(columns),
        indexes: rowsOf(indexes),
        foreignKeys: rowsOf(foreignKeys),
        checks: rowsOf(checks),
        spatial: rowsOf(spatial),
      };
      return [tableReader.read(own), own];
    });
    const hasFulltext = found.some(([{ indexes: all }]) => all.some(({ method }) => method === "fulltext"));
    const hasParsers = hasFulltext && Number((await connection.execute(queries.parsers, [])).rows[0]?.[0]) > 0;
    const show = createShowReader(connection);
    const tables: Table[] = [];
    for (const [table, own] of found) {
      const text = tableReader.isPartial(own, table, { hasParsers }) ? await show.table(table.name) : undefined;
      tables.push(text === undefined ? table : tableReader.complete(table, text));
    }
    return tables;
  }

  function readNumbers([name, , engine]: Row, columns: RowsByTable) {
    const numbers = columns.get(toText(name))?.find(([, column]) => toText(column) === "minimum_value");
    return { name: toText(name), engine: toText(engine), type: types.format(toText(numbers?.[2] ?? "bigint")) };
  }
}

type RowsByTable = ReadonlyMap<string, readonly Row[]>;

function hasSpatial(columns: RowsByTable): boolean {
  return [...columns.values()].some((rows) => rows.some((row) => SPATIAL_TYPES.has(toText(row[2]).toLowerCase())));
}

/**
 * The database that is read, and what new objects would get from the session.
 * @throws OrmError `CONFIG.INVALID`: without a database there is nothing to read, and nowhere to write.
 */
async function readSession(
  connection: DriverConnection,
): Promise<{ readonly database: string; readonly creator: Creator }> {
  const { rows } = await connection.execute("SELECT DATABASE(), CURRENT_USER(), @@SESSION.sql_mode", []);
  const [database, user, sqlMode] = rows[0] ?? [];
  if (database === null || database === undefined) {
    throw new OrmError("CONFIG.INVALID", "the data source names no database", {
      hint: 'Give the option "database", or name it in the URL: mysql://user@host:3306/database.',
    });
  }
  return { database: toText(database), creator: { user: toText(user), sqlMode: toText(sqlMode) } };
}

function isTable([, type]: Row): boolean {
  return toText(type) === "BASE TABLE" || toText(type) === "SYSTEM VERSIONED";
}

function isManagedTable(row: Row): boolean {
  return isTable(row) && !OPAQUE_ENGINES.has(toText(row[2]).toUpperCase());
}

function groupByTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = toText(row[0]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}

function sortByName<T extends { readonly name: string }>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}
