import { defineOperation, type OperationDefinition } from "./definition";
import type { CoreKind, CustomOperationCall, Operation } from "./operation";

type DefinitionOf = (operation: Operation) => OperationDefinition<CoreKind, readonly unknown[]>;

/** @param definitionOf the definitions of the operations inside, this one among them. */
export function defineCustom(definitionOf: DefinitionOf) {
  return defineOperation({
    kind: "custom",
    create: (call: CustomOperationCall) => call,
    toArguments: (call): [CustomOperationCall] => [call],
    reverse: ({ undo }) => undo,
    summarize: ({ summary }) => summary,
    hazards: ({ operations }) => operations.flatMap((operation) => definitionOf(operation).hazards(operation)),
    apply: (schema, { operations }) =>
      operations.reduce((before, operation) => definitionOf(operation).apply(before, operation), schema),
    isApplied: (schema, { operations }) => {
      const answers = operations.map((operation) => definitionOf(operation).isApplied(schema, operation));
      return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
    },
  });
}
