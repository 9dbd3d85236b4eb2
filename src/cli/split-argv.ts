import { OrmError } from "../errors/orm-error";

/** The options that stand before or after a command and are followed by a value. */
const WITH_VALUE = ["-c", "--config", "-n", "--name", "-x"];

/** Where the command stands in the arguments; -1 where there is none. */
export function findCommandIndex(argv: readonly string[]): number {
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index]!;
    if (argument === "--") return -1;
    if (!argument.startsWith("-")) return index;
    if (WITH_VALUE.includes(argument)) index += 1;
  }
  return -1;
}

/** Whether one of the options stands among the arguments, alone or in a group of letters such as `-qv`. */
export function hasOption(argv: readonly string[], name: string, letter?: string): boolean {
  return argv.some(
    (argument) =>
      argument === `--${name}` ||
      argument === `--${name}=true` ||
      (letter !== undefined && /^-[hiqvy]+$/.test(argument) && argument.includes(letter)),
  );
}

/**
 * The arguments as the parser takes them. It would not pass on `downgrade -- -1`, would read the range of `history -r -3:current`
 * as options, and knows `-c` as the configuration, which after `current` is `--check-heads` unless a file follows.
 */
export function prepareArgv(argv: readonly string[], command: string): readonly string[] {
  const at = argv.indexOf("--");
  const isRelative = at >= 0 && /^[-+]\d+$/.test(argv[at + 1] ?? "");
  const own = isRelative ? [...argv.slice(0, at), ...argv.slice(at + 1)] : [...argv];
  if (command === "history") return joinRange(own);
  return command === "current" ? nameCheckHeads(own) : own;
}

function joinRange(argv: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index]!;
    const next = argv[index + 1];
    if ((argument === "-r" || argument === "--rev-range") && next !== undefined && /^-\d/.test(next)) {
      result.push(`--rev-range=${next}`);
      index += 1;
    } else if (/^-r-\d/.test(argument)) {
      result.push(`--rev-range=${argument.slice(2)}`);
    } else {
      result.push(argument);
    }
  }
  return result;
}

function nameCheckHeads(argv: readonly string[]): readonly string[] {
  const start = argv.indexOf("current");
  return argv.map((argument, index) => {
    const next = argv[index + 1];
    const hasFile = next !== undefined && !next.startsWith("-");
    return argument === "-c" && index > start && !hasFile ? "--check-heads" : argument;
  });
}

/**
 * The `-x` arguments by their names; without `=` the value is empty, and of two with one name the later one counts.
 * @throws OrmError `CLI.USAGE` for one without a name.
 */
export function readArguments(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text) => {
      const end = text.indexOf("=");
      const name = end < 0 ? text : text.slice(0, end);
      if (name === "") {
        throw new OrmError("CLI.USAGE", `-x ${text}: it has no name`, { hint: "Write -x name=value, or -x name." });
      }
      return [name, end < 0 ? "" : text.slice(end + 1)];
    }),
  );
}
