import { OrmError } from "../errors/orm-error";
import { findTable } from "../schema/lookup";
import type { Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { nearestName } from "../util/nearest-name";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** How an index is dropped. */
export interface DropIndexOptions extends DropOptions {
  /** Nobody has to wait behind it; in `op.autocommit`. Where the database has no such way, it changes nothing. */
  readonly concurrently?: boolean;
}

/** Drops an index of a table. */
export const dropIndex = defineOperation({
  kind: "dropIndex",
  create: (table: NameInput, index: string, { concurrently, ...options }: DropIndexOptions = {}) => ({
    kind: "dropIndex",
    table: readName(table, "dropIndex"),
    index,
    ...(concurrently === true ? { concurrently } : {}),
    ...readCondition(options),
  }),
  toArguments: ({ table, index, concurrently, ...rest }): [NameInput, string, DropIndexOptions?] => {
    const options = { ...(concurrently === true ? { concurrently } : {}), ...writeDropOptions(rest)[0] };
    return Object.keys(options).length === 0 ? [writeName(table), index] : [writeName(table), index, options];
  },
  reverse: ({ table, dropped, concurrently }) =>
    dropped === undefined
      ? undefined
      : [{ kind: "createIndex", table, index: dropped, ...(concurrently === true ? { concurrently } : {}) }],
  summarize: ({ table, index }) => `drop index "${index}" of table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, index }) =>
    withChangedTable(schema, table, (owner) => {
      requireIndex(owner, index);
      return {
        ...owner,
        indexes: owner.indexes.filter((other) => other.name !== index),
        uniques: owner.uniques.filter((other) => other.name !== index),
      };
    }),
  isApplied: (schema, { table, index }) => !indexNamesOf(findTable(schema, table)).includes(index),
});

/** The names that an index can have: where a unique index and a unique constraint are one thing, it is read back as a constraint. */
export function indexNamesOf(table: Table | undefined): readonly string[] {
  return [...(table?.indexes ?? []), ...(table?.uniques ?? [])].flatMap(({ name }) =>
    name === undefined ? [] : [name],
  );
}

/** @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name, where the table has no such index. */
export function requireIndex(owner: Table, index: string): void {
  const names = indexNamesOf(owner);
  if (names.includes(index)) return;
  const near = nearestName(index, names);
  throw new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(owner)}" has no index "${index}"`, {
    hint: near === undefined ? "Check the name." : `Did you mean "${near}"?`,
  });
}
