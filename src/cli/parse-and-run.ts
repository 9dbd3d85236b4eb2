import type { Argv } from "yargs";
import type { ConfigRequest } from "../data-source/config/config-request";
import { OrmError } from "../errors/orm-error";
import {
  readFlag,
  readList,
  type Command,
  type CommandContext,
  type CommandOption,
  type CommandValues,
} from "./command";
import type { CommandEntry } from "./command-list";
import { EXIT } from "./exit-status";
import { DATABASE_OPTIONS, GLOBAL_OPTIONS } from "./global-options";
import type { Output } from "./output";
import { readPlainly } from "./read-plainly";
import { readArguments } from "./split-argv";

/** Reads the options of one command and runs it, on each database that is named. @returns the exit status. @throws OrmError. */
export async function parseAndRun(
  entry: CommandEntry,
  argv: readonly string[],
  output: Output,
  directory: string,
): Promise<number> {
  const command = entry.load();
  refuseTaken(command);
  let status: number = EXIT.done;
  const options = optionsOf(command, entry.isPerDatabase === true);
  const plain = readPlainly(command, { ...GLOBAL_OPTIONS, ...options }, argv);
  if (plain !== undefined) return runParsed(entry, command, plain, output, directory);
  const ownNames = Object.keys(options);
  const parser = createParser(entry.name, command.usage, ownNames).command(
    command.usage,
    command.summary,
    (own) => describeCommand(own, command, entry.isPerDatabase === true),
    async (values) => {
      status = await runParsed(entry, command, values, output, directory);
    },
  );
  // The help is a result, and `console` is for what code of the user's prints.
  await parser.parseAsync([...argv], {}, (_error: unknown, _values: unknown, help: string) => {
    if (help !== "") process.stdout.write(`${help}\n`);
  });
  return status;
}

/** A command of the project's must not give another meaning to what every command takes. */
function refuseTaken({ usage, options = {}, positionals = {} }: Command): void {
  const taken = [...Object.keys(options), ...Object.keys(positionals)].find((name) =>
    Object.hasOwn(GLOBAL_OPTIONS, name),
  );
  if (taken === undefined) return;
  throw new OrmError(
    "CONFIG.INVALID",
    `command "${usage}": the name "${taken}" is taken by an option of every command`,
    {
      hint: "Give the option or the argument another name.",
      details: { command: usage, name: taken },
    },
  );
}

async function runParsed(
  entry: CommandEntry,
  command: Command,
  values: CommandValues,
  output: Output,
  directory: string,
): Promise<number> {
  const files = readList(values, "config");
  const names = [...new Set(readList(values, "name"))];
  const config: ConfigRequest = {
    directory,
    ...(files.length === 0 ? {} : { file: files }),
    x: readArguments(readList(values, "x")),
  };
  const context: CommandContext = { values, output, directory, config };
  const isAll = readFlag(values, "all-databases") || names.includes("all");
  if (!isAll && names.length < 2) {
    const [name] = names;
    return command.run(name === undefined ? context : { ...context, config: { ...config, name } });
  }
  if (entry.isPerDatabase !== true) {
    throw new OrmError("CLI.USAGE", `\`orm ${entry.name}\` works on one database`, { hint: "Name one: -n <name>." });
  }
  if (readFlag(values, "sql")) {
    throw new OrmError("CLI.USAGE", "--sql prints a script for one database", { hint: "Name one: -n <name>." });
  }
  const { runOnDatabases } = require("./run-on-databases") as typeof import("./run-on-databases");
  return runOnDatabases(command, context, isAll ? "all" : names);
}

function createParser(name: string, usage: string, ownNames: readonly string[]): Argv {
  const yargs = require("yargs") as typeof import("yargs");
  let parser = yargs()
    .scriptName("orm")
    .usage(`orm ${name}`)
    .strict()
    .parserConfiguration({
      "parse-positional-numbers": false,
      "duplicate-arguments-array": true,
      "camel-case-expansion": false,
      // An option takes one value: `-m text heads` must not swallow the argument behind it.
      "greedy-arrays": false,
    })
    .version(false)
    .help()
    .alias("h", "help")
    .wrap(Math.min(100, process.stdout.columns || 100))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // The parser has an error class of its own for some mistakes in a command line.
      if (error !== undefined && error !== null && error.name !== "YError") throw error;
      throw new OrmError("CLI.USAGE", plainWords(usage, message), { hint: `Run \`orm ${name} --help\`.` });
    });
  for (const [option, { ...description }] of Object.entries(GLOBAL_OPTIONS))
    parser = parser.option(option, description);
  // The help has the groups in the order in which they are made.
  return parser.group([...ownNames], "Options:").group([...Object.keys(GLOBAL_OPTIONS), "help"], "Everywhere:");
}

/** What the parser says of a wrong command line, in words that name its part. */
function plainWords(usage: string, message: string | null): string {
  if (message === null) return "the command line cannot be read";
  if (message.startsWith("Not enough non-option arguments")) return `an argument is missing: orm ${usage}`;
  const [, name, given, choices] = /Argument: (.+), Given: (.+), Choices: (.+)/.exec(message) ?? [];
  if (name !== undefined) return `${name}: ${given} is not one of ${choices}`;
  return message.replaceAll("\n", " ");
}

function describeCommand(builder: Argv, command: Command, isPerDatabase: boolean): Argv {
  let described = builder;
  for (const [name, options] of Object.entries(command.positionals ?? {}))
    described = described.positional(name, { type: "string", ...options });
  for (const [name, options] of Object.entries(optionsOf(command, isPerDatabase)))
    described = described.option(name, options);
  for (const [line, meaning] of command.examples ?? []) described = described.example(line, meaning);
  return described;
}

function optionsOf({ options }: Command, isPerDatabase: boolean): Readonly<Record<string, CommandOption>> {
  return { ...options, ...(isPerDatabase ? DATABASE_OPTIONS : {}) };
}
