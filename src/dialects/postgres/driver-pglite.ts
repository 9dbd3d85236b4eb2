import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { DialectOptions } from "../../dialect/dialect";
import type { Driver, DriverConnection, DriverResult } from "../../dialect/driver";
import { loadPackage } from "../../dialect/load-package";
import { refuseSilentRollback } from "./driver";
import { readPgliteOptions } from "./options";
import { toParameter } from "./parameter";
import { setSearchPath } from "./search-path";
import { readServerInfo } from "./server-info";

export type { PgliteOptions } from "./options";

const PACKAGE = "@electric-sql/pglite";

type Converters = Record<number | string, (value: string) => unknown>;

interface PgliteResult {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly affectedRows?: number;
  readonly command?: string;
}

interface Pglite {
  readonly waitReady: Promise<void>;
  readonly closed: boolean;
  readonly parsers: Converters;
  readonly serializers: Converters;
  query(sql: string, parameters: readonly unknown[], options: { rowMode: "array" }): Promise<PgliteResult>;
  exec(sql: string, options: { rowMode: "array" }): Promise<readonly PgliteResult[]>;
  close(): Promise<void>;
}

interface PglitePackage {
  readonly PGlite: new (options: { dataDir: string }) => Pglite;
}

/**
 * Runs PostgreSQL inside the process, with the npm package of that name. There is one session: closing the connection
 * ends its transaction, closing the driver ends the database. @throws OrmError `DIALECT.DRIVER_MISSING`.
 */
export function createPgliteDriver(options: DialectOptions): Driver {
  const { dataDir, address, schema, schemaOnly } = readPgliteOptions(options);
  const { PGlite } = loadPackage<PglitePackage>(PACKAGE);
  let database: Promise<Pglite> | undefined;
  return {
    packageName: PACKAGE,
    maxConnections: 1,
    address,
    open: async () => {
      database ??= start(PGlite, dataDir);
      const connection = new PgliteConnection(await database);
      if (schema !== undefined) {
        await connection.execute(`select ${setSearchPath(schemaOnly)}`, [schema]);
      }
      return connection;
    },
    readServerInfo: (connection) => readServerInfo(connection, schema),
    close: async () => {
      const running = await database?.catch(() => undefined);
      database = undefined;
      await running?.close();
    },
  };
}

async function start(PGlite: PglitePackage["PGlite"], dataDir: string): Promise<Pglite> {
  if (dataDir !== "memory://") mkdirSync(dirname(dataDir), { recursive: true });
  const database = new PGlite({ dataDir });
  await database.waitReady;
  for (const type of Object.keys(database.parsers)) database.parsers[type] = (text) => text;
  for (const type of Object.keys(database.serializers)) database.serializers[type] = (text) => text;
  return database;
}

class PgliteConnection implements DriverConnection {
  readonly #database: Pglite;
  #isOpen = true;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(database: Pglite) {
    this.#database = database;
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#database.closed;
  }

  execute(statement: string, parameters: readonly unknown[]): Promise<DriverResult> {
    const run = this.#tail.then(() => this.#run(statement, parameters));
    this.#tail = run.catch(() => {});
    return run;
  }

  async close(): Promise<void> {
    await this.#tail;
    if (this.isOpen) await this.#run("ROLLBACK", []);
    this.#isOpen = false;
  }

  /** Without parameters the text may hold several statements; the last one's result counts. */
  async #run(text: string, parameters: readonly unknown[]): Promise<DriverResult> {
    const options = { rowMode: "array" } as const;
    const result =
      parameters.length === 0
        ? (await this.#database.exec(text, options)).at(-1)
        : await this.#database.query(text, parameters.map(toText), options);
    refuseSilentRollback(text, result?.command);
    return {
      fields: (result?.fields ?? []).map((field) => ({ name: field.name, type: field.dataTypeID })),
      rows: result?.rows ?? [],
      affected: result?.affectedRows ?? 0,
    };
  }
}

function toText(value: unknown): string | null {
  const parameter = toParameter(value);
  return Buffer.isBuffer(parameter) ? `\\x${parameter.toString("hex")}` : parameter;
}
