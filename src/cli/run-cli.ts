import yargs, { type Argv } from "yargs";
import { OrmError } from "../errors/orm-error";
import { readText, type Command } from "./command";
import { checkCommand } from "./commands/check";
import { currentCommand } from "./commands/current";
import { diffCommand } from "./commands/diff";
import { downgradeCommand } from "./commands/downgrade";
import { headsCommand } from "./commands/heads";
import { historyCommand } from "./commands/history";
import { initCommand } from "./commands/init";
import { mergeCommand } from "./commands/merge";
import { revisionCommand } from "./commands/revision";
import { showCommand } from "./commands/show";
import { stampCommand } from "./commands/stamp";
import { upgradeCommand } from "./commands/upgrade";
import { EXIT, exitStatusOf } from "./exit-status";
import { createOutput, type Output } from "./output";
import { packageVersion } from "./package-version";

const COMMANDS: readonly Command[] = [
  initCommand,
  revisionCommand,
  mergeCommand,
  upgradeCommand,
  downgradeCommand,
  stampCommand,
  currentCommand,
  historyCommand,
  headsCommand,
  showCommand,
  checkCommand,
  diffCommand,
];

const GLOBALS = ["config", "json", "quiet", "verbose"];

/** Runs one command line. @returns the exit status; it prints everything itself and never throws. */
export async function runCli(argv: readonly string[], directory = process.cwd()): Promise<number> {
  const output = outputFor(argv);
  let status: number = EXIT.done;
  const parser = COMMANDS.reduce((builder, command) => addCommand(builder, command), createParser());
  try {
    await parser.parseAsync(protectRelative(argv));
  } catch (error) {
    output.error(error);
    status = exitStatusOf(error);
  }
  return status;

  function addCommand(builder: Argv, command: Command): Argv {
    return builder.command(
      command.usage,
      command.summary,
      (own) => describeCommand(own, command),
      async (values) => {
        status = await command.run({ values, output, directory, configFile: readText(values, "config") });
      },
    );
  }
}

/** Where a command line prints, also when it cannot be read. */
export function outputFor(argv: readonly string[]): Output {
  const has = (...flags: readonly string[]): boolean => argv.some((argument) => flags.includes(argument));
  return createOutput({
    isJson: has("--json", "--json=true"),
    isQuiet: has("--quiet", "--quiet=true", "-q"),
    isVerbose: has("--verbose", "--verbose=true", "-v"),
  });
}

function createParser(): Argv {
  return yargs()
    .scriptName("orm")
    .usage("orm <command>\n\nRevisions of a database, written from decorated entities and applied in order.")
    .option("config", { alias: "c", type: "string", describe: "The configuration file", requiresArg: true })
    .option("json", { type: "boolean", describe: "Print the result as JSON" })
    .option("quiet", { alias: "q", type: "boolean", describe: "Print errors only" })
    .option("verbose", { alias: "v", type: "boolean", describe: "Print more; with an error, where it comes from" })
    .group(GLOBALS, "Everywhere:")
    .demandCommand(1, "Name a command; `orm --help` lists them.")
    .recommendCommands()
    .strict()
    .parserConfiguration({ "parse-positional-numbers": false, "duplicate-arguments-array": true })
    .version(packageVersion())
    .help()
    .alias("h", "help")
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // The parser has an error class of its own for some mistakes in a command line.
      if (error !== undefined && error !== null && error.name !== "YError") throw error;
      throw new OrmError("CLI.USAGE", (message ?? "the command line cannot be read").replaceAll("\n", " "), {
        hint: "Run `orm --help`, or `orm <command> --help`.",
      });
    });
}

function describeCommand(builder: Argv, command: Command): Argv {
  let described = builder;
  for (const [name, options] of Object.entries(command.positionals ?? {}))
    described = described.positional(name, { type: "string", ...options });
  for (const [name, options] of Object.entries(command.options ?? {})) described = described.option(name, options);
  for (const [line, meaning] of command.examples ?? []) described = described.example(line, meaning);
  return described;
}

/** `downgrade -- -1` and `downgrade -1` mean the same; the parser takes the second only. */
function protectRelative(argv: readonly string[]): string[] {
  const at = argv.indexOf("--");
  return at >= 0 && /^[-+]\d+$/.test(argv[at + 1] ?? "") ? [...argv.slice(0, at), ...argv.slice(at + 1)] : [...argv];
}
