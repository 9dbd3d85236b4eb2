import { writeFileSync } from "node:fs";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import type { OfflineHost, Script, ScriptRequest } from "../migrate/offline";
import { readText, type CommandContext } from "./command";
import { EXIT } from "./exit-status";

/** Prints the SQL of a run, or writes it to the file that `--output` names. Nothing is printed where it cannot be written whole. */
export function printRunScript(
  context: CommandContext,
  kind: ScriptRequest["kind"],
  targets: readonly string[],
): Promise<number> {
  return printScript(context, async (host) => {
    const { writeOfflineScript } = require("../migrate/offline") as typeof import("../migrate/offline");
    const { loadGraph } = require("../migrate/locations") as typeof import("../migrate/locations");
    const tag = readText(context.values, "tag");
    return writeOfflineScript(host, await loadGraph(host), {
      kind,
      targets,
      x: context.config.x ?? {},
      ...(tag === undefined ? {} : { tag }),
    });
  });
}

/** The same for a script of any other kind. */
export async function printScript(
  context: CommandContext,
  write: (host: OfflineHost) => Promise<Script> | Script,
): Promise<number> {
  const { output, values, directory } = context;
  const script = await write(await openOffline(context));
  const file = readText(values, "output");
  if (file !== undefined) writeScript(path.resolve(directory, file), file, script.text);
  else output.script(script.text);
  if (file !== undefined) output.note(`Wrote ${file} for ${script.server}.`);
  output.json({
    server: script.server,
    ...(file === undefined ? { sql: script.text } : { file: path.resolve(directory, file) }),
    statements: script.statements,
    steps: script.steps.map(({ step, message, statements }) => ({ ...step, message, statements })),
  });
  return EXIT.done;
}

function writeScript(file: string, given: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new OrmError("CLI.USAGE", `--output: ${given} cannot be written (${(error as NodeJS.ErrnoException).code})`, {
      hint: "Name a file in a folder that is there and may be written to.",
      details: { file },
      cause: error,
    });
  }
}

async function openOffline({ config, values }: CommandContext): Promise<OfflineHost> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  const { createOfflineHost } = require("../data-source/offline-host") as typeof import("../data-source/offline-host");
  const { offlineDialect } =
    require("../data-source/offline-dialect") as typeof import("../data-source/offline-dialect");
  const options = await (await loadConfig(config)).loadDataSourceOptions();
  return createOfflineHost(options, offlineDialect(options, readText(values, "server-version")));
}
