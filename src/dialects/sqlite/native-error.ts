import { OrmError } from "../../errors/orm-error";

/** What the packages throw, brought to one form: SQLite's own code and message. */
export interface NativeError {
  /** `SQLITE_CONSTRAINT_UNIQUE`, or only `SQLITE_CONSTRAINT` where the package does not say more. */
  readonly code: string;
  readonly message: string;
}

const PRIMARY_CODES: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  26: "SQLITE_NOTADB",
};

const CONSTRAINT_CODES: Readonly<Record<number, string>> = {
  275: "SQLITE_CONSTRAINT_CHECK",
  787: "SQLITE_CONSTRAINT_FOREIGNKEY",
  1299: "SQLITE_CONSTRAINT_NOTNULL",
  1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
  1811: "SQLITE_CONSTRAINT_TRIGGER",
  2067: "SQLITE_CONSTRAINT_UNIQUE",
  517: "SQLITE_BUSY_SNAPSHOT",
};

const CONSTRAINT_MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^UNIQUE constraint failed/, "SQLITE_CONSTRAINT_UNIQUE"],
  [/^FOREIGN KEY constraint failed/, "SQLITE_CONSTRAINT_FOREIGNKEY"],
  [/^NOT NULL constraint failed/, "SQLITE_CONSTRAINT_NOTNULL"],
  [/^CHECK constraint failed/, "SQLITE_CONSTRAINT_CHECK"],
];

/** The code and message of a package's error, translated or not; `undefined` where it is none of SQLite's. */
export function readNativeError(thrown: unknown): NativeError | undefined {
  const error = OrmError.is(thrown) ? thrown.cause : thrown;
  if (!(error instanceof Error) && (typeof error !== "object" || error === null)) return undefined;
  const { code, errcode, message = "" } = error as { code?: unknown; errcode?: unknown; message?: string };
  const text = message.replace(/^SQLITE_[A-Z_]+: /, "");
  if (typeof errcode === "number") return { code: refine(nameOf(errcode), text), message: text };
  if (typeof code === "string" && code.startsWith("SQLITE_")) return { code: refine(code, text), message: text };
  if (/^ConnectionFailed\(/.test(text))
    return { code: nameOf(Number(/: (\d+)"?\)$/.exec(text)?.[1] ?? 14)), message: text };
  return undefined;
}

/** Whether another connection holds the lock for now. Waiting does not help where this transaction reads an old snapshot. */
export function isBusy(error: unknown): boolean {
  const native = readNativeError(error);
  return native !== undefined && native.code.startsWith("SQLITE_BUSY") && native.code !== "SQLITE_BUSY_SNAPSHOT";
}

function nameOf(errcode: number): string {
  return CONSTRAINT_CODES[errcode] ?? PRIMARY_CODES[errcode & 0xff] ?? "SQLITE_ERROR";
}

function refine(code: string, message: string): string {
  if (code !== "SQLITE_CONSTRAINT") return code;
  return CONSTRAINT_MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? code;
}
