import type { ErrorContext, ErrorTranslator } from "../../dialect/error-translator";
import type { ErrorCode } from "../../errors/codes";
import { safeCause } from "../../errors/safe-cause";
import { OrmError } from "../../errors/orm-error";

/** What the server, or the socket, says about an error. */
interface ServerError {
  readonly message: string;
  readonly code?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
}

const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|EACCES)$/;
const LOST = /^(08\w{3}|57P0[123]|ECONNRESET|EPIPE)$/;
const LOST_MESSAGE = /connection terminated|connection ended|not queryable|client was closed|pglite is clos/i;

const TOO_MANY = "Close connections that are not needed, make pools smaller, or raise max_connections.";

const HINTS: Readonly<Record<string, string>> = {
  "42P01": "Check the name, and whether all revisions are applied: orm current.",
  "42703": "Check the name, and whether all revisions are applied: orm current.",
  "42501": "Grant the right to the user of the data source, or connect as another one.",
  "25006": "Connect to the server that takes writes, with a user and a database that are not set to read only.",
  "42804": "Give alterColumn a `using` expression that turns the old value into the new type.",
  "2BP01": "Drop or change the objects that depend on it first.",
  "3F000": "Create the schema first: op.createSchema(name).",
  "25001": "Put the statement into a block: await op.autocommit(async (op) => { ... }).",
  "25P02": "An earlier statement of the transaction failed; roll it back and run it again.",
  "40001": "Run the transaction again.",
  "40P01": "Run the transaction again.",
  "55P03": "Another session holds a lock on the object; run it again later.",
  "55P04": "A value added to an enum type can be used once it is committed: put the use of it into the next revision.",
  "57014": "The statement ran into a time limit, or was cancelled.",
};

const KINDS: Readonly<Record<string, ErrorCode>> = {
  "42501": "QUERY.NO_RIGHT",
  "25006": "QUERY.NO_RIGHT",
  "55P03": "QUERY.LOCK_TIMEOUT",
};

/** Turns the errors of the server and of the socket into ours. Values of rows and parameters are left out. */
export const postgresErrors: ErrorTranslator = {
  translate(error: unknown, context: ErrorContext): OrmError {
    if (OrmError.is(error)) return error;
    const found = readError(error);
    return context.sql === undefined ? connectionError(found, context, error) : statementError(found, context, error);
  },
};

/** A socket that tried several addresses wraps its errors in one without a message. */
function readError(error: unknown): ServerError {
  const given = error as { readonly [member: string]: unknown };
  const errors: unknown = given["errors"];
  const inner: unknown = Array.isArray(errors) ? (errors as readonly unknown[])[0] : undefined;
  const text = (value: unknown): string => (value instanceof Error ? value.message : "");
  const members = ["code", "schema", "table", "column", "constraint", "detail", "hint", "position"];
  const facts = members.flatMap((member) => {
    const value = given[member];
    return typeof value === "string" || typeof value === "number" ? [[member, String(value)] as const] : [];
  });
  return { ...Object.fromEntries(facts), message: text(error) || text(inner) || String(error) };
}

function connectionError(error: ServerError, { address = "the server" }: ErrorContext, cause: unknown): OrmError {
  const { code = "", message } = error;
  const details = { address, ...(code === "" ? {} : { reason: code }) };
  if (UNREACHABLE.test(code) || /timeout/i.test(message)) {
    return new OrmError("CONNECTION.REFUSED", `no server answered at ${address}`, {
      hint: "Check that the server runs, and the host and the port of the data source.",
      details,
      cause,
    });
  }
  if (code === "28P01" || code === "28000" || /password must be a string|no password/i.test(message)) {
    return new OrmError("CONNECTION.AUTHENTICATION", `the server at ${address} refused the login: ${message}`, {
      hint: "Check the user and the password of the data source, and what the server allows (pg_hba.conf).",
      details,
      cause,
    });
  }
  if (code === "53300") {
    return new OrmError("CONNECTION.TOO_MANY", `the server at ${address} takes no more connections: ${message}`, {
      hint: TOO_MANY,
      details,
      cause,
    });
  }
  if (code === "3D000") {
    return new OrmError("CONNECTION.DATABASE_MISSING", `the server has no database at ${address}`, {
      hint: "Create the database (createdb), or correct its name in the data source.",
      details,
      cause,
    });
  }
  return new OrmError("CONNECTION.FAILED", `cannot connect to ${address}: ${message}`, {
    hint: error.hint ?? "Check the options of the data source, and the log of the server.",
    details,
    cause,
  });
}

function statementError(error: ServerError, context: ErrorContext, cause: unknown): OrmError {
  const { code = "", message } = error;
  if (LOST.test(code) || LOST_MESSAGE.test(message)) {
    const where = context.address === undefined ? "" : ` to ${context.address}`;
    return new OrmError("CONNECTION.LOST", `the connection${where} ended while it was in use: ${message}`, {
      hint: "Run it again; if it happens often, look into the log of the server.",
      ...(code === "" ? {} : { details: { sqlstate: code } }),
      cause,
    });
  }
  return violation(error, context) ?? failure(error, context, cause);
}

/** The server's own error is not kept as the cause of a violation: it quotes the values of the row. */
function violation(error: ServerError, { sql }: ErrorContext): OrmError | undefined {
  const { table, column, constraint } = error;
  const columns = column === undefined ? columnsOf(error.detail) : [column];
  const where = `table "${qualified(error)}"${columns.length === 0 ? "" : `, ${listColumns(columns)}`}`;
  const by = constraint === undefined ? "" : ` (constraint "${constraint}")`;
  const details = { sqlstate: error.code, table, schema: error.schema, constraint, columns, sql };
  const make = (code: ErrorCode, text: string, hint: string): OrmError =>
    new OrmError(code, `${where}: ${text}`, { hint, details });
  switch (error.code) {
    case "23505":
      return make(
        "QUERY.UNIQUE_VIOLATION",
        `a row with the same key exists${by}`,
        "Change the value, or update the row that has it.",
      );
    case "23503": {
      const isReferred = /still referenced/.test(error.detail ?? "") || /^update or delete/.test(error.message);
      return isReferred
        ? make(
            "QUERY.FOREIGN_KEY_VIOLATION",
            `a row is still referred to by others${by}`,
            "Remove or change the rows that refer to it first.",
          )
        : make(
            "QUERY.FOREIGN_KEY_VIOLATION",
            `a row refers to one that does not exist${by}`,
            "Save the row that it refers to first.",
          );
    }
    case "23502":
      return make(
        "QUERY.NOT_NULL_VIOLATION",
        "a value is missing where NULL is not allowed",
        "Give the column a value, or a default.",
      );
    case "23514":
      return make(
        "QUERY.CHECK_VIOLATION",
        `a row breaks a check${by}`,
        "Change the value so that the condition holds.",
      );
    default:
      return undefined;
  }
}

function failure(error: ServerError, { sql }: ErrorContext, cause: unknown): OrmError {
  const { code, message, position, table, column, constraint } = error;
  const details = {
    sqlstate: code,
    ...(position === undefined ? {} : { position: Number(position) }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
    ...(constraint === undefined ? {} : { constraint }),
    sql,
  };
  const hint = hintOf(error);
  return new OrmError(KINDS[code ?? ""] ?? "QUERY.FAILED", message, { hint, details, cause: withoutValues(cause) });
}

function hintOf({ code = "", message, hint }: ServerError): string {
  if (code === "22P02" && /for enum/.test(message)) {
    return 'Use a value that the enum type has; where a revision removes the value, say what its rows become: remove: { "old": "new" }.';
  }
  return HINTS[code] ?? hint ?? "Correct the statement.";
}

/** The detail and the context of a server's error may quote whole rows. */
function withoutValues(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  return safeCause(cause.message, cause.stack === undefined ? {} : { stack: cause.stack });
}

function qualified({ schema, table }: ServerError): string {
  return schema === undefined || schema === "public" ? (table ?? "?") : `${schema}.${table ?? "?"}`;
}

function listColumns(columns: readonly string[]): string {
  return columns.length === 1 ? `column "${columns[0]!}"` : `columns ${columns.map((name) => `"${name}"`).join(", ")}`;
}

/** `Key (email, "tenantId")=(...) already exists.` names the columns before it quotes their values. */
function columnsOf(detail: string | undefined): readonly string[] {
  const list = /^Key \((.*?)\)=\(/.exec(detail ?? "")?.[1];
  if (list === undefined || list.includes("(")) return [];
  return list.split(", ").map((name) => name.replace(/^"(.*)"$/, "$1").replaceAll('""', '"'));
}
