import { readFlag, readList, type Command } from "../command";
import { runOptions, runRevisions } from "../run-command";

/** `orm stamp`: sets the version without running a revision. */
export const stampCommand: Command = {
  usage: "stamp <revisions..>",
  summary: "Set the version of the database without running anything",
  positionals: {
    revisions: { demandOption: true, array: true, describe: "head, heads, base, an id or its beginning" },
  },
  options: {
    ...runOptions,
    purge: { type: "boolean", describe: "Forget what the version table holds first, also ids that no file has" },
  },
  examples: [["orm stamp head", "a database that was made in another way is up to date"]],
  run(context) {
    const targets = readList(context.values, "revisions");
    const purge = readFlag(context.values, "purge");
    return runRevisions(context, "Stamping", (runner, options) => runner.stamp(targets, { ...options, purge }));
  },
};
