import { styleText } from "node:util";
import type { Question } from "../diff/question";
import { OrmError } from "../errors/orm-error";

/** Where a command prints. Results go to stdout; what a person should know beside them goes to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** A line of the result. Silent with `--json`. */
  line(text?: string): void;
  /** The result as data; printed with `--json` only. */
  json(value: unknown): void;
  /** A line about the work, on stderr. */
  note(text: string): void;
  error(error: unknown): void;
  readonly style: Style;
}

/** Colours, where the terminal shows them and nobody forbade them. */
export interface Style {
  dim(text: string): string;
  bold(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

export interface OutputOptions {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  /** Print stacks and causes of errors. */
  readonly isVerbose: boolean;
}

export function createOutput({ isJson, isQuiet, isVerbose }: OutputOptions): Output {
  const style = createStyle(process.stdout);
  const errorStyle = createStyle(process.stderr);
  return {
    isJson,
    style,
    line(text = "") {
      if (!isJson && !isQuiet) process.stdout.write(`${text}\n`);
    },
    json(value) {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note(text) {
      if (!isJson && !isQuiet) process.stderr.write(`${text}\n`);
    },
    error(error) {
      if (isJson) process.stdout.write(`${JSON.stringify({ error: toData(error) }, null, 2)}\n`);
      else process.stderr.write(`${describe(error, errorStyle, isVerbose)}\n`);
    },
  };
}

function createStyle(stream: NodeJS.WriteStream): Style {
  const isColoured = stream.isTTY && process.env["NO_COLOR"] === undefined;
  const paint =
    (format: "dim" | "bold" | "green" | "red" | "yellow" | "cyan") =>
    (text: string): string =>
      isColoured ? styleText(format, text) : text;
  return {
    dim: paint("dim"),
    bold: paint("bold"),
    green: paint("green"),
    red: paint("red"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
  };
}

function toData(error: unknown): unknown {
  if (OrmError.is(error)) return error.toJSON();
  return { code: "INTERNAL", message: error instanceof Error ? error.message : String(error) };
}

/** `error CODE: what happened`, then the next action; the stack only when asked. */
function describe(error: unknown, style: Style, isVerbose: boolean): string {
  const lines: string[] = [];
  if (OrmError.is(error)) {
    lines.push(`${style.red("error")} ${style.dim(error.code)}: ${error.message}`);
    if (error.hint !== undefined) lines.push(`  ${style.cyan("→")} ${error.hint}`);
    lines.push(...describeDetails(error, style));
  } else {
    lines.push(`${style.red("error")}: ${error instanceof Error ? error.message : String(error)}`);
    if (!isVerbose) lines.push(`  ${style.cyan("→")} Run it again with --verbose to see where it comes from.`);
  }
  if (isVerbose && error instanceof Error) {
    lines.push(style.dim(error.stack ?? ""));
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
      lines.push(style.dim(`caused by: ${cause.stack ?? cause.message}`));
  }
  return lines.join("\n");
}

/**
 * The statements that a failed revision left behind, and the one that it failed at; what a proof found to be different; the
 * questions, each with what it is about and the option that answers it.
 */
function describeDetails(error: OrmError, style: Style): string[] {
  if (error.code === "DIFF.ANSWER_NEEDED") return describeQuestions(error, style);
  const { applied, differences, statement } = error.details;
  const oneLine = (text: unknown): string => String(text).replace(/\s+/g, " ");
  const lines = ([applied, differences].find((list) => Array.isArray(list)) ?? []) as readonly unknown[];
  const failed = statement === undefined ? [] : [style.red(lines.length === 0 ? "at:" : "then:")];
  return [...lines.map((line) => `    ${oneLine(line)}`), ...failed.map((word) => `    ${word} ${oneLine(statement)}`)];
}

function describeQuestions({ details }: OrmError, style: Style): string[] {
  const { optionsOf, pictureOf, titleOf } = require("./picture-question") as typeof import("./picture-question");
  return (details["questions"] as readonly Question[]).flatMap((question) => [
    "",
    `  ${style.cyan("?")} ${titleOf(question)}`,
    ...pictureOf(question, style).map((line) => `      ${line}`),
    ...optionsOf(question).map((line) => `      ${line}`),
  ]);
}
