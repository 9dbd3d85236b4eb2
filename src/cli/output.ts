import type { Question } from "../diff/question";
import { OrmError } from "../errors/orm-error";
import { hideSecrets } from "./hide-secrets";
import { createStyle, escapeControls, toTerminal, toTerminalLine, type Style } from "./style";

export type { Style } from "./style";

/** Where a command prints. Results go to stdout; what a person should know beside them goes to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** Whether nothing but errors is wanted. */
  readonly isQuiet: boolean;
  /**
   * Lines of the result, in one piece; without any, an empty one. Silent with `--json`. A control character in them is shown as an
   * escape: it may come from a name.
   */
  line(...texts: readonly string[]): void;
  /** Text that a program is to read, such as SQL: exactly as it is, line ends included, but for control characters on a terminal. */
  script(text: string): void;
  /** The result as data; printed with `--json` only. */
  json(value: unknown): void;
  /** A line about the work, on stderr. */
  note(text: string): void;
  error(error: unknown): void;
  /** The error as `--json` prints it, without what is to be kept out. */
  errorData(error: unknown): unknown;
  /** Keeps these texts, passwords, out of every error that is printed from now on. */
  hide(secrets: readonly string[]): void;
  /** What goes on right now, on the last line of the terminal; `undefined` takes it away. It does nothing where there is no terminal. */
  status(text: string | undefined): void;
  readonly style: Style;
  /** The same for what goes to stderr. */
  readonly errorStyle: Style;
}

export interface OutputOptions {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  /** Print stacks and causes of errors. */
  readonly isVerbose: boolean;
}

/** An output on the streams of the process. */
export function createOutput({ isJson, isQuiet, isVerbose }: OutputOptions): Output {
  const style = createStyle(process.stdout);
  const errorStyle = createStyle(process.stderr);
  const isSilent = isJson || isQuiet;
  const secrets = new Set<string>();
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write("\r\u{1b}[2K");
    shown = false;
  };
  const print = (stream: NodeJS.WriteStream, text: string): void => {
    clear();
    stream.write(text);
  };
  const hideIn = (error: unknown): unknown =>
    JSON.parse(hideSecrets(JSON.stringify(errorData(error), writeLarge), secrets)) as unknown;
  return {
    isJson,
    isQuiet,
    style,
    errorStyle,
    line(...texts) {
      if (isSilent) return;
      const lines = (texts.length === 0 ? [""] : texts).map((text) => `${toTerminalLine(text)}\n`);
      print(process.stdout, lines.join(""));
    },
    script(text) {
      if (!isSilent) print(process.stdout, process.stdout.isTTY ? toTerminal(text) : text);
    },
    json(value) {
      if (isJson) print(process.stdout, `${toJson(value)}\n`);
    },
    note(text) {
      if (!isSilent) print(process.stderr, `${toTerminalLine(text)}\n`);
    },
    error(error) {
      if (isJson) print(process.stdout, `${toJson({ error: hideIn(error) })}\n`);
      else print(process.stderr, `${toTerminal(hideSecrets(describe(error, errorStyle, isVerbose), secrets))}\n`);
    },
    errorData: hideIn,
    hide(more) {
      for (const secret of more) secrets.add(secret);
    },
    status(text) {
      if (isSilent || !process.stderr.isTTY) return;
      clear();
      if (text === undefined) return;
      process.stderr.write(toTerminalLine(text));
      shown = true;
    },
  };
}

/** An error as data: never a stack, never a cause. */
function errorData(error: unknown): unknown {
  if (OrmError.is(error)) return error.toJSON();
  return { code: "INTERNAL", message: error instanceof Error ? error.message : String(error) };
}

/** JSON escapes most control characters by itself; the others are inside of strings, where an escape means the same. */
function toJson(value: unknown): string {
  return escapeControls(JSON.stringify(value, writeLarge, 2));
}

/** JSON has no bigint: a large number out of a database is written as text. */
function writeLarge(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** `error CODE: what happened`, then the next action; the stack only when asked. */
function describe(error: unknown, style: Style, isVerbose: boolean): string {
  const lines: string[] = [];
  if (OrmError.is(error)) {
    lines.push(`${style.red("error")} ${style.dim(error.code)}: ${indent(error.message)}`);
    if (error.hint !== undefined) lines.push(`  ${style.cyan("→")} ${indent(error.hint)}`);
    lines.push(...describeDetails(error, style));
  } else {
    lines.push(`${style.red("error")}: ${indent(error instanceof Error ? error.message : String(error))}`);
    if (!isVerbose) lines.push(`  ${style.cyan("→")} Run it again with --verbose to see where it comes from.`);
  }
  if (isVerbose && error instanceof Error) {
    lines.push(style.dim(error.stack ?? ""));
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
      lines.push(style.dim(`caused by: ${cause.stack ?? cause.message}`));
  }
  return lines.join("\n");
}

/** A name with the end of a line in it must not look like a line of ours. */
function indent(text: string): string {
  return text.replaceAll("\n", "\n    ");
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
