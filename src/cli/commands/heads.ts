import type { Command } from "../command";
import { openMigrationPlace } from "../open-runner";
import { EXIT } from "../exit-status";
import { formatRevision } from "../format-revision";

/** `orm heads`: the revisions without a successor. */
export const headsCommand: Command = {
  usage: "heads",
  summary: "Show the revisions that no other follows",
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const graph = await loadGraph(await openMigrationPlace(context));
    const { output } = context;
    if (graph.heads.length === 0) output.note("There are no revisions yet.");
    for (const head of graph.heads) output.line(formatRevision(graph, head, output.style));
    output.json({ heads: graph.heads });
    return EXIT.done;
  },
};
