import { SqlFragment } from "../../schema/sql-fragment";

/** Stands for the column among the values of a {@link Raw} condition. */
export const COLUMN_MARKER: unique symbol = Symbol("column");

/** The fragment that {@link Raw} hands out for its column. */
export function columnFragment(): SqlFragment {
  return new SqlFragment(["", ""], [COLUMN_MARKER]);
}
