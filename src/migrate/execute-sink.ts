import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import type { Statement } from "../dialect/statement";
import { applyOperations } from "../operations/definitions";
import type { ExtensionOperation, Operation } from "../operations/operation";
import { emptySchema, type Schema } from "../schema/model";
import { createGatheringSink } from "./gathering-sink";
import type { OperationSink } from "./operation-sink";
import { runStatement } from "./run-statement";

export interface ExecuteSinkOptions {
  readonly scope: SchemaScope;
  /** Called after each statement that ran. */
  readonly onStatement?: (statement: Statement, milliseconds: number) => void;
}

/**
 * Runs operations on a connection. It reads the schema only when an operation needs to know it (a rebuild, a column that
 * must be written whole), then keeps it up to date in memory for as long as it can.
 */
export function createExecuteSink(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  options: ExecuteSinkOptions,
): OperationSink {
  let schema: Schema | undefined;
  return createGatheringSink(dialect.lowering, runAll);

  async function runAll(operations: readonly Operation[]): Promise<void> {
    if (schema === undefined && operations.some((operation) => dialect.lowering.needsSchema(operation))) {
      schema = await dialect.introspector.read(connection, options.scope);
    }
    const context = { schema: schema ?? emptySchema };
    const after = schema === undefined ? undefined : applyOperations(schema, operations);
    const lowered = dialect.lowering.lower(operations, context);
    for (const operation of lowered) {
      for (const statement of compileOperation(dialect.ddl, operation, context)) await run(statement);
    }
    schema = lowered.some(isOpaque) ? undefined : after;
  }

  async function run(statement: Statement): Promise<void> {
    const started = performance.now();
    await runStatement(dialect, connection, statement.sql, statement.parameters);
    options.onStatement?.(statement, performance.now() - started);
  }
}

/** Raw SQL, renames and a dialect's own operations may change more than the model can see: texts kept in the catalog. */
function isOpaque({ kind }: Operation | ExtensionOperation): boolean {
  return kind === "execute" || kind === "renameTable" || kind === "renameColumn" || kind.includes(".");
}
