import { constraintsOf, createOf } from "../../operations/constraints";
import type { AlterColumn, Operation } from "../../operations/operation";
import type { Column, Index, Table } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { mentions } from "./expression-text";

/** The operations that bring back what goes with a column when it is dropped: the constraints and indexes that it is part of. */
export function createDependents(owner: Table, column: string): readonly Operation[] {
  const table = nameOf(owner);
  const constraints = constraintsOf(owner).filter(({ definition }) =>
    "expression" in definition
      ? mentions(definition.expression, column)
      : "elements" in definition
        ? isOver({ ...definition, parts: definition.elements }, column)
        : definition.columns.includes(column),
  );
  return [
    ...constraints.map((constraint) => createOf(table, constraint)),
    ...owner.indexes
      .filter((index) => isOver(index, column))
      .map((index): Operation => ({ kind: "createIndex", table, index })),
  ];
}

/** The generated columns that are made anew for a change of another one: the server changes no type under them. */
export function findRecomputed(owner: Table, { column, change }: AlterColumn): readonly Column[] {
  if (change.type === undefined && change.collation === undefined) return [];
  return owner.columns.filter(
    ({ name, generated }) => name !== column && generated !== undefined && mentions(generated.expression, column),
  );
}

/** Whether an index has anything to do with a column. */
export function isOver(
  { parts, where, attributes }: Pick<Index, "parts" | "where" | "attributes">,
  column: string,
): boolean {
  const included = attributes?.["postgres.include"];
  return (
    (where !== undefined && mentions(where, column)) ||
    (Array.isArray(included) && (included as readonly string[]).includes(column)) ||
    parts.some((part) => part.column === column || (part.expression !== undefined && mentions(part.expression, column)))
  );
}
