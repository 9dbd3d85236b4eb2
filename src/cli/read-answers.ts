import type { ConversionAnswer, DiffAnswers, RenameAnswer, ValueAnswer } from "../diff/diff-options";
import { OrmError } from "../errors/orm-error";
import { SqlFragment } from "../schema/sql-fragment";
import { readList, type CommandOption, type CommandValues } from "./command";
import { mergeAnswers } from "./merge-answers";
import { readHints } from "./read-hints";

/** The options by which every command that compares takes answers. */
export const answerOptions = {
  rename: { type: "array", string: true, describe: "A rename: users:people or users.name:users.full_name" },
  "rename-value": { type: "array", string: true, describe: "A rename of an enum value: order_status.new:fresh" },
  renames: {
    type: "boolean",
    default: true,
    describe: "Ask about renames; --no-renames takes each for a drop and an add",
  },
  value: {
    type: "array",
    string: true,
    describe: "What rows take: users.email=none, users.slug=sql:lower(name), order_status.old=new",
  },
  using: { type: "array", string: true, describe: "How a column changes its type: logs.at=to_timestamp(at)" },
  "downgrade-using": {
    type: "array",
    string: true,
    describe: "The same for the way back: logs.at=extract(epoch from at)",
  },
  hints: { type: "array", string: true, describe: "A file with the questions of --json, and an answer in each" },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** The answers that the command line gives to the questions of a comparison. @throws OrmError `CLI.USAGE`. */
export function readAnswers(values: CommandValues, directory: string): DiffAnswers {
  const given: DiffAnswers = {
    renames: [...readList(values, "rename").map(readRename), ...readList(values, "rename-value").map(readValueRename)],
    noRenames: values["renames"] === false,
    values: readList(values, "value").map(readValue),
    conversions: [
      ...readList(values, "using").map((text) => readConversion(text, "upgrade")),
      ...readList(values, "downgrade-using").map((text) => readConversion(text, "downgrade")),
    ],
  };
  return readList(values, "hints").reduce((all, file) => mergeAnswers(all, readHints(file, directory)), given);
}

/** Whether somebody wrote NULL, which would else be four letters in every row. */
export function isNull(text: string): boolean {
  return /^\s*null\s*$/i.test(text);
}

/** What a text says that rows take: NULL, `sql:` and an expression, else the text itself; `text:` keeps one that looks so. */
export function readValueText(text: string): string | SqlFragment | null {
  if (isNull(text)) return null;
  if (text.startsWith("sql:")) return new SqlFragment([text.slice("sql:".length)], []);
  return text.startsWith("text:") ? text.slice("text:".length) : text;
}

function readRename(text: string): RenameAnswer {
  const [from, to] = splitPair(text, "--rename", "users:people for a table, users.name:users.full_name for a column");
  const [fromTable, fromColumn] = splitLast(from);
  const [toTable, toColumn] = splitLast(to);
  if (fromColumn === undefined || toColumn === undefined) return { from, to };
  return fromTable === toTable ? { table: toTable, from: fromColumn, to: toColumn } : { from, to };
}

function readValueRename(text: string): RenameAnswer {
  const form = "order_status.new:fresh, or orders.status.new:fresh where the column lists its values itself";
  const [from, to] = splitPair(text, "--rename-value", form);
  const [type, value] = splitLast(from);
  if (value === undefined) throw usage(`--rename-value "${text}" is not a rename`, form);
  return { enum: type, from: value, to };
}

function readValue(text: string): ValueAnswer {
  const form = "users.email=none, users.slug=sql:lower(name), or order_status.old=new";
  const [target, value] = splitAssignment(text, "--value", form);
  if (/^sql:\s*$/.test(value)) throw usage(`--value "${text}" has no expression`, form);
  return { target, value: readValueText(value) };
}

function readConversion(text: string, direction: ConversionAnswer["direction"]): ConversionAnswer {
  const option = direction === "upgrade" ? "--using" : "--downgrade-using";
  const form = "table.column=expression: logs.at=to_timestamp(at)";
  const [target, written] = splitAssignment(text, option, form);
  const using = written.replace(/^sql:/, "").trim();
  if (using === "") throw usage(`${option} "${text}" has no expression`, form);
  return { target, direction, using };
}

function splitAssignment(text: string, option: string, form: string): readonly [string, string] {
  const at = text.indexOf("=");
  const target = text.slice(0, at);
  if (at < 0 || !/[^.]\.[^.]/.test(target)) throw usage(`${option} "${text}" does not say what for`, form);
  return [target, text.slice(at + 1)];
}

function splitPair(text: string, option: string, form: string): readonly [string, string] {
  const [from, to, rest] = text.split(":");
  if (from === undefined || to === undefined || from === "" || to === "" || rest !== undefined)
    throw usage(`${option} "${text}" is not a rename`, form);
  return [from, to];
}

function splitLast(text: string): readonly [string, string | undefined] {
  const at = text.lastIndexOf(".");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function usage(message: string, form: string): OrmError {
  return new OrmError("CLI.USAGE", message, {
    hint: `Write ${form}. Names that the option cannot hold go into --hints.`,
  });
}
