import { OrmError } from "../errors/orm-error";
import { readOneTenant, refuseTenants } from "./read-tenants";
import { readFlag, readText, type CommandOption, type CommandValues } from "./command";

/** The options of every command that can print SQL instead of running it. */
export const scriptOptions = {
  sql: { type: "boolean", describe: "Print the SQL as a script instead of running it; no database is needed" },
  output: { type: "string", describe: "With --sql: write the script to this file", requiresArg: true },
  "server-version": {
    type: "string",
    describe: "With --sql: the version of the server that it is for; default: the newest",
    requiresArg: true,
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** The options of the commands that move the version of a database. */
export const moveOptions = {
  ...scriptOptions,
  "dry-run": {
    type: "boolean",
    describe: "Show what would be done to the database as it is, and its SQL; nothing is changed",
  },
  tag: { type: "string", describe: "A mark for the hooks and for the record of the run", requiresArg: true },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** What a command does: run, print SQL, or show a plan. @throws OrmError `CLI.USAGE` for options that exclude one another. */
export function readMode(values: CommandValues, targets: readonly string[] = []): "run" | "script" | "dry run" {
  const isScript = readFlag(values, "sql");
  const isDry = readFlag(values, "dry-run");
  if (isScript) refuseTenants(values, "the script");
  if (isScript && isDry) throw usage("--sql and --dry-run exclude one another", "Leave one of them out.");
  for (const name of isScript ? [] : ["output", "server-version"]) {
    if (readText(values, name) !== undefined) throw usage(`--${name} says nothing without --sql`, "Add --sql.");
  }
  const version = readText(values, "server-version");
  if (version !== undefined && !/^\d+(?:\.\d+)*(?:-\w+)?/.test(version)) {
    throw usage(`--server-version is no version: ${version}`, "Write it as the server says it, such as 15 or 10.11.6.");
  }
  if (isDry) readOneTenant(values);
  const range = targets.find((target) => target.includes(":"));
  if (!isScript && range !== undefined) {
    throw usage(
      `the range "${range}" is not allowed without --sql`,
      "Name the target alone: the database itself says where it is.",
    );
  }
  return isScript ? "script" : isDry ? "dry run" : "run";
}

function usage(message: string, hint: string): OrmError {
  return new OrmError("CLI.USAGE", message, { hint });
}
