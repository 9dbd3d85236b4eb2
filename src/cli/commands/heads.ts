import { readFlag, type Command } from "../command";
import { EXIT } from "../exit-status";
import { describeRevision, formatRevision } from "../format-revision";
import { openMigrationPlace } from "../open-runner";

/** `orm heads`: the revisions without a successor. */
export const headsCommand: Command = {
  usage: "heads",
  summary: "Show the revisions that no other follows",
  options: {
    "resolve-dependencies": {
      type: "boolean",
      describe: "Leave out the heads that another revision depends on: an upgrade of that one includes them",
    },
  },
  examples: [["orm heads -v", "with file, date and message"]],
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const { output, values } = context;
    const heads = readFlag(values, "resolve-dependencies") ? graph.effectiveHeads : graph.heads;
    if (heads.length === 0) output.note("There are no revisions yet.");
    for (const [index, head] of heads.entries()) {
      if (!readFlag(values, "verbose")) {
        output.line(formatRevision(graph, head, output.style));
        continue;
      }
      if (index > 0) output.line();
      for (const line of describeRevision(graph, graph.get(head), place.root, output.style)) output.line(line);
    }
    output.json({
      heads,
      revisions: heads.map((head) => ({
        ...graph.get(head),
        isDependedOn: !graph.effectiveHeads.includes(head),
      })),
    });
    return EXIT.done;
  },
};
