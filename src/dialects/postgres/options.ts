import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import type { ConnectionOptions } from "node:tls";
import type { DialectOptions } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";

/** The options of a data source that talks to a PostgreSQL server. What the URL says goes before the single members. */
export interface PostgresOptions extends DialectOptions {
  /** `postgres://user:password@host:5432/database?sslmode=require&application_name=web`. */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  /** A function is asked at every connect: short-lived tokens of cloud databases. */
  readonly password?: string | (() => string | Promise<string>);
  readonly database?: string;
  /**
   * The schema of everything that names none; set as the search path when connecting (`public` stays behind it, for extensions).
   * Behind a transaction pooler a search path does not stay: use ALTER ROLE ... SET search_path there.
   */
  readonly schema?: string;
  /** Names without a schema reach `schema` alone, and the schemas of extensions: never a table of `public`. Not behind a transaction pooler. */
  readonly schemaOnly?: boolean;
  /** `true` checks the certificate of the server; an object is passed to TLS as it is. */
  readonly ssl?: boolean | ConnectionOptions;
  readonly applicationName?: string;
  /** How many connections may be open at once; 10 where nothing is said. */
  readonly poolSize?: number;
  /** How long connecting may take, in milliseconds; 10,000 where nothing is said. */
  readonly connectTimeoutMS?: number;
}

/** The options of a data source that runs PostgreSQL inside the process. */
export interface PgliteOptions extends DialectOptions {
  /** The folder of the data, relative to the data source's `root`; in memory where nothing is said. */
  readonly database?: string;
  readonly schema?: string;
  /** See `PostgresOptions`. */
  readonly schemaOnly?: boolean;
  /** Refuses a folder that does not exist, instead of making a database in it. */
  readonly fileMustExist?: boolean;
}

/** What a driver needs, taken from the options, the URL and the usual environment variables. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password?: string | (() => string | Promise<string>);
  readonly database: string;
  readonly schema?: string;
  readonly schemaOnly: boolean;
  readonly ssl?: boolean | ConnectionOptions;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  /** Host, port and database for people; never the password. */
  readonly address: string;
}

/** Reads the options of a data source. @throws OrmError `CONFIG.INVALID`, which never repeats the URL. */
export function readPostgresOptions(options: DialectOptions): PostgresSettings {
  const merged: Partial<PostgresOptions> = { ...options, ...(options.url === undefined ? {} : readUrl(options.url)) };
  const env = process.env;
  const username = readText(merged, "username") ?? env["PGUSER"] ?? userInfo().username;
  const host = readText(merged, "host") ?? env["PGHOST"] ?? "localhost";
  const port = readNumber(merged, "port") ?? Number(env["PGPORT"] ?? 5432);
  const database = readText(merged, "database") ?? env["PGDATABASE"] ?? username;
  const schema = readText(merged, "schema");
  return {
    host,
    port,
    username,
    database,
    ...(merged.password === undefined ? {} : { password: merged.password }),
    ...(schema === undefined ? {} : { schema }),
    schemaOnly: merged.schemaOnly === true,
    ...(merged.ssl === undefined ? {} : { ssl: merged.ssl }),
    applicationName: readText(merged, "applicationName") ?? env["PGAPPNAME"] ?? "ormolu",
    poolSize: readNumber(merged, "poolSize") ?? 10,
    connectTimeoutMs: readNumber(merged, "connectTimeoutMS") ?? 10_000,
    address: `${host.includes(":") ? `[${host}]` : host}:${port}/${database}`,
  };
}

/** Reads the options of a database inside the process: its folder, or memory. @throws OrmError `CONFIG.INVALID`. */
export function readPgliteOptions(options: DialectOptions): {
  readonly dataDir: string;
  readonly address: string;
  readonly schema: string | undefined;
  readonly schemaOnly: boolean;
} {
  const schemaOnly = options["schemaOnly"] === true;
  const database = readText(options, "database");
  const schema = readText(options, "schema");
  const folder = database ?? readText(options, "url")?.replace(/^pglite:(\/\/)?/, "");
  const isMemory = folder === undefined || folder === "" || folder === ":memory:" || folder.startsWith("memory://");
  if (isMemory) return { dataDir: "memory://", address: "memory", schema, schemaOnly };
  const dataDir = resolve(readText(options, "root") ?? "", folder);
  if (options["emptyIfMissing"] === true && !existsSync(dataDir)) {
    return { dataDir: "memory://", address: folder, schema, schemaOnly };
  }
  if (options["fileMustExist"] === true && !existsSync(dataDir)) {
    throw new OrmError("CONNECTION.DATABASE_MISSING", `the folder of the database "${folder}" does not exist`, {
      hint: "Correct the path, or create the database first.",
    });
  }
  return { dataDir, address: folder, schema, schemaOnly };
}

function readUrl(text: string): Partial<PostgresOptions> {
  const url = parseUrl(text);
  const parameters = url.searchParams;
  const schema = parameters.get("schema") ?? parameters.get("currentSchema");
  const applicationName = parameters.get("application_name");
  const timeout = parameters.get("connect_timeout");
  const host = parameters.get("host") ?? decode(url.hostname).replace(/^\[(.*)\]$/, "$1");
  const ssl = readSslMode(parameters.get("sslmode") ?? parameters.get("ssl"));
  return {
    ...(host === "" ? {} : { host }),
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    ...(url.username === "" ? {} : { username: decode(url.username) }),
    ...(url.password === "" ? {} : { password: decode(url.password) }),
    ...(url.pathname.length <= 1 ? {} : { database: decode(url.pathname.slice(1)) }),
    ...(schema === null ? {} : { schema }),
    ...(applicationName === null ? {} : { applicationName }),
    ...(timeout === null ? {} : { connectTimeoutMS: Number(timeout) * 1000 }),
    ...(ssl === undefined ? {} : { ssl }),
  };
}

function parseUrl(text: string): URL {
  const hint = "Write it as postgres://user:password@host:5432/database, with special characters percent-encoded.";
  if (!/^postgres(ql)?:\/\//i.test(text)) {
    throw new OrmError("CONFIG.INVALID", 'data source option "url": it does not start with postgres://', { hint });
  }
  try {
    return new URL(text);
  } catch {
    throw new OrmError("CONFIG.INVALID", 'data source option "url": it is not a valid URL', { hint });
  }
}

/** Every mode that asks for TLS also checks the certificate, but `no-verify`. */
function readSslMode(mode: string | null): boolean | ConnectionOptions | undefined {
  if (mode === null) return undefined;
  if (mode === "disable" || mode === "false" || mode === "0" || mode === "allow") return false;
  return mode === "no-verify" ? { rejectUnauthorized: false } : true;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readText(options: Partial<PostgresOptions>, name: keyof PostgresOptions & string): string | undefined {
  const value = options[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  throw invalid(name, "a string");
}

function readNumber(options: Partial<PostgresOptions>, name: keyof PostgresOptions & string): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number > 0) return number;
  throw invalid(name, "a whole number above zero");
}

function invalid(name: string, wanted: string): OrmError {
  return new OrmError("CONFIG.INVALID", `data source option "${name}" is not ${wanted}`, {
    hint: "Correct the option in the configuration of the data source.",
  });
}
