import type { DialectOptions } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";

/** The options of a data source for MySQL or MariaDB. What the URL says goes before the single members. */
export interface MysqlOptions extends DialectOptions {
  /** `mysql://user:password@host:3306/database?timezone=Z`; `mariadb://` means the same. */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  /** A Unix socket, instead of host and port. */
  readonly socketPath?: string;
  readonly username?: string;
  readonly password?: string;
  readonly database?: string;
  /** The character set or collation of the connection; `utf8mb4` where nothing is said. */
  readonly charset?: string;
  /**
   * The zone in which dates are written into columns that have none: `local` (the process's own, the default), `Z`, or `+02:00`.
   * The session of the server is put into the same zone, where the server knows it by name. A zone with summer time has one wall clock for two instants
   * in one hour a year: only `Z` and fixed offsets give back every instant.
   */
  readonly timezone?: string;
  /** How long connecting may take, in milliseconds; 10,000 where nothing is said. */
  readonly connectTimeout?: number;
  /** `true` checks the certificate of the server; an object is passed to TLS; a string names a profile of the driver. */
  readonly ssl?: boolean | string | Readonly<Record<string, unknown>>;
  /** How many connections may be open at once; 10 where nothing is said. */
  readonly poolSize?: number;
}

/** What the driver needs, taken from the options and the URL. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly username: string;
  readonly password?: string;
  readonly database?: string;
  readonly charset: string;
  readonly timezone: string;
  readonly connectTimeout: number;
  readonly ssl?: string | Readonly<Record<string, unknown>>;
  readonly poolSize: number;
  /** Where it connects, for people; never the password. */
  readonly address: string;
}

const TIMEZONE = /^(?:local|Z|[+-]\d\d:\d\d)$/;
const URL_HINT = "Write it as mysql://user:password@host:3306/database, with special characters percent-encoded.";

/** Reads the options of a data source. @throws OrmError `CONFIG.INVALID`, which never repeats the URL. */
export function readMysqlOptions(options: DialectOptions): MysqlSettings {
  const merged: MysqlOptions = { ...options, ...(options.url === undefined ? {} : readUrl(options.url)) };
  const host = readText(merged, "host") ?? "localhost";
  const port = readNumber(merged, "port") ?? 3306;
  const socketPath = readText(merged, "socketPath");
  const password = readText(merged, "password");
  const database = readText(merged, "database");
  const timezone = readText(merged, "timezone") ?? "local";
  if (!TIMEZONE.test(timezone)) throw invalid("timezone", '"local", "Z" or an offset such as "+02:00"');
  const ssl = readSsl(merged.ssl);
  const place = socketPath ?? `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    host,
    port,
    ...(socketPath === undefined ? {} : { socketPath }),
    username: readText(merged, "username") ?? "root",
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    charset: readText(merged, "charset") ?? "utf8mb4",
    timezone,
    connectTimeout: readNumber(merged, "connectTimeout") ?? 10_000,
    ...(ssl === undefined ? {} : { ssl }),
    poolSize: readNumber(merged, "poolSize") ?? 10,
    address: database === undefined ? place : `${place}/${database}`,
  };
}

function readUrl(text: string): Partial<MysqlOptions> {
  const url = parseUrl(text);
  const parameters = url.searchParams;
  const host = decode(url.hostname).replace(/^\[(.*)\]$/, "$1");
  const timeout = parameters.get("connectTimeout");
  const ssl = parameters.get("ssl");
  return {
    ...(host === "" ? {} : { host }),
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    ...(url.username === "" ? {} : { username: decode(url.username) }),
    ...(url.password === "" ? {} : { password: decode(url.password) }),
    ...(url.pathname.length <= 1 ? {} : { database: decode(url.pathname.slice(1)) }),
    ...readParameter(parameters, "charset"),
    ...readParameter(parameters, "socketPath"),
    ...readParameter(parameters, "timezone"),
    ...(timeout === null ? {} : { connectTimeout: Number(timeout) }),
    ...(ssl === null
      ? {}
      : { ssl: ssl === "true" || ssl === "1" ? true : ssl === "false" || ssl === "0" ? false : ssl }),
  };
}

/** In a query string, a plus sign that was not encoded arrives as a space. */
function readParameter(
  parameters: URLSearchParams,
  name: "charset" | "socketPath" | "timezone",
): Partial<MysqlOptions> {
  const value = parameters.get(name);
  return value === null ? {} : { [name]: name === "timezone" ? value.replace(/^ /, "+") : value };
}

function parseUrl(text: string): URL {
  if (!/^(?:mysql|mariadb):\/\//i.test(text)) {
    throw new OrmError("CONFIG.INVALID", 'data source option "url": it does not start with mysql:// or mariadb://', {
      hint: URL_HINT,
    });
  }
  try {
    return new URL(text);
  } catch {
    throw new OrmError("CONFIG.INVALID", 'data source option "url": it is not a valid URL', { hint: URL_HINT });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readText(options: MysqlOptions, name: keyof MysqlOptions & string): string | undefined {
  const value = options[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  throw invalid(name, "a string");
}

function readNumber(options: MysqlOptions, name: keyof MysqlOptions & string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number > 0) return number;
  throw invalid(name, "a whole number above zero");
}

function readSsl(value: MysqlOptions["ssl"]): MysqlSettings["ssl"] {
  if (value === undefined || value === false) return undefined;
  return value === true ? {} : value;
}

function invalid(name: string, wanted: string): OrmError {
  return new OrmError("CONFIG.INVALID", `data source option "${name}" is not ${wanted}`, {
    hint: "Correct the option in the configuration of the data source.",
  });
}
