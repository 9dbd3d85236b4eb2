import type { CoreKind, CoreOperations, ExtensionOperation, Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import type { Statement } from "./statement";

/** What a compiler may look at. */
export interface DdlContext {
  /** The schema before the operation; empty where the operation did not need it (see `Lowering.needsSchema`). */
  readonly schema: Schema;
}

/** SQL for every core operation that has some of its own: a forgotten one does not compile. */
export type DdlCompiler = {
  [K in Exclude<CoreKind, "autocommit" | "custom">]: (
    operation: CoreOperations[K],
    context: DdlContext,
  ) => readonly Statement[];
} & {
  /** SQL for the dialect's own operations, made by its lowering. */
  extension(operation: ExtensionOperation, context: DdlContext): readonly Statement[];
};

/**
 * Rewrites operations for a database that does them in another way: a table rebuild instead of an ALTER,
 * several changes of one table merged into one statement.
 */
export interface Lowering {
  /** Whether the schema as it is must be known to lower or compile the operation. */
  needsSchema(operation: Operation): boolean;
  /** Whether it pays to lower the operation together with the next ones on its table. Absent: never. */
  gathers?(operation: Operation): boolean;
  /** @throws OrmError `OPERATION.UNSUPPORTED`, `SCHEMA.NOT_FOUND`. */
  lower(operations: readonly Operation[], context: DdlContext): readonly (Operation | ExtensionOperation)[];
}

/** The statements of one operation, lowered or not. */
export function compileOperation(
  compiler: DdlCompiler,
  operation: Operation | ExtensionOperation,
  context: DdlContext,
): readonly Statement[] {
  if (isExtension(operation)) return compiler.extension(operation, context);
  if (operation.kind === "autocommit" || operation.kind === "custom") {
    return operation.operations.flatMap((part) => compileOperation(compiler, part, context));
  }
  const compile = compiler[operation.kind] as (operation: Operation, context: DdlContext) => readonly Statement[];
  return compile.call(compiler, operation, context);
}

function isExtension(operation: Operation | ExtensionOperation): operation is ExtensionOperation {
  return operation.kind.includes(".");
}
