import type { RevisionGraph } from "../../revisions/revision-graph";
import { readText, type Command } from "../command";
import { confirmLosses } from "../confirm-losses";
import { printDryRun } from "../run-dry";
import { runOptions, runRevisions } from "../run-command";
import { printRunScript } from "../run-script";
import { moveOptions, readMode } from "../script-options";

/** `orm upgrade`: applies revisions up to a target. */
export const upgradeCommand: Command = {
  usage: "upgrade [revision]",
  summary: "Bring the database up to a revision",
  positionals: {
    revision: {
      default: "head",
      describe: "head, heads, an id or its beginning, a label, +1; with --sql also from:to",
    },
  },
  options: { ...runOptions, ...moveOptions },
  examples: [
    ["orm upgrade", "to the head"],
    ["orm upgrade +1", "one revision"],
    ["orm upgrade --dry-run", "what would be done, with its SQL"],
    ["orm upgrade 3f2a:head --sql > up.sql", "a script for a database that is at 3f2a"],
  ],
  run(context) {
    const target = readText(context.values, "revision") ?? "head";
    const tag = readText(context.values, "tag");
    const mode = readMode(context.values, [target]);
    const plan = (graph: RevisionGraph, rows: readonly string[]) =>
      graph.revisions.length === 0 && /^heads?$/.test(target) ? [] : graph.planUpgrade(rows, target);
    if (mode === "script") return printRunScript(context, "upgrade", [target]);
    if (mode === "dry run") return printDryRun(context, "upgrade", plan);
    return runRevisions(
      context,
      "Upgrading",
      (runner, options) => runner.upgrade(target, { ...options, ...(tag === undefined ? {} : { tag }) }),
      (open) => confirmLosses(context, open, plan),
    );
  },
};
