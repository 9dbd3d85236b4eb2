import type { CommandOption } from "./command";

/** What every command takes, before it or after it. */
export const GLOBAL_OPTIONS = {
  config: {
    alias: "c",
    type: "string",
    describe: "The configuration file; a second one goes over the first",
    requiresArg: true,
  },
  name: {
    alias: "n",
    type: "string",
    describe: "The database, where the configuration has several",
    requiresArg: true,
  },
  x: {
    type: "string",
    describe: "An argument for the configuration and the revisions: -x key=value",
    requiresArg: true,
  },
  json: { type: "boolean", describe: "Print the result as JSON" },
  quiet: { alias: "q", type: "boolean", describe: "Print errors only" },
  verbose: { alias: "v", type: "boolean", describe: "Print more; with an error, where it comes from" },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** What the commands that can run on several databases take too. */
export const DATABASE_OPTIONS = {
  "all-databases": { type: "boolean", describe: "Run on every database of the configuration, as -n all does" },
  "keep-going": { type: "boolean", describe: "With several databases: go on with the next one when one fails" },
} as const satisfies Readonly<Record<string, CommandOption>>;
