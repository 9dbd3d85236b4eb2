import type { NamingConvention } from "../schema/naming-convention";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import { noScratchPlace, type Scratch } from "../dialect/scratch-place";
import { OrmError } from "../errors/orm-error";
import { withinTransaction } from "../operations/autocommit";
import { applyOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { findEnum, findTable, getTable } from "../schema/lookup";
import { emptySchema, type ForeignKey, type Schema } from "../schema/model";
import { findObject } from "../schema/object-reference";
import type { RegisteredOperation } from "./custom-operations";
import { createExecuteSink } from "./execute-sink";
import type { OperationSink } from "./operation-sink";
import type { Operations } from "./operations-facade";
import { withoutObjects, withSchemas } from "./proof-scope";
import { createRevisionFacade } from "./revision-facade";

/** A scratch place in which revisions run. */
export interface Trial {
  /**
   * Runs functions of a revision as the runner does, in a transaction where schema changes have one.
   * @throws OrmError what the revision failed with, with the failing `statement` in its details; `DIALECT.NO_SCRATCH_PLACE` where it may not run here.
   */
  run(work: (op: Operations) => Promise<void>): Promise<void>;
  /** What the place holds, without what it had from the beginning. */
  read(): Promise<Schema>;
}

/** `schemas`: those that take part, beside the place itself. */
export function createTrial(
  scratch: Scratch<ResolvedDialect>,
  schemas: readonly string[],
  isIgnored: (table: string) => boolean,
  namingConvention?: NamingConvention,
  operations: readonly RegisteredOperation[] = [],
): Trial {
  const { dialect } = scratch;
  const own = dialect.defaultSchema === undefined ? [] : [dialect.defaultSchema];
  const scope: SchemaScope = { schemas: [...own, ...schemas], isIgnored };
  const { connection, failed } = rememberFailure(scratch.connection);
  const guard = createGuard(scratch);
  return {
    async run(work) {
      const sink = createExecuteSink(dialect, connection, { scope });
      const facade = createRevisionFacade(dialect, connection, guard.around(sink), {
        checkSql: guard.checkSql,
        namingConvention,
        operations,
      });
      await dialect.locks.beginRevision(connection);
      try {
        await work(facade.op);
        await facade.drain();
        await facade.end();
        // The revision may have caught it.
        if (guard.refusal !== undefined) throw guard.refusal;
        await dialect.locks.commitRevision(connection);
      } catch (error) {
        await facade.end();
        await dialect.locks.rollbackRevision(connection).catch(() => undefined);
        throw guard.refusal ?? withStatement(error, failed(error));
      }
    },
    async read() {
      const schema = await dialect.introspector.read(connection, scope);
      return withSchemas(withoutObjects(schema, scratch.has), schemas);
    },
  };
}

interface Guard {
  around(sink: OperationSink): OperationSink;
  /** @throws OrmError `DIALECT.NO_SCRATCH_PLACE`. */
  checkSql(sql: string): void;
  /** What was refused, if anything was. */
  readonly refusal: OrmError | undefined;
}

/** Keeps operations inside of the place. What it refuses says nothing about the revision, which must not hide it either. */
function createGuard({ refuse, isShared = false }: Scratch<ResolvedDialect>): Guard {
  let schema = emptySchema;
  let hasRunSql = false;
  let refusal: OrmError | undefined;
  function stop(reason: string): never {
    refusal ??= noScratchPlace(reason);
    throw refusal;
  }
  function check(operation: Operation): void {
    const reason = refuse?.(operation);
    if (reason !== undefined) stop(reason);
    if (!isShared) return;
    hasRunSql ||= operation.kind === "execute";
    try {
      schema = follow(schema, operation);
    } catch (error) {
      if (hasRunSql) stop("SQL of its own may have made what an operation is about");
      throw error;
    }
  }
  return {
    get refusal() {
      return refusal;
    },
    checkSql: (sql) => check({ kind: "execute", strings: [sql], values: [] }),
    around: (sink) => ({
      flush: () => sink.flush(),
      async accept(operation) {
        for (const part of withinTransaction([operation])) {
          check(part);
          await sink.accept(part);
        }
      },
    }),
  };
}

/**
 * The schema after an operation. What the model cannot follow in every detail passes, as long as it is about an object of the schema.
 * @throws OrmError `SCHEMA.NOT_FOUND` for an operation, or a key, that leads out of it.
 */
function follow(schema: Schema, operation: Operation): Schema {
  for (const { references } of foreignKeysOf(operation)) {
    const { table: name, schema: owner } = references;
    getTable(schema, owner === undefined ? { name } : { name, schema: owner });
  }
  try {
    return applyOperation(schema, operation);
  } catch (error) {
    if (isAboutKnown(schema, operation)) return schema;
    throw error;
  }
}

/** A key to the table itself leads nowhere else. */
function foreignKeysOf(operation: Operation): readonly ForeignKey[] {
  if (operation.kind === "createForeignKey") return [operation.foreignKey];
  if (operation.kind !== "createTable") return [];
  const { name, foreignKeys } = operation.table;
  return foreignKeys.filter(({ references }) => references.table !== name);
}

function isAboutKnown(schema: Schema, operation: Operation): boolean {
  if (operation.kind.startsWith("create") && !("table" in operation)) return true;
  if ("table" in operation) return operation.kind === "createTable" || findTable(schema, operation.table) !== undefined;
  if ("enum" in operation) return findEnum(schema, operation.enum) !== undefined;
  if ("object" in operation) return findObject(schema, operation.object) !== undefined;
  return false;
}

/** The same connection; `failed` tells the statement that an error came from, if it came from one. */
function rememberFailure(connection: DriverConnection): {
  readonly connection: DriverConnection;
  failed(error: unknown): string | undefined;
} {
  let failed: { readonly statement: string; readonly error: unknown } | undefined;
  return {
    failed: (error) => (failed !== undefined && comesFrom(error, failed.error) ? failed.statement : undefined),
    connection: {
      get isOpen() {
        return connection.isOpen;
      },
      close: () => connection.close(),
      async execute(statement, parameters, options) {
        try {
          return await connection.execute(statement, parameters, options);
        } catch (error) {
          failed = { statement, error };
          throw error;
        }
      },
    },
  };
}

/** A translated error has a cause, which need not be what was thrown; what is refused without the database has none. */
function comesFrom(error: unknown, origin: unknown): boolean {
  return error === origin || (OrmError.is(error) && error.cause !== undefined);
}

function withStatement(error: unknown, statement: string | undefined): unknown {
  if (!OrmError.is(error) || statement === undefined) return error;
  return new OrmError(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: { ...error.details, statement },
    cause: error,
  });
}
