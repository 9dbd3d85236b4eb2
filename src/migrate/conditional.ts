import { isOperationApplied } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { findColumn, findTable } from "../schema/lookup";
import type { Schema } from "../schema/model";

/**
 * Whether an operation is to be left out where its effect is there already, and that has to be found out: the condition of a schema is
 * part of its SQL everywhere.
 */
export function isConditional(operation: Operation): boolean {
  if (operation.kind === "createSchema" || operation.kind === "dropSchema") return false;
  return (
    ("ifExists" in operation && operation.ifExists === true) ||
    ("ifNotExists" in operation && operation.ifNotExists === true)
  );
}

/** The same operation for a database that was asked already. */
export function withoutCondition(operation: Operation): Operation {
  const {
    ifExists: _exists,
    ifNotExists: _missing,
    ...rest
  } = operation as Operation & {
    readonly ifExists?: boolean;
    readonly ifNotExists?: boolean;
  };
  return rest;
}

/** Whether a schema has what is to be created, whatever it looks like, or has not what is to be dropped. */
export function isDone(schema: Schema, operation: Operation): boolean {
  if (operation.kind !== "addColumn") return isOperationApplied(schema, operation) === true;
  const table = findTable(schema, operation.table);
  return table !== undefined && findColumn(table, operation.column.name) !== undefined;
}
