import type { Schema } from "../schema/model";
import type { CoreKind, CoreOperations, Hazard, Operation } from "./operation";

/**
 * Everything that is known about one kind of operation, apart from its SQL.
 * `create` is also the signature of the method on `op`, and `toArguments` its inverse: that is how a revision file is printed.
 */
export interface OperationDefinition<K extends CoreKind, A extends readonly unknown[]> {
  readonly kind: K;
  /** Builds the operation from what a revision file says. @throws OrmError `OPERATION.INVALID`. */
  create(...args: A): CoreOperations[K];
  /** The arguments that build the operation again. */
  toArguments(operation: CoreOperations[K]): readonly [...NoInfer<A>];
  /** The operations that undo this one, in order; `undefined` where it cannot be undone. */
  reverse(operation: CoreOperations[K]): readonly Operation[] | undefined;
  /** One line for people, without a full stop: `add column "email" to table "users"`. */
  summarize(operation: CoreOperations[K]): string;
  hazards(operation: CoreOperations[K]): readonly Hazard[];
  /** The schema after the operation. @throws OrmError `SCHEMA.NOT_FOUND`, `SCHEMA.DUPLICATE`. */
  apply(schema: Schema, operation: CoreOperations[K]): Schema;
  /** Whether a schema shows the operation's effect already; `undefined` where the schema cannot tell. */
  isApplied(schema: Schema, operation: CoreOperations[K]): boolean | undefined;
}

/** Checks a definition against its kind and keeps the types of its arguments, which `create` alone tells. */
export function defineOperation<K extends CoreKind, A extends readonly unknown[]>(
  definition: OperationDefinition<K, A>,
): OperationDefinition<K, A> {
  return definition;
}
