import { wholeOf } from "../schema/attribute-names";
import { findTable } from "../schema/lookup";
import type { Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import type { DiffOptions } from "./diff-options";

/**
 * The parts of tables (partitions) that the wanted side does not name though it wants the whole, or keeps it out of the comparison:
 * entities declare the table, and somebody else looks after how its rows are split.
 */
export function undeclaredParts(
  actual: Schema,
  wanted: Schema,
  { keepUnknownObjects = false, answers, ignored }: DiffOptions,
): ReadonlySet<Table> {
  if (!keepUnknownObjects) return new Set();
  const renamed = (answers?.renames ?? []).filter((rename) => rename.table === undefined && rename.enum === undefined);
  const kept = new Set([
    ...wanted.tables.flatMap((table) => [
      nameKey(table),
      ...(table.renamedFrom === undefined ? [] : [nameKey({ ...table, name: table.renamedFrom })]),
    ]),
    ...renamed.map(({ from }) => from),
    ...(ignored?.tables ?? []).map(nameKey),
  ]);
  return new Set(actual.tables.filter((table) => !kept.has(nameKey(table)) && isPartOf(actual, table, kept)));
}

function isPartOf(schema: Schema, table: Table, kept: ReadonlySet<string>): boolean {
  const name = wholeOf(table);
  if (name === undefined) return false;
  const whole = findTable(schema, name);
  return kept.has(nameKey(name)) || (whole !== undefined && isPartOf(schema, whole, kept));
}
