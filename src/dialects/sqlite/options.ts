import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { OrmError } from "../../errors/orm-error";
import type { DialectOptions } from "../../dialect/dialect";
import { nearestName } from "../../util/nearest-name";

/** What a data source of this dialect may say beside `type`. */
export interface SqliteOptions extends DialectOptions {
  /** A path, relative to the root of the project (without one: the working directory), or `:memory:`. */
  readonly database?: string;
  /** `sqlite:path/to.db`, `sqlite::memory:` or `file:path/to.db`; `database` goes before it. */
  readonly url?: string;
  /** The package that opens the file, by name or as a module. Without it, the first one that is installed. */
  readonly driver?: SqliteDriverName | object;
  /** How long a statement waits for other connections and processes to finish writing, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number;
  /** The other spelling of `busyTimeout`. */
  readonly timeout?: number;
  /** Refuses to change the database. */
  readonly readonly?: boolean;
  /** Refuses a file that does not exist, instead of creating it. */
  readonly fileMustExist?: boolean;
  /** Uses the write-ahead log, so that readers do not wait for the writer. */
  readonly enableWAL?: boolean;
  /** The most connections to a file. Default: 4. An in-memory database has one. */
  readonly poolSize?: number;
}

export const SQLITE_DRIVER_NAMES = ["better-sqlite3", "node:sqlite", "libsql", "sqlite3"] as const;

/** The packages that can open a database file, in the order in which they are tried. */
export type SqliteDriverName = (typeof SQLITE_DRIVER_NAMES)[number];

/** The options, read and checked. */
export interface SqliteSettings {
  /** An absolute path, or `:memory:`. */
  readonly path: string;
  /** The database as the user wrote it, for messages. */
  readonly address: string;
  readonly isMemory: boolean;
  readonly driver: SqliteDriverName | object | undefined;
  readonly busyTimeout: number;
  readonly readonly: boolean;
  readonly fileMustExist: boolean;
  readonly enableWAL: boolean;
  readonly maxConnections: number;
}

const DEFAULT_BUSY_TIMEOUT_MS = 5000;
const DEFAULT_CONNECTIONS = 4;
const MEMORY = ":memory:";

/** Reads the options. @throws OrmError `CONFIG.INVALID`. */
export function readSqliteOptions(options: DialectOptions): SqliteSettings {
  const given = options as SqliteOptions;
  const address = given.database ?? readUrl(given.url);
  if (typeof address !== "string" || address === "") {
    throw invalid("the data source names no database file", 'Give database: "app.db" or url: "sqlite:app.db".');
  }
  if (address.includes("\0")) throw invalid("the path of the database contains the character NUL", "Correct the path.");
  const path = resolve(given.root ?? "", address);
  const isMemory = address === MEMORY || (given.emptyIfMissing === true && isMissingFile(path));
  return {
    path: isMemory ? MEMORY : path,
    address,
    isMemory,
    driver: readDriver(given.driver),
    busyTimeout: readCount("busyTimeout", given.busyTimeout ?? given.timeout, DEFAULT_BUSY_TIMEOUT_MS, 0),
    readonly: given.readonly === true,
    fileMustExist: given.fileMustExist === true,
    enableWAL: given.enableWAL === true,
    maxConnections: isMemory ? 1 : readCount("poolSize", given.poolSize, DEFAULT_CONNECTIONS, 1),
  };
}

/** Whether there is nothing at a path, in a folder that is there: opening it would make a database. */
function isMissingFile(path: string): boolean {
  const has = (place: string): boolean => statSync(place, { throwIfNoEntry: false }) !== undefined;
  return !has(path) && has(dirname(path));
}

/**
 * What can be known before a package opens the file: every package words these failures differently.
 * @throws OrmError `CONNECTION.DATABASE_MISSING`, `CONNECTION.FAILED`.
 */
export function checkDatabaseFile({ path, address, isMemory, readonly, fileMustExist }: SqliteSettings): void {
  if (isMemory) return;
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isDirectory() === true) {
    throw new OrmError("CONNECTION.FAILED", `"${address}" is a folder, not a database file`, {
      hint: "Name a file in it.",
    });
  }
  if (file !== undefined) return;
  if (readonly || fileMustExist) {
    throw new OrmError("CONNECTION.DATABASE_MISSING", `the database file "${address}" does not exist`, {
      hint: `Correct the path, or open it without ${readonly ? "readonly" : "fileMustExist"} to create it.`,
    });
  }
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new OrmError("CONNECTION.DATABASE_MISSING", `the folder of the database file "${address}" does not exist`, {
      hint: "Create the folder, or correct the path; it is relative to the working directory.",
    });
  }
}

function readUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  if (/^file:\/\/\//i.test(url)) return fileURLToPath(url);
  const path = /^(?:sqlite|sqlite3|better-sqlite3|file):(?:\/\/(?!\/\/))?(.+)$/i.exec(url)?.[1];
  if (path === undefined) {
    throw invalid("the url of the data source is not one of a database file", "Write it as sqlite:path/to.db.");
  }
  return path;
}

function readDriver(driver: unknown): SqliteDriverName | object | undefined {
  if (driver === undefined || (typeof driver === "object" && driver !== null) || typeof driver === "function") {
    return driver;
  }
  const known = SQLITE_DRIVER_NAMES.find((name) => name === driver);
  if (known !== undefined) return known;
  const near = typeof driver === "string" ? nearestName(driver, SQLITE_DRIVER_NAMES) : undefined;
  throw invalid(
    `driver ${typeof driver === "string" ? `"${driver}"` : `of type ${typeof driver}`} is unknown`,
    near === undefined ? `Use one of ${SQLITE_DRIVER_NAMES.join(", ")}.` : `Did you mean "${near}"?`,
  );
}

function readCount(name: string, value: unknown, fallback: number, least: number): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw invalid(`option "${name}" is not a whole number from ${least}`, `Leave it out for ${fallback}.`);
}

function invalid(message: string, hint: string): OrmError {
  return new OrmError("CONFIG.INVALID", message, { hint });
}
