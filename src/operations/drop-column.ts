import { findColumn, findTable, getColumn } from "../schema/lookup";
import type { Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Drops a column and what it holds. */
export const dropColumn = defineOperation({
  kind: "dropColumn",
  create: (table: NameInput, column: string, options?: DropOptions) => ({
    kind: "dropColumn",
    table: readName(table, "dropColumn"),
    column,
    ...readCondition(options),
  }),
  toArguments: ({ table, column, ...rest }): [NameInput, string, DropOptions?] => [
    writeName(table),
    column,
    ...writeDropOptions(rest),
  ],
  reverse: ({ table, dropped }) =>
    dropped === undefined ? undefined : [{ kind: "addColumn", table, column: dropped }],
  summarize: ({ table, column }) => `drop column "${column}" of table "${nameKey(table)}"`,
  hazards: ({ table, column }) => [
    { kind: "data loss", message: `drops column "${column}" of table "${nameKey(table)}" and what it holds` },
    { kind: "incompatibility", message: `what still uses column "${column}" of table "${nameKey(table)}" fails` },
  ],
  apply: (schema, { table, column }) => withChangedTable(schema, table, (owner) => withoutColumn(owner, column)),
  isApplied: (schema, { table, column }) => {
    const owner = findTable(schema, table);
    return owner !== undefined && findColumn(owner, column) === undefined;
  },
});

/** Databases drop the constraints and indexes of a column with it, so the model does too. */
function withoutColumn(owner: Table, column: string): Table {
  getColumn(owner, column);
  const survives = (part: { readonly columns: readonly string[] }): boolean => !part.columns.includes(column);
  const { primaryKey, ...rest } = owner;
  return {
    ...rest,
    columns: owner.columns.filter((other) => other.name !== column),
    ...(primaryKey !== undefined && survives(primaryKey) ? { primaryKey } : {}),
    uniques: owner.uniques.filter(survives),
    foreignKeys: owner.foreignKeys.filter(survives),
    indexes: owner.indexes.filter((index) => index.parts.every((part) => part.column !== column)),
  };
}
