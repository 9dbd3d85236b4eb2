import { addColumn } from "./add-column";
import { alterColumn } from "./alter-column";
import { alterEnum } from "./alter-enum";
import { defineAutocommit } from "./autocommit";
import { defineCustom } from "./custom";
import { bulkInsert } from "./bulk-insert";
import { commentOn } from "./comment-on";
import { createCheckConstraint } from "./create-check-constraint";
import { createEnum } from "./create-enum";
import { createExclusionConstraint } from "./create-exclusion-constraint";
import { createForeignKey } from "./create-foreign-key";
import { createIndex } from "./create-index";
import { createPrimaryKey } from "./create-primary-key";
import { createSchema } from "./create-schema";
import { createTable } from "./create-table";
import { createUniqueConstraint } from "./create-unique-constraint";
import type { OperationDefinition } from "./definition";
import { dropColumn } from "./drop-column";
import { dropConstraint } from "./drop-constraint";
import { dropEnum } from "./drop-enum";
import { dropIndex } from "./drop-index";
import { dropSchema } from "./drop-schema";
import { dropTable } from "./drop-table";
import { execute } from "./execute";
import { objectDefinitions } from "./objects/definitions";
import { renameObject } from "./objects/rename-object";
import type { CoreKind, Hazard, Operation } from "./operation";
import { renameColumn } from "./rename-column";
import { renameConstraint } from "./rename-constraint";
import { renameEnum } from "./rename-enum";
import { renameIndex } from "./rename-index";
import { renameTable } from "./rename-table";
import { validateConstraint } from "./validate-constraint";
import { setTableAttributes } from "./set-table-attributes";
import type { Schema } from "../schema/model";

/** The definition of every core operation. The keys are the methods of `op`. */
export const operationDefinitions = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  alterColumn,
  dropColumn,
  renameColumn,
  createIndex,
  dropIndex,
  renameIndex,
  createPrimaryKey,
  createForeignKey,
  createUniqueConstraint,
  createCheckConstraint,
  createExclusionConstraint,
  dropConstraint,
  renameConstraint,
  validateConstraint,
  createEnum,
  alterEnum,
  renameEnum,
  dropEnum,
  createSchema,
  dropSchema,
  commentOn,
  setTableAttributes,
  ...objectDefinitions,
  renameObject,
  execute,
  bulkInsert,
  autocommit: defineAutocommit((operation) => definitionOf(operation)),
  custom: defineCustom((operation) => definitionOf(operation)),
} as const satisfies { readonly [K in CoreKind]: unknown };

/** The definition of an operation's kind. */
function definitionOf(operation: Operation): OperationDefinition<CoreKind, readonly unknown[]> {
  return operationDefinitions[operation.kind];
}

/** One line for people: `add column "email" to table "users"`. */
export function summarizeOperation(operation: Operation): string {
  return definitionOf(operation).summarize(operation);
}

/** The operations that undo an operation, or `undefined` where it cannot be undone. */
export function reverseOperation(operation: Operation): readonly Operation[] | undefined {
  return definitionOf(operation).reverse(operation);
}

export function hazardsOf(operation: Operation): readonly Hazard[] {
  return definitionOf(operation).hazards(operation);
}

/** The arguments of the call on `op` that makes the operation again. */
export function argumentsOf(operation: Operation): readonly unknown[] {
  return definitionOf(operation).toArguments(operation);
}

/** The schema after an operation. @throws OrmError `SCHEMA.NOT_FOUND`, `SCHEMA.DUPLICATE`. */
export function applyOperation(schema: Schema, operation: Operation): Schema {
  return definitionOf(operation).apply(schema, operation);
}

/** The schema after several operations, in order. */
export function applyOperations(schema: Schema, operations: readonly Operation[]): Schema {
  return operations.reduce(applyOperation, schema);
}

/** Whether a schema shows an operation's effect already; `undefined` where the schema cannot tell. */
export function isOperationApplied(schema: Schema, operation: Operation): boolean | undefined {
  return definitionOf(operation).isApplied(schema, operation);
}
