import { OrmError } from "../../errors/orm-error";
import { readFlag, readList, readText, type Command } from "../command";
import { confirmPurge } from "../confirm-losses";
import { printDryRun } from "../run-dry";
import { runOptions, runRevisions } from "../run-command";
import { printRunScript } from "../run-script";
import { moveOptions, readMode } from "../script-options";

/** `orm stamp`: sets the version without running a revision. */
export const stampCommand: Command = {
  usage: "stamp <revisions..>",
  summary: "Set the version of the database without running anything",
  positionals: {
    revisions: {
      demandOption: true,
      array: true,
      describe: "head, heads, base, an id or its beginning; with --sql also from:to",
    },
  },
  options: {
    ...runOptions,
    ...moveOptions,
    purge: { type: "boolean", describe: "Forget what the version table holds first, also ids that no file has" },
  },
  examples: [
    ["orm stamp head", "a database that was made in another way is up to date"],
    ["orm stamp 3f2a:head --sql", "the same as a script, for a database that is at 3f2a"],
  ],
  run(context) {
    const targets = readList(context.values, "revisions");
    const purge = readFlag(context.values, "purge");
    const tag = readText(context.values, "tag");
    const mode = readMode(context.values, targets);
    if (mode === "script") {
      if (purge) throw purgeNeedsDatabase();
      return printRunScript(context, "stamp", targets);
    }
    if (mode === "dry run") return printDryRun(context, "stamp", (graph, rows) => graph.planStamp(rows, targets));
    return runRevisions(
      context,
      "Stamping",
      (runner, options) => runner.stamp(targets, { ...options, purge, ...(tag === undefined ? {} : { tag }) }),
      (open) => (purge ? confirmPurge(context, open) : Promise.resolve()),
    );
  },
};

function purgeNeedsDatabase(): OrmError {
  return new OrmError(
    "CLI.USAGE",
    "--purge and --sql exclude one another: a script does not know which rows there are",
    {
      hint: "Run it without --sql, or empty the version table by hand.",
    },
  );
}
