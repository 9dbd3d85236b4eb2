import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import type { Command } from "./command";
import { COMMANDS, type CommandEntry } from "./command-list";
import { EXIT, exitStatusOf } from "./exit-status";
import { createOutput, type Output } from "./output";
import { packageVersion } from "../util/package-version";
import { findCommandIndex, hasOption, prepareArgv } from "./split-argv";

/** What {@link runCli} may be told. */
export interface CliOptions {
  /** Where the configuration is looked for. Default: the working directory. */
  readonly directory?: string;
  /** Commands of the caller's, beside those of Ormolu; one of the same name takes the other's place. */
  readonly commands?: readonly Command[];
}

/** Runs one command line. @returns the exit status; it prints everything itself and never throws. */
export async function runCli(argv: readonly string[], options: CliOptions = {}): Promise<number> {
  const output = outputFor(argv);
  try {
    return await run(argv, withOwn(options.commands ?? []), output, options.directory ?? process.cwd());
  } catch (error) {
    output.error(error);
    return exitStatusOf(error);
  } finally {
    output.status(undefined);
  }
}

/** Where a command line prints, also when it cannot be read. */
export function outputFor(argv: readonly string[]): Output {
  return createOutput({
    isJson: hasOption(argv, "json"),
    isQuiet: hasOption(argv, "quiet", "q"),
    isVerbose: hasOption(argv, "verbose", "v"),
  });
}

/** Only what the line needs is loaded: the version and the list of commands need no parser, a command needs no other one. */
async function run(
  argv: readonly string[],
  entries: readonly CommandEntry[],
  output: Output,
  directory: string,
): Promise<number> {
  const [first, ...rest] = argv;
  if (first === "__complete") {
    const { complete } = require("./completion/complete") as typeof import("./completion/complete");
    return complete(rest, entries, directory);
  }
  if (first === "help") return run([...rest, "--help"], entries, output, directory);
  const index = findCommandIndex(argv);
  const before = index < 0 ? argv : argv.slice(0, index);
  if (hasOption(before, "version")) {
    process.stdout.write(`${packageVersion()}\n`);
    return EXIT.done;
  }
  if (hasOption(before, "help", "h")) {
    const { helpText } = require("./help-text") as typeof import("./help-text");
    process.stdout.write(helpText(entries, output.style));
    return EXIT.done;
  }
  if (index < 0) throw noCommand(argv);
  const entry = entries.find(({ name }) => name === argv[index]);
  if (entry === undefined) throw unknownCommand(argv[index]!, entries);
  const { parseAndRun } = require("./parse-and-run") as typeof import("./parse-and-run");
  return parseAndRun(entry, prepareArgv(argv, entry.name), output, directory);
}

function withOwn(commands: readonly Command[]): readonly CommandEntry[] {
  const own = commands.map((command): CommandEntry => ({
    name: command.usage.split(" ")[0]!,
    group: "Of this project",
    load: () => command,
  }));
  return [...COMMANDS.filter(({ name }) => !own.some((other) => other.name === name)), ...own];
}

function noCommand(argv: readonly string[]): OrmError {
  const given = argv.find((argument) => argument !== "--");
  return new OrmError("CLI.USAGE", given === undefined ? "no command is given" : `no command is given with ${given}`, {
    hint: "Name a command; `orm --help` lists them.",
  });
}

function unknownCommand(name: string, entries: readonly CommandEntry[]): OrmError {
  const near = nearestName(
    name,
    entries.map((entry) => entry.name),
  );
  return new OrmError("CLI.USAGE", `unknown command ${JSON.stringify(name)}`, {
    hint:
      near === undefined
        ? `The commands are ${entries.map((entry) => entry.name).join(", ")}; \`orm --help\` says what they do.`
        : `Did you mean \`orm ${near}\`? \`orm --help\` lists all.`,
    details: { command: name, ...(near === undefined ? {} : { nearest: near }) },
  });
}
