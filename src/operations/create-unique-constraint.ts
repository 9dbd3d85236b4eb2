import type { UniqueConstraint } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { addConstraint, describeConstraint, dropOf, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Adds a unique constraint to a table. */
export const createUniqueConstraint = defineOperation({
  kind: "createUniqueConstraint",
  create: (table: NameInput, unique: UniqueConstraint) => ({
    kind: "createUniqueConstraint",
    table: readName(table, "createUniqueConstraint"),
    unique,
  }),
  toArguments: ({ table, unique }) => [writeName(table), unique],
  reverse: ({ table, unique }) => [dropOf(table, { type: "unique", definition: unique })],
  summarize: ({ table, unique }) =>
    `create ${describeConstraint(referenceTo({ type: "unique", definition: unique }))} on table "${nameKey(table)}"`,
  hazards: ({ table, unique }) => [
    {
      kind: "lock",
      message: `${describeConstraint(referenceTo({ type: "unique", definition: unique }))}: table "${nameKey(table)}" is checked row by row, and this fails where a row breaks it`,
    },
  ],
  apply: (schema, { table, unique }) => addConstraint(schema, table, { type: "unique", definition: unique }),
  isApplied: (schema, { table, unique }) =>
    hasConstraint(schema, table, referenceTo({ type: "unique", definition: unique })),
});
