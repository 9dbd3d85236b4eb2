import { downRevisionsOf } from "../../revisions/revision";
import { readFlag, readList, readText, type Command } from "../command";
import { EXIT } from "../exit-status";
import { noteLines } from "../note-lines";
import { openMigrationPlace } from "../open-runner";
import { reportWritten } from "../report-written";

/** `orm merge`: joins several heads by a revision that follows them all. */
export const mergeCommand: Command = {
  usage: "merge <revisions..>",
  summary: "Write a revision that joins several heads",
  positionals: { revisions: { demandOption: true, array: true, describe: "heads, or the revisions to join" } },
  options: {
    message: { alias: "m", type: "string", describe: "What the revision does, in a few words", requiresArg: true },
    "branch-label": { type: "array", string: true, describe: "A label for the joined branch", requiresArg: true },
    splice: { type: "boolean", describe: "Allow revisions that others follow already" },
    "rev-id": { type: "string", describe: "The id, instead of a random one", requiresArg: true },
  },
  examples: [['orm merge heads -m "join the two branches"', "all heads"]],
  async run(context) {
    const { writeMerge } = require("../../migrate/write-revision") as typeof import("../../migrate/write-revision");
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const place = await openMigrationPlace(context);
    const message = readText(context.values, "message");
    const revisionId = readText(context.values, "rev-id");
    const written = await writeMerge(place, await loadGraph(place), readList(context.values, "revisions"), {
      branchLabels: readList(context.values, "branch-label"),
      splice: readFlag(context.values, "splice"),
      ...(message === undefined ? {} : { message }),
      ...(revisionId === undefined ? {} : { revisionId }),
    });
    reportWritten(context.output, written);
    const [one, other, ...more] = downRevisionsOf(written);
    if (one !== undefined && other !== undefined && more.length === 0) await noteLines(context, [one, other]);
    return EXIT.done;
  },
};
