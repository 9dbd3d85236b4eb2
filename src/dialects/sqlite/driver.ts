import { OrmError } from "../../errors/orm-error";
import type { DialectOptions } from "../../dialect/dialect";
import type { Driver, DriverConnection, ServerInfo } from "../../dialect/driver";
import { SqliteConnection } from "./connection";
import { loadDriverPackage, type LoadedPackage } from "./driver-packages";
import { checkDatabaseFile, readSqliteOptions, type SqliteSettings } from "./options";

/**
 * Opens connections to one database file, with whichever package is installed.
 * @throws OrmError `CONFIG.INVALID`, `DIALECT.DRIVER_MISSING`.
 */
export function createSqliteDriver(options: DialectOptions): Driver {
  const settings = readSqliteOptions(options);
  const loaded = loadDriverPackage(settings.driver);
  return {
    packageName: loaded.package.name,
    maxConnections: settings.maxConnections,
    address: settings.address,
    open: () => openConnection(settings, loaded),
    openDatabase: () => openConnection({ ...settings, path: ":memory:", isMemory: true, readonly: false }, loaded),
    readServerInfo,
    close: async () => undefined,
  };
}

async function openConnection(settings: SqliteSettings, loaded: LoadedPackage): Promise<DriverConnection> {
  checkDatabaseFile(settings);
  const { path, readonly } = settings;
  const native = await loaded.package.open(loaded.module, { path, readonly });
  const connection = new SqliteConnection(native, settings.busyTimeout);
  try {
    for (const pragma of pragmasFor(settings)) await connection.execute(`PRAGMA ${pragma}`, []);
    await connection.execute("SELECT count(*) FROM sqlite_master", []);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Every one is set, because the packages are compiled with different defaults. */
function pragmasFor({ readonly, enableWAL, isMemory }: SqliteSettings): readonly string[] {
  const usesLog = enableWAL && !readonly && !isMemory;
  return [
    "busy_timeout = 0",
    "foreign_keys = ON",
    "recursive_triggers = OFF",
    "legacy_alter_table = OFF",
    ...(usesLog ? ["journal_mode = WAL"] : []),
    `synchronous = ${usesLog ? "NORMAL" : "FULL"}`,
    ...(readonly ? ["query_only = ON"] : []),
  ];
}

async function readServerInfo(connection: DriverConnection): Promise<ServerInfo> {
  const { rows } = await connection.execute("SELECT sqlite_version() AS version", []);
  const version = rows[0]?.[0];
  if (typeof version !== "string") {
    throw new OrmError("INTERNAL", "the database did not tell its version", { hint: "Please report this." });
  }
  return { version, facts: {} };
}
