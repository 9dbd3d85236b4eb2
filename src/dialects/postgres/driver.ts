import type { Client, ClientConfig, QueryArrayConfig, QueryArrayResult } from "pg";
import type { Driver, DriverConnection, DriverResult, ExecuteOptions } from "../../dialect/driver";
import { loadPackage } from "../../dialect/load-package";
import { OrmError } from "../../errors/orm-error";
import type { PostgresSettings } from "./options";
import { toParameter } from "./parameter";
import { setSearchPath } from "./search-path";
import { readServerInfo } from "./server-info";

/** The most statements that stay prepared on one connection; the server keeps memory for each. */
const MAX_PREPARED = 500;
const COUNTED = /^(INSERT|UPDATE|DELETE|MERGE|COPY)$/;
const STALE_STATEMENT = new Set(["26000", "0A000"]);

/** Values stay the text that the server sent: codecs decode each once, knowing the column. */
const rawText = { getTypeParser: () => (text: string) => text } as unknown as NonNullable<ClientConfig["types"]>;

interface PgPackage {
  readonly Client: new (config: ClientConfig) => Client;
}

/** Connects with the npm package `pg`. @throws OrmError `DIALECT.DRIVER_MISSING`. */
export function createPgDriver(settings: PostgresSettings): Driver {
  const pg = loadPackage<PgPackage>("pg");
  return {
    packageName: "pg",
    maxConnections: settings.poolSize,
    address: settings.address,
    open: () => openConnection(pg, settings),
    openDatabase: (database) => openConnection(pg, { ...settings, database }),
    readServerInfo: (connection) => readServerInfo(connection, settings.schema),
    close: async () => {},
  };
}

async function openConnection(pg: PgPackage, settings: PostgresSettings): Promise<DriverConnection> {
  const client = new pg.Client({
    host: settings.host,
    port: settings.port,
    user: settings.username,
    database: settings.database,
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.ssl === undefined ? {} : { ssl: settings.ssl }),
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    keepAlive: true,
    types: rawText,
  });
  const connection = new PgConnection(client);
  try {
    await client.connect();
    await connection.setUp(settings);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** What `pg` knows of a connection but its types do not say. */
interface ClientInternals {
  readonly processID: number | null;
  readonly connection: { on(event: "parameterStatus", listener: (message: ParameterStatus) => void): void };
  getTransactionStatus?(): string | null;
}

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

class PgConnection implements DriverConnection {
  readonly #client: Client;
  readonly #internals: ClientInternals;
  readonly #statementNames = new Map<string, string>();
  #statementCount = 0;
  #dateStyle = "";
  #isPooled = false;
  #isOpen = true;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
    this.#internals = client as unknown as ClientInternals;
    this.#internals.connection.on("parameterStatus", ({ parameterName, parameterValue }) => {
      if (parameterName === "DateStyle") this.#dateStyle = parameterValue;
    });
    const markClosed = (): void => {
      this.#isOpen = false;
    };
    client.on("error", markClosed);
    client.on("end", markClosed);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isPooled(): boolean {
    return this.#isPooled;
  }

  /** Settings that the answers depend on; statements are prepared only on a connection of our own (not behind a pooler). */
  async setUp({ schema, schemaOnly }: PostgresSettings): Promise<void> {
    const { rows } = await this.execute("select pg_backend_pid(), current_schema()", []);
    const [pid, current] = rows[0] ?? [];
    this.#isPooled = Number(pid) !== this.#internals.processID;
    if (schema !== undefined && this.#isPooled && (schemaOnly || current !== schema)) throw pooledSchema(schema);
    if (schema !== undefined && !this.#isPooled) await this.execute(`select ${setSearchPath(schemaOnly)}`, [schema]);
    if (!this.#dateStyle.startsWith("ISO")) await this.execute("set datestyle to 'ISO, MDY'", []);
  }

  execute(statement: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult> {
    const run = this.#tail.then(() => this.#run(statement, parameters, options?.prepare === true));
    this.#tail = run.catch(() => {});
    return run;
  }

  async close(): Promise<void> {
    await this.#tail;
    await this.#client.end().catch(() => {});
    this.#isOpen = false;
  }

  async #run(text: string, parameters: readonly unknown[], prepare: boolean): Promise<DriverResult> {
    const name = prepare ? this.#statementName(text) : undefined;
    const query = { text, values: parameters.map(toParameter), rowMode: "array" as const };
    if (name === undefined) return readResult(await this.#client.query(query), text);
    try {
      return readResult(await this.#client.query({ ...query, name } satisfies QueryArrayConfig), text);
    } catch (error) {
      if (!STALE_STATEMENT.has((error as { code?: string }).code ?? "")) throw error;
      this.#statementNames.delete(text);
      if (this.#internals.getTransactionStatus?.() !== "I") throw error;
      return readResult(await this.#client.query(query), text);
    }
  }

  /** A prepared statement that the schema has outgrown (0A000) or that was discarded (26000) gets a new name at its next use. */
  #statementName(text: string): string | undefined {
    if (this.#isPooled) return undefined;
    const known = this.#statementNames.get(text);
    if (known !== undefined) return known;
    if (this.#statementNames.size >= MAX_PREPARED) return undefined;
    const name = `orm_${(this.#statementCount += 1)}`;
    this.#statementNames.set(text, name);
    return name;
  }
}

/** Another connection of the pooler would look for the tables in another schema. */
function pooledSchema(schema: string | undefined): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `schema "${schema ?? ""}" cannot be entered through a pooler`, {
    hint: "Connect to the server directly, or give the user that schema (ALTER ROLE ... SET search_path): a pooler does not keep the search path of a session.",
  });
}

/** Of several statements in one text, the last one's result. */
function readResult(answer: QueryArrayResult | readonly QueryArrayResult[], text: string): DriverResult {
  const result = (Array.isArray(answer) ? answer[answer.length - 1] : answer) as QueryArrayResult;
  refuseSilentRollback(text, result.command);
  return {
    fields: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
    rows: result.rows as readonly (readonly unknown[])[],
    affected: COUNTED.test(result.command) ? (result.rowCount ?? 0) : 0,
  };
}

/** The server answers COMMIT of a failed transaction with ROLLBACK, and no error. @throws OrmError `QUERY.FAILED`. */
export function refuseSilentRollback(text: string, command: string | undefined): void {
  if (command !== "ROLLBACK" || !/^\s*(commit|end)\b/i.test(text)) return;
  throw new OrmError("QUERY.FAILED", "the transaction was rolled back instead of committed: a statement in it failed", {
    hint: "Do not catch the error of a statement inside a transaction, or put a savepoint around it.",
    details: { sqlstate: "25P02" },
  });
}
