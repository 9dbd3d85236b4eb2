import { OrmError } from "../errors/orm-error";
import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { writeCreateOptions, type CreateOptions } from "./condition";
import { defineOperation } from "./definition";
import { indexNamesOf } from "./drop-index";
import { readIndex, readName, writeIndex, writeName, type IndexInput, type NameInput } from "./input";

/** What `createIndex` is given: the index, and how it is built. */
export interface NewIndexInput extends IndexInput, CreateOptions {
  /**
   * Builds it while reads and writes go on, in `op.autocommit`. Where the database builds every index so, or none, it changes nothing.
   * What an earlier attempt left behind is built anew.
   */
  readonly concurrently?: boolean;
}

/** Creates an index on a table. */
export const createIndex = defineOperation({
  kind: "createIndex",
  create: (table: NameInput, { concurrently, ifNotExists, ...index }: NewIndexInput) => ({
    kind: "createIndex",
    table: readName(table, "createIndex"),
    index: readIndex(index),
    ...(concurrently === true ? { concurrently } : {}),
    ...(ifNotExists === true ? { ifNotExists } : {}),
  }),
  toArguments: ({ table, index, concurrently, ...rest }): [NameInput, NewIndexInput] => [
    writeName(table),
    { ...writeIndex(index), ...(concurrently === true ? { concurrently } : {}), ...writeCreateOptions(rest)[0] },
  ],
  reverse: ({ table, index, concurrently, ifNotExists }) => [
    {
      kind: "dropIndex",
      table,
      index: index.name,
      ...(concurrently === true ? { concurrently } : {}),
      ...(ifNotExists === true ? { ifExists: true } : {}),
      dropped: index,
    },
  ],
  summarize: ({ table, index }) => `create index "${index.name}" on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, index }) =>
    withChangedTable(schema, table, (owner) => {
      if (owner.indexes.some((other) => other.name === index.name)) {
        throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(table)}" already has an index "${index.name}"`, {
          hint: "Choose another name.",
        });
      }
      return { ...owner, indexes: [...owner.indexes, index] };
    }),
  isApplied: (schema, { table, index }) => indexNamesOf(findTable(schema, table)).includes(index.name),
});
