import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection, DriverResult } from "../dialect/driver";
import { findTable } from "../schema/lookup";
import type { Operation } from "../operations/operation";
import type { ObjectName, Schema, Table } from "../schema/model";
import type { NamingConvention } from "../schema/naming-convention";
import { SqlFragment } from "../schema/sql-fragment";
import { isDone } from "./conditional";
import type { RegisteredOperation } from "./custom-operations";
import { OperationNaming } from "./name-operation";
import type { OperationSink } from "./operation-sink";
import { createOperationsFacade, type OperationsFacade } from "./operations-facade";
import { decodeRows } from "./queried-rows";
import { createRunBatch, type BatchProgress } from "./run-batch";
import { runStatement } from "./run-statement";

/** What a revision on a connection may be given beside it. */
export interface RevisionFacadeOptions {
  /** Refuses a statement that is no operation, by throwing, before it runs. */
  readonly checkSql?: (sql: string) => void;
  /** The project's own operations. */
  readonly operations?: readonly RegisteredOperation[];
  /** How what calls leave without a name is called. Default: the database names it. */
  readonly namingConvention?: NamingConvention | undefined;
  /** The `-x key=value` arguments of the run. */
  readonly x?: Readonly<Record<string, string>>;
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Ends batches between two steps. */
  readonly signal?: AbortSignal;
}

/** `op` for a revision that runs on a connection: operations go into the sink, rows are read as objects. */
export function createRevisionFacade(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  sink: OperationSink,
  options: RevisionFacadeOptions = {},
): OperationsFacade {
  const { checkSql, operations, x, onProgress, signal } = options;
  const run = async (sql: string, parameters: readonly unknown[]): Promise<DriverResult> => {
    checkSql?.(sql);
    return runStatement(dialect, connection, sql, parameters);
  };
  const runFragment = (statement: string | SqlFragment): Promise<DriverResult> => {
    const fragment = SqlFragment.is(statement) ? statement : new SqlFragment([statement], []);
    const { sql, parameters } = dialect.queries.fragment(fragment);
    return run(sql, parameters);
  };
  const isApplied = async (operation: Operation): Promise<boolean> => {
    await sink.flush();
    return isDone(await readSchemaOf(dialect, connection, operation), operation);
  };
  return createOperationsFacade({
    sink: withIsApplied(sink, isApplied),
    dialect: { name: dialect.name, capabilities: dialect.capabilities },
    query: async (statement) => decodeRows(dialect, await runFragment(statement)),
    execute: async (statement) => {
      const result = await runFragment(statement);
      return { rows: decodeRows(dialect, result), affected: result.affected };
    },
    batch: createRunBatch({
      dialect,
      run,
      readTable: (name) => readTable(dialect, connection, name),
      ...(onProgress === undefined ? {} : { report: onProgress }),
      ...(signal === undefined ? {} : { signal }),
    }),
    naming: new OperationNaming(dialect, options.namingConvention),
    ...(operations === undefined ? {} : { operations }),
    ...(x === undefined ? {} : { x }),
  });
}

/** The sink with an answer to what the database has already, where it gives none itself. */
function withIsApplied(sink: OperationSink, isApplied: (operation: Operation) => Promise<boolean>): OperationSink {
  return new Proxy(sink, {
    get: (target, name) =>
      name === "isApplied" ? (target.isApplied ?? isApplied) : (target[name as keyof OperationSink] as unknown),
  });
}

/** The part of the database that an operation is about, as it is now. */
function readSchemaOf(dialect: ResolvedDialect, connection: DriverConnection, operation: Operation): Promise<Schema> {
  const parts = operation as { readonly [K in "table" | "enum" | "object"]?: ObjectName };
  const schema = (parts.table ?? parts.enum ?? parts.object)?.schema;
  return dialect.introspector.read(connection, schema === undefined ? {} : { schemas: [schema] });
}

/** One table as it is now. */
async function readTable(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  name: ObjectName,
): Promise<Table | undefined> {
  const schema = await dialect.introspector.read(connection, {
    ...(name.schema === undefined ? {} : { schemas: [name.schema] }),
    isIgnored: (table) => table !== name.name,
  });
  return findTable(schema, name);
}
