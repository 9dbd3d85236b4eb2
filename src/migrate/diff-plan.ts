import type { DiffAnswers, DiffResult } from "../diff/diff-options";
import type { Question } from "../diff/question";
import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import { analyzeHazards } from "../dialect/hazards";
import type { SchemaScope } from "../dialect/introspector";
import { OrmError } from "../errors/orm-error";
import { flattenAutocommit } from "../operations/autocommit";
import { applyOperations, argumentsOf, reverseOperation, summarizeOperation } from "../operations/definitions";
import type { ExtensionOperation, Hazard, Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import { compareSchemas, compareWithDatabase } from "./compare";
import { createGatheringSink } from "./gathering-sink";
import { loadGraph } from "./locations";
import type { MigrationHost } from "./migration-host";
import { ownedObjectFinder } from "./owned-objects";
import { createVersionTable, isRunnerTable } from "./version-table";

/** One change, with everything that is known of it. */
export interface PlannedChange {
  readonly operation: Operation;
  /** One line for people: `add column "email" to table "users"`. */
  readonly summary: string;
  readonly hazards: readonly Hazard[];
  /** What the method of `op` is called with to make the change. */
  readonly arguments: readonly unknown[];
  /** The operations that undo it, in order; absent where nothing can. */
  readonly reverse?: readonly Operation[];
  /** Its statements. Those that make several changes at once stand at the first of them. */
  readonly sql: readonly string[];
}

/** What turns one schema into another, in an order that a database can follow. */
export interface DiffPlan {
  readonly changes: readonly PlannedChange[];
  /** What the comparison cannot decide; until then each counts as "not a rename". */
  readonly questions: readonly Question[];
}

/** What would make the database equal to the entities. Nothing is changed. */
export async function planForEntities(host: MigrationHost, answers: DiffAnswers = {}): Promise<DiffPlan> {
  return host.withConnection(async (connection) => {
    const findOwned = ownedObjectFinder(host, async () => ({
      graph: await loadGraph(host, "empty"),
      rows: await createVersionTable(host.dialect, host.migrations).read(connection),
    }));
    const { actual, ...result } = await compareWithDatabase(host, connection, answers, findOwned);
    return planOf(host.dialect, actual, result);
  });
}

/**
 * What would make the first database equal to the second, with all that it holds; neither is changed.
 * @throws OrmError `DIALECT.UNSUPPORTED` where they are of different kinds.
 */
export async function planBetweenDatabases(
  from: MigrationHost,
  to: MigrationHost,
  answers: DiffAnswers = {},
): Promise<DiffPlan> {
  if (from.dialect.name !== to.dialect.name) throw differentKinds(from, to);
  return from.withConnection((one) =>
    to.withConnection(async (other) => {
      const actual = await readAll(from, one);
      const wanted = await from.dialect.normalizer.normalize(one, await readAll(to, other), actual);
      return planOf(
        from.dialect,
        actual,
        await compareSchemas(from.dialect, one, actual, wanted, { answers, hooks: from.migrations }),
      );
    }),
  );
}

function differentKinds(from: MigrationHost, to: MigrationHost): OrmError {
  return new OrmError(
    "DIALECT.UNSUPPORTED",
    `${from.dialect.displayName} (${from.address}) cannot be compared with ${to.dialect.displayName} (${to.address})`,
    { hint: "Compare databases of the same kind: their types and their SQL are the same only then." },
  );
}

/** Every schema of the database, without the runner's own tables. */
async function readAll({ dialect, migrations }: MigrationHost, connection: DriverConnection): Promise<Schema> {
  const schemas = await dialect.introspector.listSchemas?.(connection);
  const scope: SchemaScope = {
    ...(schemas === undefined ? {} : { schemas }),
    isIgnored: (table) => isRunnerTable(table, migrations),
  };
  return dialect.introspector.read(connection, scope);
}

async function planOf(
  dialect: ResolvedDialect,
  actual: Schema,
  { operations, questions }: DiffResult,
): Promise<DiffPlan> {
  const statements = await compile(dialect, actual, operations);
  const hazards = analyzeHazards(operations, actual, dialect.hazards);
  const changes = operations.map((operation, index): PlannedChange => {
    const reverse = reverseOperation(operation);
    return {
      operation,
      summary: summarizeOperation(operation),
      hazards: hazards[index]!,
      arguments: argumentsOf(operation),
      ...(reverse === undefined ? {} : { reverse }),
      sql: statements.get(operation) ?? [],
    };
  });
  return { changes, questions };
}

/** The SQL of each operation, lowered together with those around it, as a run would do. */
async function compile(
  dialect: ResolvedDialect,
  start: Schema,
  operations: readonly Operation[],
): Promise<ReadonlyMap<Operation, readonly string[]>> {
  const statements = new Map<Operation, string[]>(operations.map((operation) => [operation, []]));
  const owners = new Map(
    operations.flatMap((operation) => flattenAutocommit([operation]).map((part) => [part, operation] as const)),
  );
  let schema = start;
  const sink = createGatheringSink(dialect.lowering, async (group) => {
    const context = { schema };
    schema = applyOperations(schema, group);
    for (const lowered of dialect.lowering.lower(group, context)) {
      for (const { sql, source } of compileOperation(dialect.ddl, lowered, context)) {
        statements.get(owners.get(firstSource(source, group))!)?.push(sql);
      }
    }
  });
  for (const part of owners.keys()) await sink.accept(part);
  await sink.flush();
  return statements;
}

/** The operation that a statement comes from; the first of the group where lowering made another of several. */
function firstSource(source: Operation | ExtensionOperation, group: readonly Operation[]): Operation {
  const candidates: readonly (Operation | ExtensionOperation)[] = "sources" in source ? source.sources : [source];
  return group.find((operation) => candidates.includes(operation)) ?? group[0]!;
}
