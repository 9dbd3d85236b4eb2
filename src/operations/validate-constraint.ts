import { findTable } from "../schema/lookup";
import { nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import {
  constraintsOf,
  createOf,
  describeConstraint,
  dropOf,
  isReferenceTo,
  withConstraint,
  withoutConstraint,
} from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { Constraint, ConstraintType } from "./operation";

/** Has the rows that are there checked by a constraint that was created with `notValid`; reads and writes go on meanwhile. */
export const validateConstraint = defineOperation({
  kind: "validateConstraint",
  create: (table: NameInput, type: ConstraintType, constraint: string) => ({
    kind: "validateConstraint",
    table: readName(table, "validateConstraint"),
    type,
    constraint,
  }),
  toArguments: ({ table, type, constraint }) => [writeName(table), type, constraint],
  reverse: ({ table, previous }) =>
    previous === undefined ? undefined : [dropOf(table, validated(previous)), createOf(table, previous)],
  summarize: ({ table, type, constraint }) =>
    `validate ${describeConstraint({ type, name: constraint })} of table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, type, constraint }) =>
    withChangedTable(schema, table, (owner) => {
      const reference = { type, name: constraint };
      const found = constraintsOf(owner).find((other) => isReferenceTo(reference, other));
      const without = withoutConstraint(owner, reference);
      return found === undefined ? without : withConstraint(without, validated(found));
    }),
  isApplied: (schema, { table, type, constraint }) => {
    const owner = findTable(schema, table);
    const found = owner && constraintsOf(owner).find((other) => isReferenceTo({ type, name: constraint }, other));
    return found && !isNotValid(found);
  },
});

/** Whether a constraint was never checked against the rows that were there before it. */
function isNotValid({ definition }: Constraint): boolean {
  return "notValid" in definition && definition.notValid === true;
}

/** The constraint after its rows were checked. */
function validated(constraint: Constraint): Constraint {
  const definition: Record<string, unknown> = { ...constraint.definition };
  delete definition["notValid"];
  return { ...constraint, definition } as unknown as Constraint;
}
