import { readText, type Command } from "../command";
import { runOptions, runRevisions } from "../run-command";

/** `orm downgrade`: takes revisions back down to a target. */
export const downgradeCommand: Command = {
  usage: "downgrade <revision>",
  summary: "Take the database down to a revision",
  positionals: { revision: { demandOption: true, describe: "base, an id or its beginning, -1" } },
  options: runOptions,
  examples: [
    ["orm downgrade -1", "one revision"],
    ["orm downgrade base", "everything"],
  ],
  run(context) {
    const target = readText(context.values, "revision") ?? "";
    return runRevisions(context, "Downgrading", (runner, options) => runner.downgrade(target, options));
  },
};
