import type { Dialect, DialectOptions, ResolvedDialect } from "../dialect/dialect";
import type { Driver, DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import { waitForRoom } from "./wait-for-room";
import { createPool, type Pool, type PoolOptions } from "../session/pool";

/** A database that answered. */
export interface ConnectedDatabase {
  readonly dialect: ResolvedDialect;
  readonly driver: Driver;
  readonly pool: Pool;
  /** Opens a connection beside the pool, with translated errors. */
  open(): Promise<DriverConnection>;
  /** The same for another database of the server; absent where there is no other. */
  readonly openDatabase?: (name: string) => Promise<DriverConnection>;
}

/**
 * Makes the pool, opens its first connection and asks the server which it is. When any of it fails, nothing stays open.
 *
 * @throws OrmError `CONNECTION.*`, `DIALECT.UNSUPPORTED`.
 */
export async function connect(driver: Driver, dialect: Dialect, options: PoolOptions): Promise<ConnectedDatabase> {
  const translated = async (connecting: () => Promise<DriverConnection>): Promise<DriverConnection> => {
    try {
      return await connecting();
    } catch (error) {
      throw OrmError.is(error) ? error : dialect.errors.translate(error, { address: driver.address });
    }
  };
  const open = (): Promise<DriverConnection> => waitForRoom(() => translated(() => driver.open()));
  const pool = createPool({ open, address: driver.address, maxConnections: driver.maxConnections }, options);
  try {
    const resolved = await resolveServer(driver, dialect, pool);
    return {
      dialect: resolved,
      driver,
      pool,
      open,
      ...(driver.openDatabase === undefined
        ? {}
        : { openDatabase: (name) => translated(() => driver.openDatabase!(name)) }),
    };
  } catch (error) {
    await closeQuietly(pool, driver);
    throw error;
  }
}

/** Checks the options without connecting. @throws OrmError `DIALECT.DRIVER_MISSING`, `CONFIG.INVALID`. */
export function createDriver(dialect: Dialect, type: string, options: object): Driver {
  return dialect.connect({ ...(options as DialectOptions), type });
}

async function resolveServer(driver: Driver, dialect: Dialect, pool: Pool): Promise<ResolvedDialect> {
  const connection = await pool.acquire();
  try {
    return dialect.resolve(await driver.readServerInfo(connection));
  } catch (error) {
    throw OrmError.is(error) ? error : dialect.errors.translate(error, { address: driver.address });
  } finally {
    pool.release(connection);
  }
}

/** The error that made it necessary is the one to report. */
export async function closeQuietly(pool: Pool, driver: Driver): Promise<void> {
  await pool.close().catch(() => undefined);
  await driver.close().catch(() => undefined);
}
