import type { DriverConnection } from "../../dialect/driver";
import { OrmError } from "../../errors/orm-error";
import { eventOf, parseCreateTrigger, watchedColumns } from "./extensions/trigger";
import { readNativeError } from "./native-error";

/** What is wrong with each view and trigger that does not work, by `view "totals"` or `trigger "touch" of table "users"`. */
export type BrokenObjects = ReadonlyMap<string, string>;

/** How a view or trigger is tried out, without touching a row. */
interface Trial {
  readonly subject: string;
  readonly sql: string;
}

interface CatalogRow {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

const OBJECTS = `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid`;

const COLUMNS = `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c
  WHERE t.type = 'table' AND c.hidden = 0
    AND t.name COLLATE NOCASE IN (SELECT tbl_name COLLATE NOCASE FROM sqlite_schema WHERE type = 'trigger')`;

/**
 * The views and triggers that fail as soon as they are used. SQLite lets a change break them and says nothing, so each is
 * compiled here: the query of a view, by asking for its columns, and a statement over no rows that would set a trigger off.
 * EXPLAIN would do too, but one of the packages leaves it open, and then no table can be dropped.
 */
export async function findBrokenObjects(connection: DriverConnection): Promise<BrokenObjects> {
  const { rows } = await connection.execute(OBJECTS, []);
  const objects = rows.map(([type, name, table, sql]): CatalogRow => {
    return { type: String(type), name: String(name), table: String(table), sql: String(sql) };
  });
  const broken = new Map<string, string>();
  for (const { subject, sql } of await listTrials(connection, objects)) {
    const reason = await tryOut(connection, sql);
    if (reason !== undefined) broken.set(subject, reason);
  }
  return broken;
}

/** @throws OrmError `SCHEMA.BROKEN_OBJECT` where something works no longer that worked before, or that is new. */
export function refuseNewlyBroken(before: BrokenObjects, after: BrokenObjects): void {
  const found = [...after].filter(([subject]) => !before.has(subject));
  const [first] = found;
  if (first === undefined) return;
  const [subject, reason] = first;
  const more = found.length === 1 ? "" : ` (and ${found.length - 1} more)`;
  throw new OrmError("SCHEMA.BROKEN_OBJECT", `after the change ${subject} would fail: ${reason}${more}`, {
    hint: "Drop it, or change it to what it is to be, in the same revision.",
    details: { objects: Object.fromEntries(found) },
  });
}

async function listTrials(connection: DriverConnection, objects: readonly CatalogRow[]): Promise<readonly Trial[]> {
  const views = objects.filter(({ type }) => type === "view");
  const triggers = objects.filter(({ type }) => type === "trigger");
  const columns = triggers.length === 0 ? new Map<string, string[]>() : await readColumns(connection);
  const trials = views.map(({ name }) => ({
    subject: `view "${name}"`,
    sql: `SELECT 1 FROM pragma_table_info(${literal(name)})`,
  }));
  for (const { name, table, sql } of triggers) {
    const ofView = views.find((view) => view.name.toLowerCase() === table.toLowerCase());
    const known = ofView === undefined ? columns.get(table.toLowerCase()) : await readViewColumns(connection, table);
    const statement = settingOff(parseCreateTrigger(name, table, sql), known ?? []);
    if (statement !== undefined) trials.push({ subject: `trigger "${name}" of table "${table}"`, sql: statement });
  }
  return trials;
}

/** A statement that would set the trigger off, if it touched a row; `undefined` for a trigger that nothing can set off. */
function settingOff(trigger: ReturnType<typeof parseCreateTrigger>, columns: readonly string[]): string | undefined {
  const table = quote(trigger.table.name);
  const event = eventOf(trigger);
  const watched = event === "UPDATE" ? watchedColumns(trigger).map((name) => name.toLowerCase()) : [];
  const column = columns.find((name) => watched.length === 0 || watched.includes(name.toLowerCase()));
  if (event === "DELETE") return `DELETE FROM ${table} WHERE 0`;
  if (column === undefined) return undefined;
  if (event === "INSERT") return `INSERT INTO ${table} (${quote(column)}) SELECT NULL WHERE 0`;
  return `UPDATE ${table} SET ${quote(column)} = ${quote(column)} WHERE 0`;
}

async function readColumns(connection: DriverConnection): Promise<Map<string, string[]>> {
  const columns = new Map<string, string[]>();
  for (const [table, name] of (await connection.execute(COLUMNS, [])).rows) {
    const key = String(table).toLowerCase();
    columns.set(key, [...(columns.get(key) ?? []), String(name)]);
  }
  return columns;
}

/** A broken view has no columns; it is found as such itself. */
async function readViewColumns(connection: DriverConnection, view: string): Promise<readonly string[]> {
  try {
    const { rows } = await connection.execute("SELECT name FROM pragma_table_info(?)", [view]);
    return rows.map(([name]) => String(name));
  } catch {
    return [];
  }
}

async function tryOut(connection: DriverConnection, sql: string): Promise<string | undefined> {
  try {
    await connection.execute(sql, []);
    return undefined;
  } catch (error) {
    return (readNativeError(error) ?? (error as Error)).message;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
