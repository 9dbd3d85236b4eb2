import type { Schema, Table } from "../../../schema/model";
import { mentionsName } from "../expression-text";

/** The words by which the comparison of the row counts is known again when it fails. */
export const ROWS_GUARD = "a rebuild keeps every row";

const ROWS = `temp."_orm_rows"`;

/** The two pieces of SQL that the guard is made of. */
interface GuardWriter {
  quote(name: string): string;
  literal(value: string): string;
}

/**
 * The tables whose rows a rebuild could touch: the table itself, those that refer to it (over any number of foreign keys,
 * because deletes go on through them), those that its triggers write, and those whose triggers write it.
 */
export function guardedTables(rebuilt: Table, { tables, objects }: Schema): readonly string[] {
  const found = new Set([rebuilt.name]);
  for (const name of found) {
    for (const { name: other, foreignKeys } of tables) {
      if (foreignKeys.some(({ references }) => references.table === name)) found.add(other);
    }
  }
  for (const object of objects) {
    if (object.kind !== "trigger") continue;
    const isOwn = object.table.name === rebuilt.name;
    if (!isOwn && !mentionsName(object.action, rebuilt.name)) continue;
    for (const { name } of tables) {
      if (name === object.table.name || (isOwn && mentionsName(object.action, name))) found.add(name);
    }
  }
  return [...found].sort();
}

/** Writes down how many rows the tables have. */
export function countRows(tables: readonly string[], writer: GuardWriter): readonly string[] {
  return [`CREATE TEMP TABLE "_orm_rows" (name, rows)`, `INSERT INTO ${ROWS} VALUES ${counts(tables, writer)}`];
}

/**
 * Fails where a table has another number of rows than before. The path of `json_extract` is the only text that a plain
 * SELECT can put into the message of an error.
 */
export function compareRows(tables: readonly string[], writer: GuardWriter): readonly string[] {
  const message = `json_array(${writer.literal(ROWS_GUARD)}, old.name, old.rows, new.column2)`;
  return [
    `SELECT json_extract('{}', ${message}) FROM ${ROWS} AS old JOIN (VALUES ${counts(tables, writer)}) AS new ON new.column1 = old.name WHERE old.rows <> new.column2`,
    `DROP TABLE ${ROWS}`,
  ];
}

/** What the failed comparison says; `undefined` for any other message. */
export function readRowsMessage(
  message: string,
): { readonly table: string; readonly before: number; readonly after: number } | undefined {
  const start = message.indexOf(`["${ROWS_GUARD}"`);
  const end = message.lastIndexOf("]");
  if (start < 0 || end < start) return undefined;
  const [, table, before, after] = JSON.parse(message.slice(start, end + 1).replaceAll("''", "'")) as unknown[];
  return { table: String(table), before: Number(before), after: Number(after) };
}

function counts(tables: readonly string[], { quote, literal }: GuardWriter): string {
  return tables.map((name) => `(${literal(name)}, (SELECT count(*) FROM ${quote(name)}))`).join(", ");
}
