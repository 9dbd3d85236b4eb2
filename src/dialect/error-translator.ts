import type { OrmError } from "../errors/orm-error";

export interface ErrorContext {
  /** The statement that failed; absent when connecting. */
  readonly sql?: string;
  /** Where the driver connects, without a password. */
  readonly address?: string;
}

/** Turns what a driver throws into an error of ours, with the names of the objects where the server tells them. */
export interface ErrorTranslator {
  translate(error: unknown, context: ErrorContext): OrmError;
}
