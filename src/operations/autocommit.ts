import { OrmError } from "../errors/orm-error";
import { defineOperation, type OperationDefinition } from "./definition";
import type { CoreKind, Operation } from "./operation";

type DefinitionOf = (operation: Operation) => OperationDefinition<CoreKind, readonly unknown[]>;

/**
 * Operations outside of a transaction, as data; revision files write `op.autocommit(async (op) => { ... })`.
 * @param definitionOf the definitions of the operations inside, this one among them.
 */
export function defineAutocommit(definitionOf: DefinitionOf) {
  return defineOperation({
    kind: "autocommit",
    create: (operations: readonly Operation[]) => {
      if (Array.isArray(operations) && operations.length > 0) return { kind: "autocommit", operations };
      throw new OrmError("OPERATION.INVALID", "autocommit has no operations", {
        hint: "Write op.autocommit(async (op) => { await op.createIndex(...); }).",
      });
    },
    toArguments: ({ operations }): [readonly Operation[]] => [operations],
    reverse: ({ operations }) => {
      const reversed = [...operations].reverse().map((operation) => definitionOf(operation).reverse(operation));
      if (reversed.some((each) => each === undefined)) return undefined;
      return [{ kind: "autocommit", operations: reversed.flatMap((each) => each ?? []) }];
    },
    summarize: ({ operations }) =>
      `outside of a transaction: ${operations.map((operation) => definitionOf(operation).summarize(operation)).join("; ")}`,
    hazards: ({ operations }) => operations.flatMap((operation) => definitionOf(operation).hazards(operation)),
    apply: (schema, { operations }) =>
      operations.reduce((before, operation) => definitionOf(operation).apply(before, operation), schema),
    isApplied: (schema, { operations }) => {
      const answers = operations.map((operation) => definitionOf(operation).isApplied(schema, operation));
      return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
    },
  });
}

/** The operations one by one, with those that stand in an autocommit block or in a custom operation. */
export function flattenAutocommit(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation) =>
    operation.kind === "autocommit" || operation.kind === "custom"
      ? flattenAutocommit(operation.operations)
      : [operation],
  );
}

/**
 * The same changes for a place where everything runs in one transaction and nobody else is: without autocommit blocks,
 * and with indexes that are built the usual way.
 */
export function withinTransaction(operations: readonly Operation[]): readonly Operation[] {
  return flattenAutocommit(operations).map((operation) => {
    if (operation.kind !== "createIndex" && operation.kind !== "dropIndex") return operation;
    const { concurrently: _concurrently, ...usual } = operation;
    return usual;
  });
}
