import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import type { Attributes, CheckConstraint, Schema, Table, UnmanagedObject } from "../../schema/model";
import { catalogQueriesOf } from "./catalog-queries";
import { canonicalExpression, readCatalogExpression } from "./expression-text";
import { COLLATION, ENGINE, ROW_FORMAT } from "./extensions/table-options";
import { isServerMade } from "./foreign-key-index";
import { readColumn, type ColumnFacts } from "./read-column";
import { readForeignKeys, readIndexes, toText, type Row } from "./read-keys";
import type { MysqlServer } from "./server";

/**
 * Reads the database of the connection in seven queries.
 *
 * Two things that the server keeps are left out, because nobody asked for them: the index that it makes for a foreign key
 * (named like the key, over its columns, with no other that could stand in), and the check behind a JSON column on servers that keep JSON as text.
 * A unique index over plain columns and a unique constraint are the same thing here and come as a constraint.
 */
export function createIntrospector(server: MysqlServer, types: TypeSystem): Introspector {
  const queries = catalogQueriesOf(server);
  const readExpression = (text: string): string =>
    canonicalExpression(server.escapesCatalogExpressions ? readCatalogExpression(text) : text);

  return {
    async read(connection, scope) {
      await requireDatabase(connection);
      const read = async (sql: string): Promise<readonly Row[]> => (await connection.execute(sql, [])).rows;
      const tables = (await read(queries.tables)).filter(([name]) => scope.isIgnored?.(toText(name)) !== true);
      const [columns, indexes, foreignKeys, checks] = [
        groupByTable(await read(queries.columns)),
        groupByTable(await read(queries.indexes)),
        groupByTable(await read(queries.foreignKeys)),
        groupByTable(await read(queries.checks)),
      ];
      const build = (row: Row): Table => {
        const name = toText(row[0]);
        return buildTable(row, {
          columns: columns.get(name) ?? [],
          indexes: indexes.get(name) ?? [],
          foreignKeys: foreignKeys.get(name) ?? [],
          checks: checks.get(name) ?? [],
        });
      };
      return {
        tables: sortByName(tables.filter(isBaseTable).map(build)),
        enums: [],
        unmanaged: readUnmanaged(tables, await read(queries.unmanaged)),
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

  function buildTable(
    [name, , engine, collation, comment, usual, options]: Row,
    parts: Readonly<Record<PartName, readonly Row[]>>,
  ): Table {
    const facts: ColumnFacts = {
      server,
      types,
      readExpression,
      checks: columnChecks(parts.checks),
      tableCollation: collation,
    };
    const keys = readIndexes(parts.indexes, readExpression);
    const attributes = readTableAttributes(engine, collation, usual, options);
    const table: Table = {
      name: toText(name),
      columns: parts.columns.map((row) => readColumn(row, facts)),
      ...(keys.primaryKey === undefined ? {} : { primaryKey: keys.primaryKey }),
      uniques: keys.uniques,
      foreignKeys: readForeignKeys(parts.foreignKeys),
      checks: tableChecks(parts.checks),
      indexes: keys.indexes,
      ...(toText(comment) === "" ? {} : { comment: toText(comment) }),
      ...(attributes === undefined ? {} : { attributes }),
    };
    return { ...table, indexes: table.indexes.filter((index) => !isServerMade(table, index)) };
  }

  /** Checks that stand behind a column have no name; the server lists them under the column's. */
  function columnChecks(rows: readonly Row[]): ReadonlyMap<string, string> {
    const own = rows.filter(([, , , level]) => toText(level) === "Column");
    return new Map(own.map(([, column, expression]) => [toText(column), readExpression(toText(expression))]));
  }

  function tableChecks(rows: readonly Row[]): readonly CheckConstraint[] {
    return rows
      .filter(([, , , level]) => toText(level) !== "Column")
      .map(([, name, expression, , isEnforced]) => ({
        name: toText(name),
        expression: readExpression(toText(expression)),
        ...(toText(isEnforced) === "NO" ? { notEnforced: true } : {}),
      }));
  }
}

type PartName = "columns" | "indexes" | "foreignKeys" | "checks";

/** @throws OrmError `CONFIG.INVALID`: without a database there is nothing to read, and nowhere to write. */
async function requireDatabase(connection: DriverConnection): Promise<void> {
  const { rows } = await connection.execute("SELECT DATABASE()", []);
  if (rows[0]?.[0] !== null && rows[0]?.[0] !== undefined) return;
  throw new OrmError("CONFIG.INVALID", "the data source names no database", {
    hint: 'Give the option "database", or name it in the URL: mysql://user@host:3306/database.',
  });
}

function readTableAttributes(
  engine: unknown,
  collation: unknown,
  usual: unknown,
  options: unknown,
): Attributes | undefined {
  const format = /\brow_format=(\w+)/i.exec(toText(options))?.[1];
  const attributes = {
    ...(toText(engine) === "" ? {} : { [ENGINE]: toText(engine) }),
    ...(format === undefined ? {} : { [ROW_FORMAT]: format.toUpperCase() }),
    ...(collation === usual || toText(collation) === "" ? {} : { [COLLATION]: toText(collation) }),
  };
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

function isBaseTable([, type]: Row): boolean {
  return toText(type) === "BASE TABLE";
}

function readUnmanaged(tables: readonly Row[], others: readonly Row[]): readonly UnmanagedObject[] {
  return sortByName([
    ...tables
      .filter((row) => !isBaseTable(row))
      .map(([name, type]) => ({ name: toText(name), type: toText(type).toLowerCase() })),
    ...others.map(([type, name]) => ({ name: toText(name), type: toText(type) })),
  ]);
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
