import type { RevisionGraph } from "../../revisions/revision-graph";
import { readText, type Command } from "../command";
import { confirmLosses } from "../confirm-losses";
import { printDryRun } from "../run-dry";
import { runOptions, runRevisions } from "../run-command";
import { printRunScript } from "../run-script";
import { moveOptions, readMode } from "../script-options";

/** `orm downgrade`: takes revisions back down to a target. */
export const downgradeCommand: Command = {
  usage: "downgrade <revision>",
  summary: "Take the database down to a revision",
  positionals: {
    revision: { demandOption: true, describe: "base, an id or its beginning, -1; with --sql always from:to" },
  },
  options: { ...runOptions, ...moveOptions },
  examples: [
    ["orm downgrade -1", "one revision"],
    ["orm downgrade base", "everything"],
    ["orm downgrade -1 --dry-run", "what would be done, with its SQL"],
    ["orm downgrade 3f2a:base --sql > down.sql", "a script for a database that is at 3f2a"],
  ],
  run(context) {
    const target = readText(context.values, "revision") ?? "";
    const tag = readText(context.values, "tag");
    const mode = readMode(context.values, [target]);
    const plan = (graph: RevisionGraph, rows: readonly string[]) => graph.planDowngrade(rows, target);
    if (mode === "script") return printRunScript(context, "downgrade", [target]);
    if (mode === "dry run") return printDryRun(context, "downgrade", plan);
    return runRevisions(
      context,
      "Downgrading",
      (runner, options) => runner.downgrade(target, { ...options, ...(tag === undefined ? {} : { tag }) }),
      (open) => confirmLosses(context, open, plan),
    );
  },
};
