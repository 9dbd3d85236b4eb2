import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withoutTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Drops a table and everything in it. */
export const dropTable = defineOperation({
  kind: "dropTable",
  create: (name: NameInput) => ({ kind: "dropTable", table: readName(name, "dropTable") }),
  toArguments: ({ table }) => [writeName(table)],
  reverse: ({ dropped }) => (dropped === undefined ? undefined : [{ kind: "createTable", table: dropped }]),
  summarize: ({ table }) => `drop table "${nameKey(table)}"`,
  hazards: ({ table }) => [
    { kind: "data loss", message: `drops table "${nameKey(table)}" and every row in it` },
    { kind: "incompatibility", message: `what still uses table "${nameKey(table)}" fails` },
  ],
  apply: (schema, { table }) => withoutTable(schema, table),
  isApplied: (schema, { table }) => findTable(schema, table) === undefined,
});
