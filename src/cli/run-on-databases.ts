import { OrmError } from "../errors/orm-error";
import { readFlag, type Command, type CommandContext } from "./command";
import { EXIT, exitStatusOf } from "./exit-status";
import type { Output } from "./output";

/** How a command ended on one database. */
interface DatabaseOutcome {
  readonly name: string;
  /** The exit status; absent where it did not run, because one before it failed. */
  readonly status?: number;
  /** What the command prints with `--json`. */
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Runs a command on several databases of the configuration, in their order: a heading each, then a summary. It stops at the
 * first that fails, unless `--keep-going`. @returns the exit status of the first that failed.
 * @throws OrmError `CONFIG.*`, before anything runs.
 */
export async function runOnDatabases(
  command: Command,
  context: CommandContext,
  wanted: readonly string[] | "all",
): Promise<number> {
  const { listDatabases } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  const known = await listDatabases(context.config);
  if (known.length === 0 && wanted === "all") return command.run(context);
  const names = wanted === "all" ? known : wanted;
  await requireNames(context, names, known);
  const outcomes: DatabaseOutcome[] = [];
  let failed: DatabaseOutcome | undefined;
  for (const name of names) {
    const isSkipped = failed !== undefined && !readFlag(context.values, "keep-going");
    const outcome = isSkipped ? { name } : await runOn(command, context, name);
    outcomes.push(outcome);
    if (outcome.status !== undefined && outcome.status !== EXIT.done) failed ??= outcome;
  }
  report(context.output, outcomes);
  return failed?.status ?? EXIT.done;
}

async function requireNames(
  { config }: CommandContext,
  names: readonly string[],
  known: readonly string[],
): Promise<void> {
  const missing = names.find((name) => !known.includes(name));
  if (missing === undefined) return;
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  await loadConfig({ ...config, name: missing });
  throw new OrmError("INTERNAL", `database "${missing}" is not in the list of its configuration`, {
    hint: "Please report this.",
  });
}

async function runOn(command: Command, context: CommandContext, name: string): Promise<DatabaseOutcome> {
  const { output } = context;
  output.line(output.style.bold(`Database ${name}`));
  let result: unknown;
  const capturing: Output = {
    ...output,
    json(value) {
      result = value;
    },
  };
  let outcome: DatabaseOutcome;
  try {
    const status = await command.run({ ...context, output: capturing, config: { ...context.config, name } });
    outcome = { name, status, ...(result === undefined ? {} : { result }) };
  } catch (error) {
    if (!output.isJson) output.error(error);
    outcome = { name, status: exitStatusOf(error), error: output.errorData(error) };
  }
  output.line();
  return outcome;
}

function report(output: Output, outcomes: readonly DatabaseOutcome[]): void {
  const { style } = output;
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  for (const { name, status } of outcomes) {
    const text =
      status === undefined
        ? style.yellow("not run")
        : status === EXIT.done
          ? style.green("done")
          : style.red(`failed with exit status ${status}`);
    output.line(`${name.padEnd(width)}  ${text}`);
  }
  output.json({ databases: outcomes });
}
