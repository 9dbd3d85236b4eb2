import { findTable } from "../schema/lookup";
import { nameKey, nameOf } from "../schema/object-name";
import { withTable } from "../schema/edit";
import { readCondition, writeCreateOptions, type CreateOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, readTable, writeName, writeTable, type NameInput, type TableInput } from "./input";

/** Creates a table with its constraints and indexes. */
export const createTable = defineOperation({
  kind: "createTable",
  create: (name: NameInput, table: TableInput, options?: CreateOptions) => ({
    kind: "createTable",
    table: readTable(readName(name, "createTable"), table),
    ...readCondition(options),
  }),
  toArguments: ({ table, ...rest }): [NameInput, TableInput, CreateOptions?] => [
    writeName(nameOf(table)),
    writeTable(table),
    ...writeCreateOptions(rest),
  ],
  reverse: ({ table, ifNotExists }) => [
    { kind: "dropTable", table: nameOf(table), dropped: table, ...(ifNotExists === true ? { ifExists: true } : {}) },
  ],
  summarize: ({ table }) => `create table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table }) => withTable(schema, table),
  isApplied: (schema, { table }) => findTable(schema, table) !== undefined,
});
