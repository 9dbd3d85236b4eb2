import type { AlterColumn, ColumnChange, Operation } from "../operations/operation";
import { findColumn, findEnum, findTable } from "../schema/lookup";
import type { Column, Schema } from "../schema/model";
import { findObject } from "../schema/object-reference";

/** An operation as a file calls it, with what was there before: what it risks may depend on that. */
export function withPrevious(operation: Operation, before: Schema): Operation {
  switch (operation.kind) {
    case "alterColumn":
      return withPreviousColumn(operation, before);
    case "alterEnum": {
      const values = findEnum(before, operation.enum)?.values;
      return values === undefined ? operation : { ...operation, previous: values };
    }
    case "alterDomain": {
      const previous = findObject(before, operation.object);
      return previous?.kind === "domain" ? { ...operation, previous } : operation;
    }
    default:
      return operation;
  }
}

function withPreviousColumn(operation: AlterColumn, before: Schema): Operation {
  const table = findTable(before, operation.table);
  const column = table === undefined ? undefined : findColumn(table, operation.column);
  if (column === undefined) return operation;
  const members = Object.keys(operation.change) as (keyof ColumnChange & keyof Column)[];
  const absent = (member: keyof ColumnChange): unknown => (member === "autoIncrement" ? false : null);
  const previous = Object.fromEntries(members.map((member) => [member, column[member] ?? absent(member)]));
  return { ...operation, previous: previous as ColumnChange };
}
