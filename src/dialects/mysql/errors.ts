import type { ErrorContext, ErrorTranslator } from "../../dialect/error-translator";
import type { ErrorCode } from "../../errors/codes";
import { safeCause } from "../../errors/safe-cause";
import { OrmError } from "../../errors/orm-error";
import { readGuard } from "./row-guard";

/** What mysql2 and the sockets below it throw. */
interface ServerError {
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
  readonly sqlMessage?: string;
  readonly message?: string;
  readonly fatal?: boolean;
}

type Translation = (error: ServerError, message: string, context: ErrorContext) => OrmError;

const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);
const LOST: ReadonlySet<string> = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE"]);

/** By the server's own number; see each flavour's list of errors. */
const BY_NUMBER: ReadonlyMap<number, Translation> = new Map<number, Translation>([
  ...numbers([1044, 1045, 1698, 1862], refusedLogin),
  ...numbers([1142, 1143, 1227, 1370], missingRight),
  ...numbers([1290, 1792, 1836], readOnlyServer),
  ...numbers([1049], missingDatabase),
  ...numbers([1040, 1203, 1226], tooManyConnections),
  ...numbers([1053, 1080, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 3169, 4031], lostConnection),
  ...numbers([1022, 1062, 1169, 1557, 1586, 1859], duplicate),
  ...numbers([1216, 1217, 1451, 1452, 1761, 1762], brokenForeignKey),
  ...numbers([1048, 1263, 1364], missingValue),
  ...numbers([1242], rowsWithoutValue),
  ...numbers([3819, 4025], brokenCheck),
  ...numbers([1205], waitedTooLong),
  ...numbers([1845, 1846, 4092], lockNeeded),
]);

/** Errors of MySQL and MariaDB as ours. Neither values nor passwords are repeated: the messages name objects only. */
export const mysqlErrors: ErrorTranslator = {
  translate(error, context) {
    if (OrmError.is(error)) return error;
    const found = (error ?? {}) as ServerError;
    const message = withoutValues(found.sqlMessage ?? found.message ?? String(error));
    const translate = found.errno === undefined || found.errno < 0 ? undefined : BY_NUMBER.get(found.errno);
    if (translate !== undefined) return translate(found, message, context);
    if (LOST.has(found.code ?? "") || (found.fatal === true && context.sql !== undefined)) {
      return lostConnection(found, message, context);
    }
    if (UNREACHABLE.has(found.code ?? "")) return unreachable(found, context);
    return context.sql === undefined ? failedConnection(found, message, context) : failedQuery(found, message);
  },
};

function numbers(list: readonly number[], translation: Translation): readonly (readonly [number, Translation])[] {
  return list.map((number) => [number, translation] as const);
}

function unreachable(error: ServerError, context: ErrorContext): OrmError {
  return make(error, "CONNECTION.REFUSED", `no server answers${at(context)} (${error.code})`, {
    hint: "Start the server, or correct the host and port of the data source.",
  });
}

/** A database that the user may not touch (1044) can be that of the login or that of a statement. */
function refusedLogin(error: ServerError, message: string, context: ErrorContext): OrmError {
  if (context.sql !== undefined) return missingRight(error, message);
  return make(error, "CONNECTION.AUTHENTICATION", `the server${at(context)} refused the login: ${message}`, {
    hint: "Correct the user name and the password of the data source, or grant the user the database.",
  });
}

function missingDatabase(error: ServerError, message: string, context: ErrorContext): OrmError {
  const name = /'([^']*)'/.exec(message)?.[1] ?? "";
  return make(error, "CONNECTION.DATABASE_MISSING", `the server${at(context)} has no database "${name}"`, {
    hint: `Create it: CREATE DATABASE \`${name.replaceAll("`", "``")}\`.`,
    details: { database: name },
  });
}

/** Statements have limits of their own under 1226 (queries per hour), which no new connection helps. */
function tooManyConnections(error: ServerError, message: string, context: ErrorContext): OrmError {
  if (context.sql !== undefined) return failedQuery(error, message);
  return make(error, "CONNECTION.TOO_MANY", `the server${at(context)} takes no more connections: ${message}`, {
    hint: "Close connections that are not needed, make pools smaller, or raise max_connections.",
  });
}

function lostConnection(error: ServerError, message: string, context: ErrorContext): OrmError {
  return make(
    error,
    "CONNECTION.LOST",
    `the connection${context.address === undefined ? "" : ` to ${context.address}`} ended: ${message}`,
    {
      hint: "Try again; where it happens often, look at the server's log and its wait_timeout.",
    },
  );
}

function failedConnection(error: ServerError, message: string, context: ErrorContext): OrmError {
  return make(
    error,
    "CONNECTION.FAILED",
    `the connection${context.address === undefined ? "" : ` to ${context.address}`} could not be made: ${message}`,
    {
      hint: "Check the options of the data source, TLS among them, and the server's log.",
    },
  );
}

/** MySQL writes the key as `users.UQ_email`, MariaDB as `UQ_email`; the value before it is not repeated. */
function duplicate(error: ServerError): OrmError {
  const raw = error.sqlMessage ?? error.message ?? "";
  const key = /for key '([^']*)'\s*$/.exec(raw)?.[1];
  const parts = key?.split(".") ?? [];
  const constraint = parts.at(-1);
  const table = parts.length > 1 ? parts.slice(0, -1).join(".") : undefined;
  const where = table === undefined ? "" : `table "${table}", `;
  const what =
    constraint === undefined
      ? "a unique key"
      : constraint === "PRIMARY"
        ? "primary key"
        : `unique constraint "${constraint}"`;
  return make(error, "QUERY.UNIQUE_VIOLATION", `${where}${what}: a row with the same value exists`, {
    hint: "Change the value, or update the row that has it.",
    details: { ...(constraint === undefined ? {} : { constraint }), ...(table === undefined ? {} : { table }) },
  });
}

function brokenForeignKey(error: ServerError, message: string): OrmError {
  const match = /\(`(?:[^`]*`\.`)?([^`]*)`, CONSTRAINT `([^`]*)`/.exec(message);
  const [, table, constraint] = match ?? [];
  const isParent = error.errno === 1451 || error.errno === 1217;
  const name = constraint === undefined ? "a foreign key" : `table "${table}", foreign key "${constraint}"`;
  const what = isParent ? "the row is still referred to" : "the row that it refers to does not exist";
  return make(error, "QUERY.FOREIGN_KEY_VIOLATION", `${name}: ${what}`, {
    hint: isParent ? "Remove the rows that refer to it first." : "Create the other row first, or correct the value.",
    details: constraint === undefined ? {} : { constraint, table },
  });
}

function missingValue(error: ServerError, message: string): OrmError {
  const column = /'([^']*)'/.exec(message)?.[1];
  return make(error, "QUERY.NOT_NULL_VIOLATION", `column "${column ?? ""}" may not be null and was given no value`, {
    hint: "Give it a value, or make the column nullable.",
    details: column === undefined ? {} : { column },
  });
}

/** The guard before a new column; any other subquery with several rows is a mistake in a statement. */
function rowsWithoutValue(error: ServerError, message: string, { sql }: ErrorContext): OrmError {
  const guard = sql === undefined ? undefined : readGuard(sql);
  if (guard === undefined) return failedQuery(error, message);
  const { table, column } = guard;
  const what = `table "${table}" has rows, and nothing says what they hold in the new column "${column}", which may not be NULL`;
  return make(error, "QUERY.NOT_NULL_VIOLATION", what, {
    hint: 'Give the column a default, or say what the rows take: op.addColumn(table, column, { backfill: "" }).',
    details: { table, column },
  });
}

function brokenCheck(error: ServerError, message: string): OrmError {
  const constraint = /(?:constraint '|CONSTRAINT `)([^'`]*)['`]/i.exec(message)?.[1]?.split(".").at(-1);
  return make(error, "QUERY.CHECK_VIOLATION", `check constraint "${constraint ?? ""}": the row breaks it`, {
    hint: "Correct the value, or the condition of the constraint.",
    details: constraint === undefined ? {} : { constraint },
  });
}

function waitedTooLong(error: ServerError): OrmError {
  return make(error, "QUERY.LOCK_TIMEOUT", "another connection holds a lock that the statement needs", {
    hint: "Run it again when the other connection is done; SHOW PROCESSLIST shows who works.",
  });
}

/** The limit of 64 changes without touching the rows (4092) is one, too: the next one writes the table anew. */
function lockNeeded(error: ServerError, message: string): OrmError {
  return make(error, "QUERY.LOCK_NEEDED", `the change cannot be made while others write to the table: ${message}`, {
    hint: 'Make it when nobody writes, with migrations.lockSafe "prefer" or false, or choose a change that the server can make online.',
  });
}

function missingRight(error: ServerError, message: string): OrmError {
  return make(error, "QUERY.NO_RIGHT", `the database refused a statement: ${message}`, {
    hint: "Grant the right to the user of the data source, or connect as another one.",
  });
}

/** 1290 is any option that forbids a statement: most are about reading only. */
function readOnlyServer(error: ServerError, message: string): OrmError {
  const isAboutReading = error.errno !== 1290 || /read.only/i.test(message);
  if (!isAboutReading) return failedQuery(error, message);
  return make(error, "QUERY.NO_RIGHT", `the database refused a statement: ${message}`, {
    hint: "Connect to the server that takes writes, outside of a transaction that only reads.",
  });
}

function failedQuery(error: ServerError, message: string): OrmError {
  return make(error, "QUERY.FAILED", `the database refused a statement: ${message}`, {
    hint: "Read the message of the database, and correct the statement or the values.",
  });
}

function make(
  error: ServerError,
  code: ErrorCode,
  message: string,
  { hint, details = {} }: { readonly hint: string; readonly details?: Readonly<Record<string, unknown>> },
): OrmError {
  const facts = {
    ...(error.errno === undefined ? {} : { errno: error.errno }),
    ...(error.sqlState === undefined ? {} : { sqlState: error.sqlState }),
  };
  return new OrmError(code, message, { hint, details: { ...details, ...facts }, cause: withoutValuesIn(error) });
}

/** What was thrown, as far as it is safe to print: its message may hold the values of a row. */
function withoutValuesIn(error: ServerError): Error {
  return safeCause(withoutValues(error.sqlMessage ?? error.message ?? String(error)), {
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.errno === undefined ? {} : { errno: error.errno }),
    ...(error.sqlState === undefined ? {} : { sqlState: error.sqlState }),
  });
}

function at({ address }: ErrorContext): string {
  return address === undefined ? "" : ` at ${address}`;
}

/** `Incorrect integer value: 'abc' for column ...`: what stands between the quotes came from a parameter. */
function withoutValues(message: string): string {
  return message
    .replace(/(\b(?:value|argument|entry|string)\b:?\s*)'[\s\S]*'(?=\s+(?:for|to|in|at)\b|\s*$)/gi, "$1'...'")
    .replace(/(Invalid JSON text[^"]*)"[\s\S]*"(?= at position)/, '$1"..."');
}
