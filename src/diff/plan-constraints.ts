import { createOf, dropOf } from "../operations/constraints";
import type { Constraint } from "../operations/operation";
import type { StructureMatch } from "./match-structure";
import type { PlannedOperation, Step } from "./planned-operation";
import type { TablePair } from "./table-pair";

type DefinitionOf<T extends Constraint["type"]> = Extract<Constraint, { readonly type: T }>["definition"];

/** The drops, renames and creations that a match of constraints of one type asks for, inside the table's own changes. */
export function planConstraints<T extends Constraint["type"]>(
  { name: table, position }: TablePair,
  type: T,
  match: StructureMatch<DefinitionOf<T>>,
  steps: { readonly drop: Step; readonly create: Step },
): readonly PlannedOperation[] {
  const place = { stage: "change tables", table: position } as const;
  const constraint = (definition: DefinitionOf<T>): Constraint => ({ type, definition }) as Constraint;
  return [
    ...match.dropped.map((definition) => ({
      ...place,
      step: steps.drop,
      operation: dropOf(table, constraint(definition)),
    })),
    ...match.renamed.map(([before, after]): PlannedOperation => ({
      ...place,
      step: "rename constraint",
      operation: { kind: "renameConstraint", table, type, constraint: before.name!, newName: after.name! },
    })),
    ...match.added.map((definition) => ({
      ...place,
      step: steps.create,
      operation: createOf(table, constraint(definition)),
    })),
  ];
}

type MayWait = { readonly name?: string; readonly notValid?: boolean };

/**
 * The structure by which constraints are matched, blind to whether rows were ever checked, where that is on the way to the better:
 * one that is valid does not become one that is not, except anew.
 */
export function validityOf<T extends MayWait>(wanted: readonly T[], structureOf: (part: T) => string) {
  const laxer = new Set(wanted.filter(({ notValid }) => notValid === true).map((part) => structureOf(part)));
  return (part: T): string => {
    const structure = structureOf(part);
    return laxer.has(structure) ? `${structure} ${part.notValid === true}` : structure;
  };
}

/** The rows that were there before a constraint are checked, where the wanted one says so. */
export function planValidations<T extends Constraint["type"]>(
  { name: table, position }: TablePair,
  type: T,
  pairs: readonly (readonly [MayWait, MayWait])[],
): readonly PlannedOperation[] {
  return pairs.flatMap(([before, after]): readonly PlannedOperation[] => {
    const name = after.name ?? before.name;
    if (before.notValid !== true || after.notValid === true || name === undefined) return [];
    const previous = { type, definition: { ...before, name } } as unknown as Constraint;
    const operation = { kind: "validateConstraint", table, type, constraint: name, previous } as const;
    return [{ stage: "change tables", table: position, step: "validate constraint", operation }];
  });
}
