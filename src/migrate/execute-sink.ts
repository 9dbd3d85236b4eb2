import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import type { Statement } from "../dialect/statement";
import { applyOperations } from "../operations/definitions";
import type { ExtensionOperation, Operation } from "../operations/operation";
import { emptySchema, type Schema } from "../schema/model";
import { createGatheringSink, type Outside } from "./gathering-sink";
import { itemOf } from "./journal-entry";
import { needsBlock } from "./needs-block";
import type { OperationSink } from "./operation-sink";
import { replayEntry, replayWork, type ReplayParts } from "./replay";
import { runStatement } from "./run-statement";

export interface ExecuteSinkOptions {
  readonly scope: SchemaScope;
  /** Called after each statement that ran. */
  readonly onStatement?: (statement: Statement, milliseconds: number) => void;
  /** Runs a statement, and gives it as it ran; without it, it just runs. */
  readonly execute?: (statement: Statement) => Promise<Statement>;
  /** Leaves the transaction for the work and enters another one. Without it everything is in the one that the caller opened. */
  readonly outside?: Outside;
  /** What is done once for ever, also when the revision begins anew after a break. */
  readonly replay?: ReplayParts;
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
  const { outside, replay } = options;
  const execute = options.execute ?? executePlainly;
  // A block in a block is outside already.
  const leave: Outside | undefined = outside && ((work) => (isOutside ? work() : outside(() => runOutside(work))));
  const sink = createGatheringSink(
    dialect.lowering,
    replay === undefined ? runNew : (group) => runAll(group, replay),
    leave,
  );
  return { ...sink, ...(replay === undefined ? {} : { once: onceFor(replay) }) };

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

  function onceFor(parts: ReplayParts): NonNullable<OperationSink["once"]> {
    return async (key, isSeparate, work, sql) => {
      await sink.flush();
      return replayWork(parts, { key, isSeparate, sql }, work);
    };
  }

  /** What an earlier run did is passed over; what it began is brought to its end. */
  async function runAll(operations: readonly Operation[], parts: ReplayParts): Promise<void> {
    let rest = operations;
    while (rest.length > 0) {
      const passed = await replayEntry(parts, rest, run);
      if (passed === 0) return runEntry(rest, parts);
      // What happened to the schema was not seen.
      schema = undefined;
      rest = rest.slice(passed);
    }
  }

  async function runEntry(operations: readonly Operation[], { journal }: ReplayParts): Promise<void> {
    const { statements, after } = await compile(operations);
    journal.begin(operations.map(itemOf), statements);
    try {
      for (const statement of statements) await run(statement);
    } catch (error) {
      journal.fail(error);
      throw error;
    }
    journal.end();
    schema = after;
  }

  async function runNew(operations: readonly Operation[]): Promise<void> {
    const { statements, after } = await compile(operations);
    for (const statement of statements) await run(statement);
    schema = after;
  }

  /** The statements of a group, and the schema after it, as far as it can be known. */
  async function compile(
    operations: readonly Operation[],
  ): Promise<{ readonly statements: readonly Statement[]; readonly after: Schema | undefined }> {
    if (schema === undefined && operations.some((operation) => dialect.lowering.needsSchema(operation))) {
      schema = await dialect.introspector.read(connection, options.scope);
    }
    const context = { schema: schema ?? emptySchema };
    const after = schema === undefined ? undefined : applyOperations(schema, operations);
    const lowered = dialect.lowering.lower(operations, context);
    return {
      statements: lowered.flatMap((operation) => compileOperation(dialect.ddl, operation, context)),
      after: lowered.some(isOpaque) ? undefined : after,
    };
  }

  async function run(statement: Statement): Promise<void> {
    if (!statement.transactional && !isOutside) throw needsBlock(statement);
    const started = performance.now();
    const ran = await execute(statement);
    options.onStatement?.(ran, performance.now() - started);
  }
}

/** Raw SQL, renames and a dialect's own operations may change more than the model can see: texts kept in the catalog. */
function isOpaque({ kind }: Operation | ExtensionOperation): boolean {
  return kind === "execute" || kind === "renameTable" || kind === "renameColumn" || kind.includes(".");
}
