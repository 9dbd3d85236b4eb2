import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withoutTable } from "../schema/edit";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Drops a table and everything in it. */
export const dropTable = defineOperation({
  kind: "dropTable",
  create: (name: NameInput, options?: DropOptions) => ({
    kind: "dropTable",
    table: readName(name, "dropTable"),
    ...readCondition(options),
  }),
  toArguments: ({ table, ...rest }): [NameInput, DropOptions?] => [writeName(table), ...writeDropOptions(rest)],
  reverse: ({ dropped }) => (dropped === undefined ? undefined : [{ kind: "createTable", table: dropped }]),
  summarize: ({ table }) => `drop table "${nameKey(table)}"`,
  hazards: ({ table }) => [
    { kind: "data loss", message: `drops table "${nameKey(table)}" and every row in it` },
    { kind: "incompatibility", message: `what still uses table "${nameKey(table)}" fails` },
  ],
  apply: (schema, { table }) => withoutTable(schema, table),
  isApplied: (schema, { table }) => findTable(schema, table) === undefined,
});
