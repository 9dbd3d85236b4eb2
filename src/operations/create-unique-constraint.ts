import type { UniqueConstraint } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeConstraint, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { applyKey, reverseKey, type FromIndexInput } from "./from-index";
import { readName, writeName, type NameInput } from "./input";

/** Adds a unique constraint to a table. */
export const createUniqueConstraint = defineOperation({
  kind: "createUniqueConstraint",
  create: (table: NameInput, { usingIndex, ...unique }: UniqueConstraint & FromIndexInput) => ({
    kind: "createUniqueConstraint",
    table: readName(table, "createUniqueConstraint"),
    unique,
    ...(usingIndex === undefined ? {} : { usingIndex }),
  }),
  toArguments: ({ table, unique, usingIndex }): [NameInput, UniqueConstraint & FromIndexInput] => [
    writeName(table),
    { ...unique, ...(usingIndex === undefined ? {} : { usingIndex }) },
  ],
  reverse: (operation) => reverseKey(operation.table, { type: "unique", definition: operation.unique }, operation),
  summarize: ({ table, unique }) =>
    `create ${describeConstraint(referenceTo({ type: "unique", definition: unique }))} on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, operation) =>
    applyKey(schema, operation.table, { type: "unique", definition: operation.unique }, operation),
  isApplied: (schema, { table, unique }) =>
    hasConstraint(schema, table, referenceTo({ type: "unique", definition: unique })),
});
