import { findTable } from "../schema/lookup";
import type { Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Sets the comment of a table; `null` removes it. */
export const commentOn = defineOperation({
  kind: "commentOn",
  create: (table: NameInput, comment: string | null) => ({
    kind: "commentOn",
    table: readName(table, "commentOn"),
    comment,
  }),
  toArguments: ({ table, comment }) => [writeName(table), comment],
  reverse: ({ table, comment, previous }) =>
    previous === undefined ? undefined : [{ kind: "commentOn", table, comment: previous, previous: comment }],
  summarize: ({ table, comment }) => `${comment === null ? "remove" : "set"} the comment of table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, comment }) => withChangedTable(schema, table, (owner) => withComment(owner, comment)),
  isApplied: (schema, { table, comment }) => (findTable(schema, table)?.comment ?? null) === comment,
});

function withComment({ comment: _old, ...table }: Table, comment: string | null): Table {
  return comment === null ? table : { ...table, comment };
}
