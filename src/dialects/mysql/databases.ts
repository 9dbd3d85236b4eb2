import { randomBytes } from "node:crypto";
import { urlWithDatabase, type Databases } from "../../dialect/databases";
import type { DialectOptions } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { noScratchPlace } from "../../dialect/scratch-place";
import { OrmError } from "../../errors/orm-error";
import { createMysqlDriver } from "./driver";
import { mysqlErrors } from "./errors";
import { readMysqlOptions } from "./options";
import { dropLeftovers, listDatabases, SCRATCH_PREFIX } from "./scratch-place";

/** Every text fits into it, on every version. */
const CHARSET = "CHARACTER SET utf8mb4";

/** Databases of a server: it has no schemas in them. */
export const mysqlDatabases: Databases = {
  nameFor: (_options, tenant) => tenant,
  inDatabase,
  existing: (options) => options,
  async create(options) {
    const { database } = readMysqlOptions(options);
    if (database === undefined) return;
    const connection = await openServer(options);
    try {
      await connection.execute(`CREATE DATABASE IF NOT EXISTS ${quote(database)} ${CHARSET}`, []);
    } catch (error) {
      throw translate(error, options);
    } finally {
      await connection.close();
    }
  },
  /** A lock of the server with the name of the database, held by the owner's session, tells others that somebody owns it. */
  async createScratch(options) {
    const owner = await openServer(options);
    const name = `${SCRATCH_PREFIX}${randomBytes(6).toString("hex")}`;
    try {
      await dropLeftovers(owner, await listDatabases(owner));
      await owner.execute("SELECT GET_LOCK(?, 0)", [name]);
      await owner.execute(`CREATE DATABASE ${quote(name)} ${CHARSET}`, []);
    } catch (error) {
      await owner.close();
      throw noScratchPlace(`a scratch database cannot be created: ${(error as Error).message}`, error);
    }
    return {
      options: inDatabase(options, name),
      async drop() {
        await owner.execute(`DROP DATABASE IF EXISTS ${quote(name)}`, []);
        await owner.close();
      },
    };
  },
};

function inDatabase(options: DialectOptions, database: string): DialectOptions {
  const { url } = options;
  return url === undefined ? { ...options, database } : { ...options, url: urlWithDatabase(url, database) };
}

/** Connects to the server without a database. */
async function openServer(options: DialectOptions): Promise<DriverConnection> {
  const { database: _database, ...settings } = readMysqlOptions(options);
  try {
    return await createMysqlDriver(settings).open();
  } catch (error) {
    throw translate(error, options);
  }
}

function translate(error: unknown, options: DialectOptions): OrmError {
  const { address } = readMysqlOptions(options);
  return OrmError.is(error) ? error : mysqlErrors.translate(error, { address });
}

function quote(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
