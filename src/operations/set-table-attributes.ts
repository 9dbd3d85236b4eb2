import { findTable } from "../schema/lookup";
import { descentOf, inheritedParts, withAdded, withoutParts } from "../schema/descent";
import type { Attributes, Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { isSameData } from "../util/stable-json";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { AttributeChange } from "./operation";

/** Changes what only one dialect knows of a table: its storage engine, whether it is strict. What is not named stays. */
export const setTableAttributes = defineOperation({
  kind: "setTableAttributes",
  create: (table: NameInput, change: AttributeChange) => ({
    kind: "setTableAttributes",
    table: readName(table, "setTableAttributes"),
    change,
  }),
  toArguments: ({ table, change }) => [writeName(table), change],
  reverse: ({ table, change, previous }) =>
    previous === undefined ? undefined : [{ kind: "setTableAttributes", table, change: previous, previous: change }],
  summarize: ({ table, change }) =>
    `set ${Object.entries(change)
      .map(([key, value]) => (value === null ? `no ${key}` : `${key} to ${String(value)}`))
      .join(", ")} of table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, change }) =>
    withChangedTable(schema, table, (owner) => moveInheritedParts(schema, owner, withAttributes(owner, change))),
  isApplied: (schema, { table, change }) => {
    const owner = findTable(schema, table);
    return owner !== undefined && isSameData(owner.attributes, withAttributes(owner, change).attributes);
  },
});

/** A table takes along what it had from the tables that it leaves, and gives up to those that it joins what they have. */
function moveInheritedParts(schema: Schema, before: Table, after: Table): Table {
  if (isSameData(descentOf(before), descentOf(after))) return after;
  const taken = withAdded(after, inheritedParts(schema, before));
  return withoutParts(taken, inheritedParts(schema, after));
}

/** The table after a change of its attributes. */
export function withAttributes({ attributes: old, ...table }: Table, change: AttributeChange): Table {
  const entries = Object.entries({ ...old, ...change }).filter(([, value]) => value !== null);
  return entries.length === 0 ? table : { ...table, attributes: Object.fromEntries(entries) as Attributes };
}
