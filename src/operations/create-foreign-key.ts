import type { ForeignKey } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { addConstraint, describeConstraint, dropOf, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Adds a foreign key to a table. */
export const createForeignKey = defineOperation({
  kind: "createForeignKey",
  create: (table: NameInput, foreignKey: ForeignKey) => ({
    kind: "createForeignKey",
    table: readName(table, "createForeignKey"),
    foreignKey,
  }),
  toArguments: ({ table, foreignKey }) => [writeName(table), foreignKey],
  reverse: ({ table, foreignKey }) => [dropOf(table, { type: "foreignKey", definition: foreignKey })],
  summarize: ({ table, foreignKey }) =>
    `create ${describeConstraint(referenceTo({ type: "foreignKey", definition: foreignKey }))} on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, foreignKey }) =>
    addConstraint(schema, table, { type: "foreignKey", definition: foreignKey }),
  isApplied: (schema, { table, foreignKey }) =>
    hasConstraint(schema, table, referenceTo({ type: "foreignKey", definition: foreignKey })),
});
