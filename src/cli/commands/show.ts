import { readFlag, readList, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { describeRevision } from "../format-revision";
import { openMigrationPlace } from "../open-runner";
import { readRows, stateOf } from "../read-state";

/** `orm show`: revisions, with all that is known of them. It asks the database only for `current` and `--verbose`. */
export const showCommand: Command = {
  usage: "show <revisions..>",
  summary: "Show revisions: their place in the graph, date, file and message",
  positionals: {
    revisions: { demandOption: true, array: true, describe: "head, heads, current, an id or its beginning" },
  },
  examples: [["orm show current", "what the database is at"]],
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const targets = readList(context.values, "revisions");
    const rows = isAboutDatabase(context, targets) ? await readRows(context) : undefined;
    const known = rows?.filter((row) => graph.has(row));
    const revisions = graph.resolveAll(targets, known === undefined ? {} : { current: known });
    const state = rows === undefined ? undefined : stateOf(graph, rows);
    const { output } = context;
    for (const [index, revision] of revisions.entries()) {
      if (index > 0) output.line();
      for (const line of describeRevision(graph, revision, place.root, output.style, state)) output.line(line);
    }
    const unknown = targets.includes("current") ? (rows ?? []).filter((row) => !graph.has(row)) : [];
    for (const row of unknown) output.line(`${row} (no file has this id)`);
    if (revisions.length + unknown.length === 0) output.line("base: no revision");
    output.json({
      revisions: revisions.map((revision) => ({
        ...revision,
        ...(state === undefined ? {} : { isApplied: state.applied.has(revision.revision) }),
      })),
      ...(unknown.length === 0 ? {} : { unknown }),
    });
    return EXIT.done;
  },
};

/** `current`, and what counts from there. */
function isAboutDatabase({ values }: CommandContext, targets: readonly string[]): boolean {
  return readFlag(values, "verbose") || targets.some((target) => /(?:^|@)(?:current)?(?:[-+]\d+)?$/.test(target));
}
