import { findTable } from "../schema/lookup";
import { nameKey, nameOf } from "../schema/object-name";
import { withTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readName, readTable, writeName, writeTable, type NameInput, type TableInput } from "./input";

/** Creates a table with its constraints and indexes. */
export const createTable = defineOperation({
  kind: "createTable",
  create: (name: NameInput, table: TableInput) => ({
    kind: "createTable",
    table: readTable(readName(name, "createTable"), table),
  }),
  toArguments: ({ table }) => [writeName(nameOf(table)), writeTable(table)],
  reverse: ({ table }) => [{ kind: "dropTable", table: nameOf(table), dropped: table }],
  summarize: ({ table }) => `create table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table }) => withTable(schema, table),
  isApplied: (schema, { table }) => findTable(schema, table) !== undefined,
});
