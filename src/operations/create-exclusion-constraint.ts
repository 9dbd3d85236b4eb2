import { OrmError } from "../errors/orm-error";
import type { ExclusionConstraint } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { addConstraint, describeConstraint, dropOf, hasConstraint, referenceTo } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { ConstraintReference } from "./operation";

/** Adds an exclusion constraint to a table. */
export const createExclusionConstraint = defineOperation({
  kind: "createExclusionConstraint",
  create: (name: NameInput, exclusion: ExclusionConstraint) => {
    const table = readName(name, "createExclusionConstraint");
    requireElements(table.name, exclusion);
    return { kind: "createExclusionConstraint", table, exclusion };
  },
  toArguments: ({ table, exclusion }) => [writeName(table), exclusion],
  reverse: ({ table, exclusion }) => [dropOf(table, { type: "exclusion", definition: exclusion })],
  summarize: ({ table, exclusion }) =>
    `create ${describeConstraint(reference(exclusion))} on table "${nameKey(table)}"`,
  hazards: () => [],
  apply: (schema, { table, exclusion }) => addConstraint(schema, table, { type: "exclusion", definition: exclusion }),
  isApplied: (schema, { table, exclusion }) => hasConstraint(schema, table, reference(exclusion)),
});

function reference(definition: ExclusionConstraint): ConstraintReference {
  return referenceTo({ type: "exclusion", definition });
}

function requireElements(table: string, exclusion: ExclusionConstraint): void {
  const elements: unknown = exclusion?.elements;
  const isElement = (element: Partial<ExclusionConstraint["elements"][number]> | null): boolean =>
    typeof element?.operator === "string" && (element.column === undefined) !== (element.expression === undefined);
  if (Array.isArray(elements) && elements.length > 0 && elements.every(isElement)) return;
  throw new OrmError(
    "OPERATION.INVALID",
    `createExclusionConstraint on "${table}" needs elements with their operators`,
    {
      hint: 'Write it as { name: "no_overlap", method: "gist", elements: [{ column: "during", operator: "&&" }] }.',
    },
  );
}
