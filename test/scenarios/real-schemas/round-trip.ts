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
import { differingLines } from "../differing-lines";
import { readServerText as readMysqlText } from "../mysql/server-text";
import { readPgDump } from "../postgres/pg-dump";
import { readServerText as readPostgresText } from "../postgres/server-text";
import { readServerText as readSqliteText } from "../sqlite/server-text";
import type { ScenarioDatabase } from "../run-scenario";
import { sessionSettingsOf } from "./load-schema";
import type { RealSchema } from "./real-schema";

const DIALECTS: Readonly<Record<RealSchema["dialect"], Dialect>> = {
  postgres: postgresDialect,
  mysql: mysqlDialect,
  sqlite: sqliteDialect,
};

/** The server's own text of a database, where the round trip compares it. */
const DUMPS: Readonly<Partial<Record<RealSchema["dialect"], (database: ScenarioDatabase) => Promise<string>>>> = {
  mysql: readMysqlText,
  postgres: readPostgresText,
  sqlite: readSqliteText,
};

/** The text of a tool that comes with the server, where there is one and it is installed. */
const TOOLS: Readonly<
  Partial<Record<RealSchema["dialect"], (options: DatabaseOptions, place: Place) => Promise<string | undefined>>>
> = {
  postgres: ({ url }, { version }) => readPgDump(url!, version),
};

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;
const VIRTUAL_TABLES = "SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'";

/**
 * Whether a database compares equal to itself, and to the one that is made from its model alone.
 * @returns what does not, in words; nothing where all is well.
 */
export async function findDifferences(
  schema: RealSchema,
  loaded: DatabaseOptions,
  empty: DatabaseOptions,
): Promise<string | undefined> {
  const { dialect } = schema;
  const places: Place[] = [];
  try {
    for (const options of [loaded, empty]) places.push(await open(DIALECTS[dialect], options));
    for (const { connection } of places) {
      for (const setting of sessionSettingsOf(schema)) await connection.execute(setting, []);
    }
    const [original, copy] = [places[0]!, places[1]!];
    const scope = await readScope(dialect, original);
    const model = await original.server.introspector.read(original.connection, scope);
    const phantoms = await compare(original, model, model);
    if (phantoms.length > 0) return `against itself: ${list(phantoms)}`;
    if (dialect === "sqlite") await copyVirtualTables(original, copy);
    const first = await copy.server.introspector.read(copy.connection, scope);
    const plan = diff(emptySchema, model, { ...copy.server, answers: { noRenames: true } }).operations;
    await run(
      copy,
      scope,
      plan.filter((each) => !isThere(each, first)),
    );
    const again = await copy.server.introspector.read(copy.connection, scope);
    const dump = DUMPS[dialect];
    const rest = await compare(copy, again, {
      ...model,
      ...(dump === undefined ? { objects: [] } : {}),
      unmanaged: [],
    });
    if (rest.length > 0 || dump === undefined)
      return rest.length > 0 ? `made from the model: ${list(rest)}` : undefined;
    const lines = differingLines(await dump(textPlace(copy)), await dump(textPlace(original)));
    if (lines !== "") return `the server's own text differs:\n${lines}`;
    const tool = TOOLS[dialect];
    if (tool === undefined) return undefined;
    const different = differingLines(await tool(empty, original), await tool(loaded, original));
    return different === "" ? undefined : `the text of the server's own tool differs:\n${different}`;
  } catch (error) {
    return error instanceof Error ? describe(error) : String(error);
  } finally {
    for (const { close } of places) await close();
  }
}

function textPlace({ connection, server }: Place): ScenarioDatabase {
  return { connection, dialect: server };
}

/** What is named and left alone must be there already for the triggers that write it. */
async function copyVirtualTables(original: Place, copy: Place): Promise<void> {
  const { rows } = await original.connection.execute(VIRTUAL_TABLES, []);
  for (const [sql] of rows) await copy.connection.execute(String(sql), []);
}

interface Place {
  /** The version of the server. */
  readonly version: string;
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
  const info = await driver.readServerInfo(connection);
  return { version: info.version, connection, server: dialect.resolve(info), close };
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
