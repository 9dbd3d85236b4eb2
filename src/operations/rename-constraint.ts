import { getTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { constraintsOf, describeConstraint, isReferenceTo, withConstraint, withoutConstraint } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { Constraint, ConstraintType } from "./operation";

/** Renames a constraint. */
export const renameConstraint = defineOperation({
  kind: "renameConstraint",
  create: (table: NameInput, type: ConstraintType, constraint: string, newName: string) => ({
    kind: "renameConstraint",
    table: readName(table, "renameConstraint"),
    type,
    constraint,
    newName,
  }),
  toArguments: ({ table, type, constraint, newName }) => [writeName(table), type, constraint, newName],
  reverse: ({ table, type, constraint, newName }) => [
    { kind: "renameConstraint", table, type, constraint: newName, newName: constraint },
  ],
  summarize: ({ table, type, constraint, newName }) =>
    `rename ${describeConstraint({ type, name: constraint })} of table "${nameKey(table)}" to "${newName}"`,
  hazards: () => [],
  apply: (schema, { table, type, constraint, newName }) =>
    withChangedTable(schema, table, (owner) => {
      const reference = { type, name: constraint };
      const found = constraintsOf(owner).find((other) => isReferenceTo(reference, other));
      const without = withoutConstraint(owner, reference);
      return found === undefined ? without : withConstraint(without, renamed(found, newName));
    }),
  isApplied: (schema, { table, type, constraint, newName }) => {
    const names = constraintsOf(getTable(schema, table))
      .filter((other) => other.type === type)
      .map(({ definition }) => definition.name);
    // A database that keeps no names cannot tell.
    if (names.every((name) => name === undefined)) return undefined;
    return names.includes(newName) && !names.includes(constraint);
  },
});

function renamed(constraint: Constraint, name: string): Constraint {
  return { ...constraint, definition: { ...constraint.definition, name } } as Constraint;
}
