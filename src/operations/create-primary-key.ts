import type { PrimaryKey } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { addConstraint, describeConstraint, dropOf, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Gives a table its primary key. */
export const createPrimaryKey = defineOperation({
  kind: "createPrimaryKey",
  create: (table: NameInput, primaryKey: PrimaryKey) => ({
    kind: "createPrimaryKey",
    table: readName(table, "createPrimaryKey"),
    primaryKey,
  }),
  toArguments: ({ table, primaryKey }) => [writeName(table), primaryKey],
  reverse: ({ table, primaryKey }) => [dropOf(table, { type: "primaryKey", definition: primaryKey })],
  summarize: ({ table, primaryKey }) =>
    `create ${describeConstraint(referenceTo({ type: "primaryKey", definition: primaryKey }))} on table "${nameKey(table)}"`,
  hazards: ({ table, primaryKey }) => [
    {
      kind: "lock",
      message: `${describeConstraint(referenceTo({ type: "primaryKey", definition: primaryKey }))}: table "${nameKey(table)}" is checked row by row, and this fails where a row breaks it`,
    },
  ],
  apply: (schema, { table, primaryKey }) =>
    addConstraint(schema, table, { type: "primaryKey", definition: primaryKey }),
  isApplied: (schema, { table, primaryKey }) =>
    hasConstraint(schema, table, referenceTo({ type: "primaryKey", definition: primaryKey })),
});
