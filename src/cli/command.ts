import type { ConfigRequest } from "../data-source/config/config-request";
import { OrmError } from "../errors/orm-error";
import type { Output } from "./output";

/** The values of a command's options and arguments, by name. */
export type CommandValues = Readonly<Record<string, unknown>>;

/** What every command is given. */
export interface CommandContext {
  readonly values: CommandValues;
  readonly output: Output;
  /** The working directory. */
  readonly directory: string;
  /** Where the configuration is, which of its databases is meant, and the `-x` arguments. */
  readonly config: ConfigRequest;
}

/** An option of a command, as the parser takes it. */
export interface CommandOption {
  readonly type: "string" | "boolean" | "number" | "array";
  /** The members of an array are texts, also where they look like numbers. */
  readonly string?: boolean;
  /** One letter, or another name. */
  readonly alias?: string | readonly string[];
  /** What it is for; the help shows it. */
  readonly describe: string;
  readonly default?: unknown;
  /** Whether a value must follow. */
  readonly requiresArg?: boolean;
  readonly choices?: readonly string[];
  /** Left out of the help. */
  readonly hidden?: boolean;
}

/** An argument of a command: a text, or with `array` all that follow. */
export interface CommandPositional {
  readonly describe: string;
  readonly default?: unknown;
  readonly demandOption?: boolean;
  readonly array?: boolean;
  readonly choices?: readonly string[];
}

/** One command of the command line: how it is written, and what it does. It loads what it needs when it runs. */
export interface Command {
  /** The name and the arguments: `upgrade [revision]`, `show <revisions..>`. */
  readonly usage: string;
  /** A line for the help. */
  readonly summary: string;
  readonly positionals?: Readonly<Record<string, CommandPositional>>;
  readonly options?: Readonly<Record<string, CommandOption>>;
  readonly examples?: readonly (readonly [line: string, meaning: string])[];
  /** @returns the exit status. */
  run(context: CommandContext): Promise<number>;
}

/** A text option, or `undefined` where it is not given. @throws OrmError `CLI.USAGE` for an empty text, which is mostly a variable that is not set, and for two. */
export function readText(values: CommandValues, name: string): string | undefined {
  const value = values[name];
  if (Array.isArray(value)) throw usage(`${name} is given ${value.length} times`, "Give it once.");
  if (typeof value !== "string") return undefined;
  if (value.trim() === "") throw usage(`${name} is empty`, "Give it a value, or leave it out.");
  return value;
}

/** A list option; empty where it is not given. */
export function readList(values: CommandValues, name: string): readonly string[] {
  const value = values[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? [value] : [];
}

export function readFlag(values: CommandValues, name: string): boolean {
  return values[name] === true;
}

/** A number from 0. @throws OrmError `CLI.USAGE` for anything else. */
export function readNumber(values: CommandValues, name: string): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw usage(`${name} is not a number from 0`, "Give it once, as a number.");
}

function usage(message: string, hint: string): OrmError {
  return new OrmError("CLI.USAGE", message, { hint });
}
