import { OrmError } from "../errors/orm-error";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { createOf, describeConstraint, hasConstraint, withoutConstraint } from "./constraints";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { ConstraintReference, Hazard } from "./operation";

/** Drops a constraint: by its name, or, where it has none, by its columns or expression. */
export const dropConstraint = defineOperation({
  kind: "dropConstraint",
  create: (table: NameInput, constraint: ConstraintReference, options?: DropOptions) => {
    const isNamed =
      constraint?.name !== undefined || constraint?.columns !== undefined || constraint?.expression !== undefined;
    if (constraint?.type === undefined || (!isNamed && constraint.type !== "primaryKey")) {
      throw new OrmError("OPERATION.INVALID", "dropConstraint does not say which constraint", {
        hint: 'Write dropConstraint("users", { type: "unique", name: "UQ_users_email" }).',
      });
    }
    return { kind: "dropConstraint", table: readName(table, "dropConstraint"), constraint, ...readCondition(options) };
  },
  toArguments: ({ table, constraint, ...rest }): [NameInput, ConstraintReference, DropOptions?] => [
    writeName(table),
    constraint,
    ...writeDropOptions(rest),
  ],
  reverse: ({ table, dropped }) => (dropped === undefined ? undefined : [createOf(table, dropped)]),
  summarize: ({ table, constraint }) => `drop ${describeConstraint(constraint)} of table "${nameKey(table)}"`,
  hazards: ({ table, constraint }): readonly Hazard[] =>
    constraint.type === "primaryKey"
      ? [
          {
            kind: "data loss",
            message: `drops what tells the rows of table "${nameKey(table)}" apart: rows may become doubles, and what refers to them or replicates them fails`,
          },
        ]
      : [],
  apply: (schema, { table, constraint }) =>
    withChangedTable(schema, table, (owner) => withoutConstraint(owner, constraint)),
  isApplied: (schema, { table, constraint }) => !hasConstraint(schema, table, constraint),
});
