import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import type { Statement } from "../dialect/statement";
import { OrmError } from "../errors/orm-error";
import { applyOperations, summarizeOperation } from "../operations/definitions";
import type { ExtensionOperation, Operation } from "../operations/operation";
import { emptySchema, type Schema } from "../schema/model";
import { createGatheringSink, type Outside } from "./gathering-sink";
import type { OperationSink } from "./operation-sink";
import { runStatement } from "./run-statement";

export interface ExecuteSinkOptions {
  readonly scope: SchemaScope;
  /** Called after each statement that ran. */
  readonly onStatement?: (statement: Statement, milliseconds: number) => void;
  /** Runs a statement, and gives it as it ran; without it, it just runs. */
  readonly execute?: (statement: Statement) => Promise<Statement>;
  /** Leaves the transaction for the work and enters another one. Without it everything is in the one that the caller opened. */
  readonly outside?: Outside;
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
  let isOutside = false;
  const { outside } = options;
  const execute = options.execute ?? executePlainly;
  // A block in a block is outside already.
  const leave: Outside | undefined = outside && ((work) => (isOutside ? work() : outside(() => runOutside(work))));
  return createGatheringSink(dialect.lowering, runAll, leave);

  async function executePlainly(statement: Statement): Promise<Statement> {
    await runStatement(dialect, connection, statement.sql, statement.parameters);
    return statement;
  }

  async function runOutside(work: () => Promise<void>): Promise<void> {
    isOutside = true;
    try {
      await work();
    } finally {
      isOutside = false;
    }
  }

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
    if (!statement.transactional && !isOutside) throw needsBlock(statement);
    const started = performance.now();
    const ran = await execute(statement);
    options.onStatement?.(ran, performance.now() - started);
  }
}

function needsBlock({ source, sql }: Statement): OrmError {
  const what = isCore(source) ? summarizeOperation(source) : sql;
  return new OrmError("OPERATION.INVALID", `"${what}" cannot run inside a transaction`, {
    hint: "Put it into a block: await op.autocommit(async (op) => { ... }).",
    details: { sql },
  });
}

function isCore(source: Operation | ExtensionOperation): source is Operation {
  return !source.kind.includes(".");
}

/** Raw SQL, renames and a dialect's own operations may change more than the model can see: texts kept in the catalog. */
function isOpaque({ kind }: Operation | ExtensionOperation): boolean {
  return kind === "execute" || kind === "renameTable" || kind === "renameColumn" || kind.includes(".");
}
