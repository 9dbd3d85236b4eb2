import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readColumn, readName, writeColumn, writeName, type ColumnInput, type NameInput } from "./input";

/** Adds a column at the end of a table. */
export const addColumn = defineOperation({
  kind: "addColumn",
  create: (table: NameInput, column: ColumnInput) => ({
    kind: "addColumn",
    table: readName(table, "addColumn"),
    column: readColumn(column),
  }),
  toArguments: ({ table, column }) => [writeName(table), writeColumn(column)],
  reverse: ({ table, column }) => [{ kind: "dropColumn", table, column: column.name, dropped: column }],
  summarize: ({ table, column }) => `add column "${column.name}" to table "${nameKey(table)}"`,
  hazards: ({ table, column }) =>
    needsValue(column)
      ? [
          {
            kind: "incompatibility",
            message: `column "${column.name}" of table "${nameKey(table)}" is NOT NULL without a default: this fails where rows exist`,
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
  isApplied: (schema, { table, column }) => {
    const owner = findTable(schema, table);
    return owner !== undefined && findColumn(owner, column.name) !== undefined;
  },
});

function needsValue(column: ColumnInput | Parameters<typeof writeColumn>[0]): boolean {
  return (
    column.nullable !== true &&
    column.default === undefined &&
    column.generated === undefined &&
    column.autoIncrement !== true &&
    column.identity === undefined
  );
}
