import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { urlWithDatabase, type Databases, type ScratchDatabase } from "../../dialect/databases";
import type { DialectOptions } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { noScratchPlace } from "../../dialect/scratch-place";
import { OrmError } from "../../errors/orm-error";
import { createPgDriver } from "./driver";
import { postgresErrors } from "./errors";
import { readPgliteOptions, readPostgresOptions } from "./options";
import { dropLeftovers } from "./scratch-database";
import { createScratchName } from "./scratch-name";

/** Databases that every server has, to connect to when another one is to be made. */
const MAINTENANCE = ["postgres", "template1"];
const MISSING = "3D000";
const EXISTS = "42P04";

/** Databases and schemas of a server. */
export const postgresDatabases: Databases = {
  nameFor: (_options, tenant) => tenant,
  inDatabase,
  existing: (options) => options,
  inSchema: (options, schema) => ({
    ...options,
    ...(options.url === undefined ? {} : { url: withoutSchema(options.url) }),
    schema,
    schemaOnly: true,
  }),
  async create(options) {
    const { database } = readPostgresOptions(options);
    const connection = await translated(options, () => openFirst(options, MAINTENANCE));
    try {
      await connection.execute(`CREATE DATABASE ${quote(database)}`, []);
    } catch (error) {
      if (codeOf(error) !== EXISTS) throw translate(error, options);
    } finally {
      await connection.close();
    }
  },
  createScratch,
};

/** Folders of a server inside the process. */
export const pgliteDatabases: Databases = {
  ...postgresDatabases,
  nameFor(options, tenant) {
    const { address } = readPgliteOptions(options);
    return address === "memory" ? ":memory:" : join(dirname(address), tenant);
  },
  inDatabase: inFolder,
  existing: (options) => ({ ...options, fileMustExist: true }),
  async create(options) {
    const { dataDir } = readPgliteOptions({ ...options, fileMustExist: false });
    if (dataDir !== "memory://") mkdirSync(dataDir, { recursive: true });
  },
  createScratch: async (options) => ({ options: inFolder(options, ":memory:"), drop: async () => {} }),
};

function inDatabase(options: DialectOptions, database: string): DialectOptions {
  const { url } = options;
  return url === undefined ? { ...options, database } : { ...options, url: urlWithDatabase(url, database) };
}

function inFolder(options: DialectOptions, database: string): DialectOptions {
  const { url: _url, fileMustExist: _fileMustExist, ...rest } = options;
  return { ...rest, database };
}

/** What the URL says goes before the single options. */
function withoutSchema(url: string): string {
  const changed = new URL(url);
  for (const name of ["schema", "currentSchema"]) changed.searchParams.delete(name);
  return changed.href;
}

/** The database is named after the session that owns it, which stays open: another process can tell that nobody owns it any more. */
async function createScratch(options: DialectOptions): Promise<ScratchDatabase> {
  const own = readPostgresOptions(options).database;
  const owner = await translated(options, () => openFirst(options, [own, ...MAINTENANCE]));
  try {
    await dropLeftovers(owner, quote);
    const pid = (await owner.execute("select pg_backend_pid()", [])).rows[0]?.[0];
    const name = createScratchName(String(pid));
    await owner.execute(`CREATE DATABASE ${quote(name)} TEMPLATE template0`, []);
    return {
      options: inDatabase(options, name),
      async drop() {
        await owner.execute(`DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`, []);
        await owner.close();
      },
    };
  } catch (error) {
    await owner.close();
    throw noScratchPlace(`a scratch database cannot be created: ${(error as Error).message}`, error);
  }
}

/** Connects to the first of the databases that is there. */
async function openFirst(options: DialectOptions, databases: readonly string[]): Promise<DriverConnection> {
  const [database = "postgres", ...others] = databases;
  const { schema: _schema, ...settings } = readPostgresOptions(options);
  try {
    return await createPgDriver({ ...settings, database }).open();
  } catch (error) {
    if (codeOf(error) !== MISSING || others.length === 0) throw error;
    return openFirst(options, others);
  }
}

async function translated<T>(options: DialectOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error, options);
  }
}

function translate(error: unknown, options: DialectOptions): OrmError {
  const { address } = readPostgresOptions(options);
  return OrmError.is(error) ? error : postgresErrors.translate(error, { address });
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | undefined)?.code;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
