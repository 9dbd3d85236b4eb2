import type { MappedColumn } from "../hydrate/mapped-entity";
import { plainHolderOf } from "../hydrate/property-access";
import { ownValue } from "../persist/column-value";

/** The values that an object has for columns, by property. */
export function pickColumns(row: Record<string, unknown>, columns: readonly MappedColumn[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const column of columns) {
    const value = ownValue(row, column);
    if (column.property !== undefined && value !== undefined)
      plainHolderOf(picked, column.embedded)[column.property] = value;
  }
  return picked;
}
