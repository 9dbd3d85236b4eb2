import type { ResolvedDialect } from "../../src/dialect/dialect";
import type { Column, Schema, Table } from "../../src/schema/model";
import type { ScenarioDatabase } from "../scenarios/run-scenario";
import type { Vocabulary } from "./vocabulary";

/** Plain rows, and one that holds NULL wherever it may. */
const ROWS = [1, 2, 3];
const NULL_ROW = 3;

/** Rows of the same numbers in every table; then every reference leads to the row of its own number. */
export async function fill(
  { connection, dialect }: ScenarioDatabase,
  schema: Schema,
  vocabulary: Vocabulary,
): Promise<void> {
  const quote = (name: string): string => dialect.queries.quoteIdentifier(name);
  for (const table of schema.tables) {
    const columns = table.columns.filter((column) => !isComputed(column));
    const always = columns.some(({ identity }) => identity?.always === true) ? " OVERRIDING SYSTEM VALUE" : "";
    const names = columns.map(({ name }) => quote(name)).join(", ");
    const rows = ROWS.map((row) => {
      const values = columns.map((column) => literalOf(vocabulary, column, row, enumValuesOf(column, schema, dialect)));
      return `(${values.join(", ")})`;
    });
    await connection.execute(`INSERT INTO ${quote(table.name)} (${names})${always} VALUES ${rows.join(", ")}`, []);
  }
  for (const { name } of schema.tables.filter(({ foreignKeys }) => foreignKeys.length > 0)) {
    await connection.execute(`UPDATE ${quote(name)} SET ${quote("reference")} = ${quote("id")}`, []);
  }
}

/** The value of a column in a row, as SQL. */
function literalOf(vocabulary: Vocabulary, column: Column, row: number, enumValues: readonly string[]): string {
  if (column.name === "id") return String(row);
  if (column.name === "reference" || (row === NULL_ROW && column.nullable)) return "NULL";
  if (enumValues.length === 0) return vocabulary.families[column.name]!.value(row);
  return `'${enumValues[row % enumValues.length]!.replaceAll("'", "''")}'`;
}

function enumValuesOf({ type }: Column, { enums }: Schema, { types }: ResolvedDialect): readonly string[] {
  return enums.find(({ name }) => name === type)?.values ?? types.listed?.(type)?.values ?? [];
}

/** What the columns of a table hold, by their names, a list a row. */
export interface KeptRows {
  readonly table: Table;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export async function readRows(
  { connection, dialect }: ScenarioDatabase,
  schema: Schema,
): Promise<readonly KeptRows[]> {
  const found: KeptRows[] = [];
  for (const table of schema.tables) {
    const names = table.columns.map(({ name }) => dialect.queries.quoteIdentifier(name)).join(", ");
    const from = dialect.queries.quoteIdentifier(table.name);
    const { rows } = await connection.execute(`SELECT ${names} FROM ${from} ORDER BY id`, []);
    found.push({
      table,
      rows: rows.map((row) => Object.fromEntries(table.columns.map(({ name }, at) => [name, readable(row[at])]))),
    });
  }
  return found;
}

/** Without what a wider type adds to the text of a value. */
function readable(value: unknown): string {
  const text = Buffer.isBuffer(value)
    ? value.toString("hex")
    : value instanceof Date
      ? value.toISOString()
      : String(value);
  return /^-?[\d: -]+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

/** The two models that rows went through, and which of them they are in now. */
export interface Journey {
  readonly before: Schema;
  readonly after: Schema;
  readonly isBack: boolean;
}

/** Every column that was there all the time holds what it held, but for what the second model has no place for. */
export async function requireRows(
  when: string,
  database: ScenarioDatabase,
  kept: readonly KeptRows[],
  { before, after, isBack }: Journey,
): Promise<void> {
  const now = await readRows(database, isBack ? before : after);
  const problems = kept.flatMap(({ table, rows }) => {
    const middle = after.tables.find(({ name, renamedFrom }) => (renamedFrom ?? name) === table.name);
    const current = now.find((other) => other.table.name === (isBack ? table : middle)?.name);
    if (middle === undefined || current === undefined) return [];
    return table.columns.flatMap((column) => {
      const between = middle.columns.find(({ name, renamedFrom }) => (renamedFrom ?? name) === column.name);
      if (between === undefined || isComputed(column) || isComputed(between)) return [];
      const enumValues = enumValuesOf(between, after, database.dialect);
      const renames = between.renamedValues ?? after.enums.find(({ name }) => name === between.type)?.renamedValues;
      return rows.flatMap((row, at) => {
        const was = row[column.name]!;
        const is = current.rows[at]?.[isBack ? column.name : between.name];
        const via = Object.entries(renames ?? {}).find(([, old]) => old === was)?.[0] ?? was;
        const mayStay = was === "null" ? between.nullable : enumValues.length === 0 || enumValues.includes(via);
        if (is === (isBack ? was : via) || (!mayStay && is !== undefined && is !== was)) return [];
        return [`${table.name}.${column.name}, row ${at + 1}: ${was} became ${is}`];
      });
    });
  });
  if (problems.length > 0) throw new Error(`${when} the rows are not what they were:\n${problems.join("\n")}`);
}

function isComputed({ generated }: Column): boolean {
  return generated !== undefined;
}
