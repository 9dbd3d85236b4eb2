import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { isSameData } from "../util/stable-json";
import { readCondition, writeCreateOptions, type CreateOptions } from "./condition";
import { defineOperation } from "./definition";
import type { AddColumn } from "./operation";
import {
  readBackfill,
  readColumn,
  readName,
  writeColumn,
  writeDefault,
  writeName,
  type ColumnInput,
  type DefaultInput,
  type NameInput,
} from "./input";

/** What goes along with a new column. */
export interface AddColumnOptions extends CreateOptions {
  /** What the rows that are there take: a value, or `` sql`lower(name)` ``, which sees the other columns of its row. */
  readonly backfill?: DefaultInput;
}

/** Adds a column at the end of a table. */
export const addColumn = defineOperation({
  kind: "addColumn",
  create: (table: NameInput, column: ColumnInput, { backfill, ...options }: AddColumnOptions = {}) => ({
    kind: "addColumn",
    table: readName(table, "addColumn"),
    column: readColumn(column),
    ...(backfill === undefined ? {} : { backfill: readBackfill(backfill, `column "${column.name}"`) }),
    ...readCondition(options),
  }),
  toArguments: ({ table, column, backfill, ...rest }): [NameInput, ColumnInput, AddColumnOptions?] => {
    const [condition] = writeCreateOptions(rest);
    const options = { ...(backfill === undefined ? {} : { backfill: writeDefault(backfill) }), ...condition };
    if (Object.keys(options).length === 0) return [writeName(table), writeColumn(column)];
    return [writeName(table), writeColumn(column), options];
  },
  reverse: ({ table, column, ifNotExists }) => [
    {
      kind: "dropColumn",
      table,
      column: column.name,
      dropped: column,
      ...(ifNotExists === true ? { ifExists: true } : {}),
    },
  ],
  summarize: ({ table, column }) => `add column "${column.name}" to table "${nameKey(table)}"`,
  hazards: ({ table, column, backfill }) =>
    needsValue(column)
      ? [
          {
            kind: "incompatibility",
            message: `what inserts into table "${nameKey(table)}" without column "${column.name}" fails${backfill === undefined ? ", and so does this where rows exist" : ""}`,
          },
        ]
      : [],
  apply: (schema, { table, column }) =>
    withChangedTable(schema, table, (owner) => {
      if (findColumn(owner, column.name) !== undefined) {
        throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(table)}" already has a column "${column.name}"`, {
          hint: "Choose another name, or use alterColumn.",
        });
      }
      return { ...owner, columns: [...owner.columns, column] };
    }),
  isApplied: (schema, { table, column, backfill }) => {
    const owner = findTable(schema, table);
    const found = owner === undefined ? undefined : findColumn(owner, column.name);
    if (found === undefined) return false;
    const isSettled = found.nullable === column.nullable && isSameData(found.default, column.default);
    return backfill === undefined || isSettled ? true : undefined;
  },
});

/** Whether rows that are there leave the column without a value that it may have. */
export function needsValue(column: AddColumn["column"]): boolean {
  return (
    !column.nullable &&
    column.default === undefined &&
    column.generated === undefined &&
    column.autoIncrement !== true &&
    column.identity === undefined
  );
}
