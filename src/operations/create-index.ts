import { OrmError } from "../errors/orm-error";
import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readIndex, readName, writeIndex, writeName, type IndexInput, type NameInput } from "./input";

/** Creates an index on a table. */
export const createIndex = defineOperation({
  kind: "createIndex",
  create: (table: NameInput, index: IndexInput) => ({
    kind: "createIndex",
    table: readName(table, "createIndex"),
    index: readIndex(index),
  }),
  toArguments: ({ table, index }) => [writeName(table), writeIndex(index)],
  reverse: ({ table, index }) => [{ kind: "dropIndex", table, index: index.name, dropped: index }],
  summarize: ({ table, index }) => `create index "${index.name}" on table "${nameKey(table)}"`,
  hazards: ({ table, index }) => [
    {
      kind: "lock",
      message: `builds index "${index.name}": writes to table "${nameKey(table)}" may wait until it is done`,
    },
  ],
  apply: (schema, { table, index }) =>
    withChangedTable(schema, table, (owner) => {
      if (owner.indexes.some((other) => other.name === index.name)) {
        throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(table)}" already has an index "${index.name}"`, {
          hint: "Choose another name.",
        });
      }
      return { ...owner, indexes: [...owner.indexes, index] };
    }),
  isApplied: (schema, { table, index }) =>
    findTable(schema, table)?.indexes.some((other) => other.name === index.name) ?? false,
});
