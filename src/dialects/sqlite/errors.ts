import type { ErrorContext, ErrorTranslator } from "../../dialect/error-translator";
import { OrmError } from "../../errors/orm-error";
import type { ErrorCode } from "../../errors/codes";
import { FOREIGN_KEYS_GUARD } from "./extensions/rebuild-table";
import { readRowsMessage } from "./extensions/row-guard";
import { readNativeError, type NativeError } from "./native-error";

/** What an error of ours is made of, without its cause. */
interface Translation {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Errors of SQLite, whichever package threw them, as errors of ours. They name objects, never values. */
export const sqliteErrors: ErrorTranslator = {
  translate(error: unknown, context: ErrorContext): OrmError {
    if (OrmError.is(error)) return error;
    const native = readNativeError(error) ?? { code: "", message: describe(error) };
    const { code, message, hint, details = {} } = translateNative(native, context);
    const known = native.code === "" ? details : { ...details, sqlite: native.code };
    return new OrmError(code, message, { hint, details: known, cause: error });
  },
};

function translateNative(native: NativeError, context: ErrorContext): Translation {
  if (context.sql?.includes(FOREIGN_KEYS_GUARD) === true) return foreignKeysAreOn();
  const special = rowsChanged(native) ?? brokenObject(native) ?? brokenSomewhere(native, context);
  if (special !== undefined) return special;
  const translate = TRANSLATIONS.find(([prefix]) => native.code.startsWith(prefix))?.[1];
  return translate === undefined ? failed(native, context) : translate(native, context);
}

const TRANSLATIONS: readonly (readonly [string, (native: NativeError, context: ErrorContext) => Translation])[] = [
  ["SQLITE_CONSTRAINT_UNIQUE", unique],
  ["SQLITE_CONSTRAINT_PRIMARYKEY", unique],
  ["SQLITE_CONSTRAINT_ROWID", unique],
  ["SQLITE_CONSTRAINT_NOTNULL", notNull],
  ["SQLITE_CONSTRAINT_FOREIGNKEY", foreignKey],
  ["SQLITE_CONSTRAINT_CHECK", check],
  ["SQLITE_BUSY", busy],
  ["SQLITE_LOCKED", busy],
  ["SQLITE_CANTOPEN", cannotOpen],
  ["SQLITE_NOTADB", notADatabase],
  ["SQLITE_CORRUPT", notADatabase],
  ["SQLITE_READONLY", readonly],
];

/** `UNIQUE constraint failed: users.email, users.tenant`, or `index 'name'` where the index is one of expressions. */
function unique({ message }: NativeError): Translation {
  const index = /index '(.+)'$/.exec(message)?.[1];
  if (index !== undefined) {
    return {
      code: "QUERY.UNIQUE_VIOLATION",
      message: `index "${index}": a row with the same key exists`,
      hint: "Change the value, or update the row that has it.",
      details: { constraint: index },
    };
  }
  const { table, columns } = readColumns(message);
  return {
    code: "QUERY.UNIQUE_VIOLATION",
    message: `${describeColumns(table, columns)}: a row with the same value exists`,
    hint: "Change the value, or update the row that has it.",
    details: { table, columns },
  };
}

function notNull({ message }: NativeError): Translation {
  const { table, columns } = readColumns(message);
  return {
    code: "QUERY.NOT_NULL_VIOLATION",
    message: `${describeColumns(table, columns)}: there is no value, but the column is NOT NULL`,
    hint: "Give a value, or make the column nullable.",
    details: { table, columns },
  };
}

function foreignKey(): Translation {
  return {
    code: "QUERY.FOREIGN_KEY_VIOLATION",
    message: "a row refers to a row that does not exist, or is still referred to",
    hint: "Insert the row that is referred to first; delete the rows that refer first. SQLite does not say which key it is.",
  };
}

/** The name of the constraint; its expression where it has none. */
function check({ message }: NativeError): Translation {
  const constraint = /^CHECK constraint failed: (.+)$/s.exec(message)?.[1] ?? "";
  return {
    code: "QUERY.CHECK_VIOLATION",
    message: `a row breaks the check constraint "${constraint}"`,
    hint: "Change the value so that the condition holds.",
    details: { constraint },
  };
}

function busy(_native: NativeError, { address }: ErrorContext): Translation {
  return {
    code: "QUERY.LOCK_TIMEOUT",
    message: `the database${at(address)} is locked: another connection is writing and did not finish in time`,
    hint: "Keep transactions short, set enableWAL, or raise busyTimeout.",
  };
}

function cannotOpen(_native: NativeError, { address }: ErrorContext): Translation {
  return {
    code: "CONNECTION.FAILED",
    message: `the database file${at(address)} cannot be opened`,
    hint: "Check the path, and the rights on the file and its folder.",
  };
}

function notADatabase(native: NativeError, { address }: ErrorContext): Translation {
  const isCorrupt = native.code === "SQLITE_CORRUPT";
  return {
    code: "CONNECTION.FAILED",
    message: `the file${at(address)} is ${isCorrupt ? "a damaged" : "not an SQLite"} database`,
    hint: isCorrupt
      ? "Restore it from a copy."
      : "Name another file; an encrypted one needs a package that can read it.",
  };
}

function readonly(_native: NativeError, { address }: ErrorContext): Translation {
  return {
    code: "QUERY.NO_RIGHT",
    message: `the database${at(address)} is opened for reading only`,
    hint: "Leave out readonly, and check the rights on the file and its folder.",
  };
}

function foreignKeysAreOn(): Translation {
  return {
    code: "OPERATION.UNSUPPORTED",
    message:
      "a table cannot be rebuilt in a transaction that was begun with foreign keys on: rows that refer to it would be deleted",
    hint: "Run the change through a revision, or run PRAGMA foreign_keys = OFF before BEGIN.",
  };
}

function rowsChanged({ message }: NativeError): Translation | undefined {
  const found = readRowsMessage(message);
  if (found === undefined) return undefined;
  const { table, before, after } = found;
  return {
    code: "RUNNER.ROWS_CHANGED",
    message: `table "${table}" had ${before} rows before a table rebuild and would have ${after} after it`,
    hint: "Nothing was changed. Please report it, with the definitions of the table, its triggers and the tables that refer to it.",
    details: { table, before, after },
  };
}

/** ALTER TABLE compiles every view and trigger of the file, and names the first that fails. */
function brokenObject({ message }: NativeError): Translation | undefined {
  const found = /error in (view|trigger) (.+?)( after (?:rename|drop column))?: (.+)$/s.exec(message);
  if (found === null) return undefined;
  const [, type, name, isAfter, reason] = found;
  return {
    code: "SCHEMA.BROKEN_OBJECT",
    message:
      isAfter === undefined
        ? `${type} "${name}" is broken (${reason}), and the database changes no table while it is`
        : `after the change ${type} "${name}" would fail: ${reason}`,
    hint: `Drop the ${type}, or change it to what it is to be, before this operation.`,
    details: { objects: { [`${type} "${name}"`]: reason } },
  };
}

/** Where a working view was looked at before, SQLite does not say which other one keeps it from changing a table. */
function brokenSomewhere({ message }: NativeError, { sql }: ErrorContext): Translation | undefined {
  if (!/\bSQL logic error$/.test(message) || sql === undefined || !/^ALTER TABLE\b/i.test(sql)) return undefined;
  return {
    code: "SCHEMA.BROKEN_OBJECT",
    message: "a view or a trigger of the file is broken, and the database changes no table while it is",
    hint: "Find the one that reads a table or a column that is gone, and drop it, or change it to what it is to be, before this operation.",
  };
}

function failed({ message }: NativeError, { sql }: ErrorContext): Translation {
  const what = withoutLiterals(message);
  return {
    code: sql === undefined ? "CONNECTION.FAILED" : "QUERY.FAILED",
    message: `the database ${sql === undefined ? "could not be opened" : "refused a statement"}: ${what}`,
    hint: sql === undefined ? "Check the options of the data source." : "Check the statement.",
  };
}

/** A syntax error repeats a piece of the statement, which may be a value. */
function withoutLiterals(message: string): string {
  return message.replace(/near "('.*|\d.*)": /s, "near a value: ");
}

function readColumns(message: string): { readonly table: string; readonly columns: readonly string[] } {
  const list = (/ constraint failed: (.+)$/s.exec(message)?.[1] ?? "").split(", ");
  const paths = list.map((path) => ({
    table: path.slice(0, path.indexOf(".")),
    column: path.slice(path.indexOf(".") + 1),
  }));
  return {
    table: (paths[0]?.table ?? "").replace(/^_orm_rebuild_/, ""),
    columns: paths.map(({ column }) => column),
  };
}

function describeColumns(table: string, columns: readonly string[]): string {
  return `table "${table}", column ${columns.map((column) => `"${column}"`).join(", ")}`;
}

function at(address: string | undefined): string {
  return address === undefined ? "" : ` "${address}"`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : "unknown error";
}
