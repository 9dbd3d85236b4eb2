/**
 * A rename that somebody vouched for. With `table` it is of a column, with `enum` (an enum type, or `table.column` where the
 * column lists its values itself) of a value, else of a table.
 */
export interface RenameAnswer {
  readonly table?: string;
  readonly enum?: string;
  readonly from: string;
  readonly to: string;
}
