import { OrmError } from "../errors/orm-error";
import { nameKey } from "../schema/object-name";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { RowValue } from "./row-value";

/** Inserts rows that belong to the schema: the values of a lookup table. */
export const bulkInsert = defineOperation({
  kind: "bulkInsert",
  create: (table: NameInput, rows: readonly Readonly<Record<string, RowValue>>[]) => {
    const name = readName(table, "bulkInsert");
    const columns = Object.keys(rows[0] ?? {});
    const odd = rows.findIndex(
      (row) => Object.keys(row).length !== columns.length || columns.some((column) => !Object.hasOwn(row, column)),
    );
    if (columns.length === 0 || odd >= 0) {
      const message =
        columns.length === 0
          ? "has no rows or no columns"
          : `row ${odd + 1} does not have the columns of the first row`;
      throw new OrmError("OPERATION.INVALID", `bulkInsert into table "${nameKey(name)}": ${message}`, {
        hint: "Give every row the same columns; write null where a value is missing.",
      });
    }
    return { kind: "bulkInsert", table: name, rows };
  },
  toArguments: ({ table, rows }) => [writeName(table), rows],
  reverse: () => undefined,
  summarize: ({ table, rows }) =>
    `insert ${rows.length} ${rows.length === 1 ? "row" : "rows"} into table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});
