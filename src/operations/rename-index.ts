import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { indexNamesOf, requireIndex } from "./drop-index";
import { readName, writeName, type NameInput } from "./input";

/** Renames an index. */
export const renameIndex = defineOperation({
  kind: "renameIndex",
  create: (table: NameInput, index: string, newName: string) => ({
    kind: "renameIndex",
    table: readName(table, "renameIndex"),
    index,
    newName,
  }),
  toArguments: ({ table, index, newName }) => [writeName(table), index, newName],
  reverse: ({ table, index, newName }) => [{ kind: "renameIndex", table, index: newName, newName: index }],
  summarize: ({ table, index, newName }) => `rename index "${index}" of table "${nameKey(table)}" to "${newName}"`,
  hazards: () => [],
  apply: (schema, { table, index, newName }) =>
    withChangedTable(schema, table, (owner) => {
      requireIndex(owner, index);
      const rename = <T extends { readonly name?: string }>(other: T): T =>
        other.name === index ? { ...other, name: newName } : other;
      return { ...owner, indexes: owner.indexes.map(rename), uniques: owner.uniques.map(rename) };
    }),
  isApplied: (schema, { table, index, newName }) => {
    const names = indexNamesOf(findTable(schema, table));
    return names.includes(newName) && !names.includes(index);
  },
});
