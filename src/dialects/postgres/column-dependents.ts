import { constraintsOf, createOf } from "../../operations/constraints";
import type { Operation } from "../../operations/operation";
import type { Index, Table } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { mentions } from "./expression-text";

/** The operations that bring back what goes with a column when it is dropped: the constraints and indexes that it is part of. */
export function createDependents(owner: Table, column: string): readonly Operation[] {
  const table = nameOf(owner);
  const constraints = constraintsOf(owner).filter(({ definition }) =>
    "expression" in definition ? mentions(definition.expression, column) : definition.columns.includes(column),
  );
  return [
    ...constraints.map((constraint) => createOf(table, constraint)),
    ...owner.indexes
      .filter((index) => isOver(index, column))
      .map((index): Operation => ({ kind: "createIndex", table, index })),
  ];
}

function isOver({ parts, where, attributes }: Index, column: string): boolean {
  const included = attributes?.["postgres.include"];
  return (
    (where !== undefined && mentions(where, column)) ||
    (Array.isArray(included) && (included as readonly string[]).includes(column)) ||
    parts.some((part) => part.column === column || (part.expression !== undefined && mentions(part.expression, column)))
  );
}
