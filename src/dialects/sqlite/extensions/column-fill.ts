import type { AlterColumn } from "../../../operations/operation";
import { replacementsOf } from "../../../operations/value-replacement";
import type { ColumnDefault } from "../../../schema/model";

/** What the rows take in a column that is not copied as it is. */
export type ColumnFill = Pick<AlterColumn, "using" | "backfill" | "replace" | "clear">;

/** Adds what an operation says that rows take in a column; it says nothing about most columns. */
export function addFill(fills: Record<string, ColumnFill>, column: string, operation: ColumnFill): void {
  const { using, backfill, replace, clear } = operation;
  const said = Object.entries({ using, backfill, replace, clear }).filter(([, member]) => member !== undefined);
  if (said.length > 0) fills[column] = { ...fills[column], ...Object.fromEntries(said) };
}

/** How values are written. */
export interface FillWriter {
  literal(value: string): string;
  value(value: ColumnDefault): string;
}

/**
 * The expression that a rebuild copies into a column; `undefined` where the column is left to its default.
 *
 * @param old what the old row holds, as SQL; absent for a new column.
 */
export function writeFill(
  old: string | undefined,
  column: ColumnFill,
  { literal, value }: FillWriter,
): string | undefined {
  const { using, backfill } = column;
  const fill = backfill === undefined ? undefined : value(backfill);
  const cases = replacementsOf(column).map(
    ([from, to]) => ` WHEN ${literal(from)} THEN ${to === null ? "NULL" : literal(to)}`,
  );
  const replaced = old === undefined || cases.length === 0 ? old : `CASE ${old}${cases.join("")} ELSE ${old} END`;
  const converted = using === undefined ? replaced : `(${using})`;
  return converted === undefined || fill === undefined ? (converted ?? fill) : `coalesce(${converted}, ${fill})`;
}
