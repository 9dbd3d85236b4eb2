import type { ResolvedDialect } from "../../src/dialect/dialect";
import type { DriverConnection } from "../../src/dialect/driver";
import type { Operation } from "../../src/operations/operation";
import type { Column, EnumType, Schema, Table } from "../../src/schema/model";
import { createEnumCatalog } from "../../src/diff/enum-usage";
import { findColumn, findTable } from "../../src/schema/lookup";
import { isSameData } from "../../src/util/stable-json";
import type { Scenario } from "./scenario";

/** The rows of a table as text, by column. */
export interface TableRows {
  readonly table: Table;
  readonly rows: readonly (readonly unknown[])[];
}

/** Puts two rows into every table; the values fit the column's type and what it may become. */
export async function seedRows(
  connection: DriverConnection,
  { queries }: ResolvedDialect,
  schema: Schema,
  scenario: Scenario,
): Promise<void> {
  const enums = createEnumCatalog(schema);
  for (const table of schema.tables) {
    const columns = table.columns.filter(({ generated }) => generated === undefined);
    const names = columns.map(({ name }) => queries.quoteIdentifier(name)).join(", ");
    const overriding = columns.some(({ identity }) => identity?.always === true) ? " OVERRIDING SYSTEM VALUE" : "";
    for (const number of [1, 2]) {
      const values = columns.map((column) => literalOf(column, enums.find(column.type), number, scenario)).join(", ");
      const name = tableName(queries, table);
      await connection.execute(`INSERT INTO ${name} (${names})${overriding} VALUES (${values})`, []);
    }
  }
}

/** The rows of every table, as the server writes them. */
export async function readRows(
  connection: DriverConnection,
  { queries }: ResolvedDialect,
  schema: Schema,
): Promise<readonly TableRows[]> {
  const found: TableRows[] = [];
  for (const table of schema.tables) {
    const names = table.columns.map(({ name }) => queries.quoteIdentifier(name)).join(", ");
    const { rows } = await connection.execute(`SELECT ${names} FROM ${tableName(queries, table)} ORDER BY 1`, []);
    found.push({ table, rows });
  }
  return found;
}

/** Every table that is still there has its rows; columns of the same type have their values, others have some. */
export async function compareRows(
  connection: DriverConnection,
  dialect: ResolvedDialect,
  after: Schema,
  rows: readonly TableRows[],
  operations: readonly Operation[],
): Promise<void> {
  const newValues = replacedValues(operations);
  const now = await readRows(connection, dialect, after);
  for (const { table, rows: old } of rows) {
    const kept = findTable(after, table);
    if (kept === undefined) continue;
    const current = now.find((other) => other.table === kept)!.rows;
    if (current.length !== old.length)
      throw new Error(`table ${table.name} had ${old.length} rows and has ${current.length}`);
    for (const [index, column] of table.columns.entries()) {
      const place = kept.columns.findIndex(({ name }) => name === column.name);
      if (place === -1 || column.generated !== undefined || kept.columns[place]!.generated !== undefined) continue;
      const isSame = [column, findColumn(kept, column.name)!].every(
        ({ type }, _place, [one]) => type === one!.type || (INLINE.test(type) && INLINE.test(one!.type)),
      );
      const values = (list: readonly (readonly unknown[])[], at: number): readonly unknown[] =>
        list.map((row) => (isSame ? row[at] : row[at] === null ? "null" : "a value"));
      const [wanted, actual] = [values(old, index), values(current, place)];
      const expected = wanted.map((value) => newValues.get(String(value)) ?? value);
      const filled = actual.map((value, row) => (old[row]![index] === null ? expected[row] : value));
      if (!isSameData(expected.map(String), filled.map(String)))
        throw new Error(`column ${table.name}.${column.name} held ${wanted.join(", ")} and holds ${actual.join(", ")}`);
    }
  }
}

/** Enum values for which the operations put others, old to new. */
function replacedValues(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const replaced = operations.flatMap((each): readonly (readonly [string, string | null])[] => {
    if (each.kind === "alterColumn") return Object.entries(each.replace ?? {});
    return each.kind === "alterEnum" ? [...Object.entries(each.rename), ...Object.entries(each.remove)] : [];
  });
  return new Map(replaced.flatMap(([from, to]) => (to === null ? [] : [[from, to] as const])));
}

function tableName(queries: ResolvedDialect["queries"], { schema, name }: Table): string {
  return [...(schema === undefined ? [] : [schema]), name].map((part) => queries.quoteIdentifier(part)).join(".");
}

/** An enum in a column's type. */
const INLINE = /^enum\s*\((.*)\)$/i;

/** A literal that a column of its type takes; the second row is NULL where a question about NULL is the point. */
function literalOf(column: Column, type: EnumType | undefined, number: number, { cls, kind }: Scenario): string {
  if (number === 2 && kind === "null" && column.nullable) return "NULL";
  if (type !== undefined) return quote(type.values[cls === "Q" && number === 2 ? type.values.length - 1 : 0]!);
  const name = column.type.toLowerCase();
  const inline = INLINE.exec(name);
  if (inline !== null) return (cls === "Q" && number === 2 ? /'[^']*'$/ : /^'[^']*'/).exec(inline[1]!)![0];
  if (name.endsWith("[]")) return "'{1}'";
  if (/^(date|timestamp|datetime)/.test(name)) return "'2024-01-01'";
  if (name === "uuid") return `'00000000-0000-0000-0000-00000000000${number}'`;
  return `'${number - (name.startsWith("bool") ? 1 : 0)}'`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
