import type { PrimaryKey } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeConstraint, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { applyKey, reverseKey, type FromIndexInput } from "./from-index";
import { readName, writeName, type NameInput } from "./input";

/** Gives a table its primary key. */
export const createPrimaryKey = defineOperation({
  kind: "createPrimaryKey",
  create: (table: NameInput, { usingIndex, ...primaryKey }: PrimaryKey & FromIndexInput) => ({
    kind: "createPrimaryKey",
    table: readName(table, "createPrimaryKey"),
    primaryKey,
    ...(usingIndex === undefined ? {} : { usingIndex }),
  }),
  toArguments: ({ table, primaryKey, usingIndex }): [NameInput, PrimaryKey & FromIndexInput] => [
    writeName(table),
    { ...primaryKey, ...(usingIndex === undefined ? {} : { usingIndex }) },
  ],
  reverse: (operation) =>
    reverseKey(operation.table, { type: "primaryKey", definition: operation.primaryKey }, operation),
  summarize: ({ table, primaryKey }) =>
    `create ${describeConstraint(referenceTo({ type: "primaryKey", definition: primaryKey }))} on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, operation) =>
    applyKey(schema, operation.table, { type: "primaryKey", definition: operation.primaryKey }, operation),
  isApplied: (schema, { table, primaryKey }) =>
    hasConstraint(schema, table, referenceTo({ type: "primaryKey", definition: primaryKey })),
});
