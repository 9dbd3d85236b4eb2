import { readFlag, type Command } from "../command";
import { EXIT } from "../exit-status";
import { describeRevision, formatRevision } from "../format-revision";
import { openMigrationPlace } from "../open-runner";

/** `orm branches`: where lines of revisions part. */
export const branchesCommand: Command = {
  usage: "branches",
  summary: "Show the revisions that several others follow",
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const { output, values } = context;
    const points = graph.revisions.filter(({ revision }) => graph.childrenOf(revision).length > 1).reverse();
    if (points.length === 0) output.note("There are no branches.");
    for (const [index, point] of points.entries()) {
      const isVerbose = readFlag(values, "verbose");
      if (index > 0 && isVerbose) output.line();
      const lines = isVerbose
        ? describeRevision(graph, point, place.root, output.style)
        : [formatRevision(graph, point.revision, output.style)];
      for (const line of lines) output.line(line);
      for (const child of graph.childrenOf(point.revision)) {
        output.line(`    -> ${formatRevision(graph, child, output.style)}`);
      }
    }
    output.json({ branches: points.map((point) => ({ ...point, children: graph.childrenOf(point.revision) })) });
    return EXIT.done;
  },
};
