import type { CheckConstraint } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { addConstraint, describeConstraint, dropOf, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Adds a check constraint to a table. */
export const createCheckConstraint = defineOperation({
  kind: "createCheckConstraint",
  create: (table: NameInput, check: CheckConstraint) => ({
    kind: "createCheckConstraint",
    table: readName(table, "createCheckConstraint"),
    check,
  }),
  toArguments: ({ table, check }) => [writeName(table), check],
  reverse: ({ table, check }) => [dropOf(table, { type: "check", definition: check })],
  summarize: ({ table, check }) =>
    `create ${describeConstraint(referenceTo({ type: "check", definition: check }))} on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, check }) => addConstraint(schema, table, { type: "check", definition: check }),
  isApplied: (schema, { table, check }) =>
    hasConstraint(schema, table, referenceTo({ type: "check", definition: check })),
});
