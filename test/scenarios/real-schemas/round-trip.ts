import type { Dialect, ResolvedDialect } from "../../../src/dialect/dialect";
import type { DriverConnection } from "../../../src/dialect/driver";
import type { SchemaScope } from "../../../src/dialect/introspector";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { diff } from "../../../src/diff/diff";
import { OrmError } from "../../../src/errors/orm-error";
import { createExecuteSink } from "../../../src/migrate/execute-sink";
import { summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { emptySchema, type Schema } from "../../../src/schema/model";
import type { DatabaseOptions } from "../../support/database-provider";
import type { RealSchema } from "./real-schema";

const DIALECTS: Readonly<Record<RealSchema["dialect"], Dialect>> = {
  postgres: postgresDialect,
  mysql: mysqlDialect,
  sqlite: sqliteDialect,
};

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;

/**
 * Whether a database compares equal to itself, and to the one that is made from its model alone.
 * @returns what does not, in words; nothing where all is well.
 */
export async function findDifferences(
  { dialect }: RealSchema,
  loaded: DatabaseOptions,
  empty: DatabaseOptions,
): Promise<string | undefined> {
  const places: Place[] = [];
  try {
    for (const options of [loaded, empty]) places.push(await open(DIALECTS[dialect], options));
    const [original, copy] = [places[0]!, places[1]!];
    const scope = await readScope(dialect, original);
    const model = await original.server.introspector.read(original.connection, scope);
    const phantoms = await compare(original, model, model);
    if (phantoms.length > 0) return `against itself: ${list(phantoms)}`;
    const first = await copy.server.introspector.read(copy.connection, scope);
    const plan = diff(emptySchema, model, { ...copy.server, answers: { noRenames: true } }).operations;
    await run(
      copy,
      scope,
      plan.filter((each) => !isThere(each, first)),
    );
    const again = await copy.server.introspector.read(copy.connection, scope);
    const rest = await compare(copy, again, { ...model, unmanaged: [] });
    return rest.length > 0 ? `made from the model: ${list(rest)}` : undefined;
  } catch (error) {
    return error instanceof Error ? describe(error) : String(error);
  } finally {
    for (const { close } of places) await close();
  }
}

interface Place {
  readonly connection: DriverConnection;
  readonly server: ResolvedDialect;
  close(): Promise<void>;
}

async function open(dialect: Dialect, options: DatabaseOptions): Promise<Place> {
  const driver = dialect.connect(options);
  const connection = await driver.open();
  const close = async (): Promise<void> => {
    await connection.close();
    await driver.close();
  };
  return { connection, server: dialect.resolve(await driver.readServerInfo(connection)), close };
}

async function readScope(dialect: RealSchema["dialect"], { connection }: Place): Promise<SchemaScope> {
  if (dialect !== "postgres") return {};
  const { rows } = await connection.execute(SCHEMAS, []);
  return { schemas: rows.map(([name]) => String(name)) };
}

async function compare(place: Place, actual: Schema, wanted: Schema): Promise<readonly Operation[]> {
  const normal = await place.server.normalizer.normalize(place.connection, wanted, actual);
  return diff(actual, normal, { ...place.server, answers: { noRenames: true } }).operations;
}

async function run({ connection, server }: Place, scope: SchemaScope, plan: readonly Operation[]): Promise<void> {
  await server.locks.beginRevision(connection);
  try {
    const sink = createExecuteSink(server, connection, { scope });
    for (const operation of plan) await sink.accept(operation);
    await sink.flush();
    await server.locks.commitRevision(connection);
  } catch (error) {
    await server.locks.rollbackRevision(connection).catch(() => undefined);
    throw error;
  }
}

/** The schema that every new database has is not made again. */
function isThere(operation: Operation, { tables }: Schema): boolean {
  return operation.kind === "createSchema" && operation.name === "public" && tables.length === 0;
}

function list(operations: readonly Operation[]): string {
  const shown = operations.slice(0, 8).map((each) => `\n  ${summarizeOperation(each)}`);
  return `${operations.length} operations${shown.join("")}`;
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  const { sql } = OrmError.is(error) ? (error.details as { sql?: string }) : {};
  return `${error.message}${cause}${sql === undefined ? "" : `\n  ${sql.slice(0, 600)}`}`;
}
