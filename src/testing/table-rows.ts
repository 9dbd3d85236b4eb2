import type { DataSource } from "../data-source/data-source";
import { runStatement } from "../migrate/run-statement";
import type { Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";

/** The rows of one table, each by column name, with the values as text that differs where they differ. */
export interface TableRows {
  readonly table: Table;
  readonly rows: readonly ReadonlyMap<string, string>[];
}

/** The rows of every table, by the table's name. */
export async function readRows(dataSource: DataSource, schema: Schema): Promise<ReadonlyMap<string, TableRows>> {
  const { dialect } = dataSource;
  return dataSource.withConnection(async (connection) => {
    const found = new Map<string, TableRows>();
    for (const table of schema.tables) {
      const names = table.columns.map(({ name }) => name);
      const list = names.map((name) => dialect.queries.quoteIdentifier(name)).join(", ");
      const sql = `SELECT ${list} FROM ${dialect.queries.quoteName(table)}`;
      const { rows } = await runStatement(dialect, connection, sql);
      const read = rows.map((row) => new Map(row.map((value, at) => [names[at]!, textOf(value)])));
      found.set(nameKey(table), { table, rows: read });
    }
    return found;
  });
}

/** Rows that are not there any more, as text for people: by the columns that matter. */
export function findLostRows(before: TableRows, after: TableRows, columns: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of after.rows) {
    const key = keyOf(row, columns);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return before.rows.flatMap((row) => {
    const key = keyOf(row, columns);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0 ? [] : [columns.map((column) => `${column}: ${row.get(column) ?? ""}`).join(", ")];
  });
}

function keyOf(row: ReadonlyMap<string, string>, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => row.get(column)));
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
