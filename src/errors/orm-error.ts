import type { ErrorCode } from "./codes";

/** What an {@link OrmError} is made of: the message names the object, the hint names the next action. */
export interface OrmErrorOptions {
  /** The next thing to do, as a sentence. */
  readonly hint?: string;
  /** Facts for programs: names, positions, values that are safe to print. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What was caught, for `--verbose`. */
  readonly cause?: unknown;
}

const BRAND = Symbol.for("ormolu.error");

/**
 * Every error that Ormolu raises on purpose. Programs branch on `code`, people read `message` and `hint`.
 *
 * @example
 * try {
 *   await runner.upgrade("head");
 * } catch (error) {
 *   if (OrmError.is(error, "REVISION.MULTIPLE_HEADS")) console.error(error.hint);
 *   else throw error;
 * }
 */
export class OrmError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: OrmErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "OrmError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a caught value is an Ormolu error (of the given code), also one raised by another copy of the package. */
  static is(value: unknown, code?: ErrorCode): value is OrmError {
    if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
    return code === undefined || (value as unknown as OrmError).code === code;
  }

  /** Plain data for `--json`: never the stack, never the cause. */
  toJSON(): { code: ErrorCode; message: string; hint?: string; details: Readonly<Record<string, unknown>> } {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      details: this.details,
    };
  }
}
