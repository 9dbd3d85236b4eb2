import { readText, type Command } from "../command";
import { runOptions, runRevisions } from "../run-command";

/** `orm upgrade`: applies revisions up to a target. */
export const upgradeCommand: Command = {
  usage: "upgrade [revision]",
  summary: "Bring the database up to a revision",
  positionals: { revision: { default: "head", describe: "head, heads, an id or its beginning, a label, +1" } },
  options: runOptions,
  examples: [
    ["orm upgrade", "to the head"],
    ["orm upgrade +1", "one revision"],
  ],
  run(context) {
    const target = readText(context.values, "revision") ?? "head";
    return runRevisions(context, "Upgrading", (runner, options) => runner.upgrade(target, options));
  },
};
