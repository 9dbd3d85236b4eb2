import type { DiffAnswers, RenameAnswer } from "../diff/diff-options";
import { OrmError } from "../errors/orm-error";

/** What the command line says about renames. */
export interface RenameOptions {
  /** `users:people` for a table, `users.name:users.full_name` for a column. */
  readonly renames: readonly string[];
  /** `order_status.new:fresh` for a value of an enum type. */
  readonly values: readonly string[];
  readonly noRenames: boolean;
}

/** The answers that the command line gives to the questions of a comparison. @throws OrmError `CLI.USAGE`. */
export function readAnswers({ renames, values, noRenames }: RenameOptions): DiffAnswers {
  return { renames: [...renames.map(readRename), ...values.map(readValueRename)], noRenames };
}

function readRename(text: string): RenameAnswer {
  const [from, to] = splitPair(text, "--rename", "users:people for a table, users.name:users.full_name for a column");
  const [fromTable, fromColumn] = splitLast(from);
  const [toTable, toColumn] = splitLast(to);
  if (fromColumn === undefined || toColumn === undefined) return { from, to };
  return fromTable === toTable ? { table: toTable, from: fromColumn, to: toColumn } : { from, to };
}

function readValueRename(text: string): RenameAnswer {
  const [from, to] = splitPair(text, "--rename-value", "order_status.new:fresh");
  const [type, value] = splitLast(from);
  if (value === undefined) throw usage("--rename-value", text, "order_status.new:fresh");
  return { enum: type, from: value, to };
}

function splitPair(text: string, option: string, form: string): readonly [string, string] {
  const [from, to, rest] = text.split(":");
  if (from === undefined || to === undefined || from === "" || to === "" || rest !== undefined)
    throw usage(option, text, form);
  return [from, to];
}

function splitLast(text: string): readonly [string, string | undefined] {
  const at = text.lastIndexOf(".");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function usage(option: string, text: string, form: string): OrmError {
  return new OrmError("CLI.USAGE", `${option} "${text}" is not a rename`, { hint: `Write ${form}.` });
}
