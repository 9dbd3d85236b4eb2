import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import type { Revision } from "../../revisions/revision";
import type { RevisionGraph } from "../../revisions/revision-graph";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { formatRevision, parentsText } from "../format-revision";
import { openMigrationPlace, withRunner } from "../open-runner";

/** `orm history`: the revisions, newest first. It asks the database only for `--indicate-current`, `--verbose` and `current` in a range. */
export const historyCommand: Command = {
  usage: "history",
  summary: "List the revisions, newest first",
  options: {
    "rev-range": { alias: "r", type: "string", describe: "Only a range: start:end, start:, :end", requiresArg: true },
    "indicate-current": { alias: "i", type: "boolean", describe: "Mark what the database is at" },
  },
  examples: [["orm history -r base:head -i", "everything, with a mark at the database's revision"]],
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const range = readText(context.values, "rev-range");
    const isMarked =
      readFlag(context.values, "indicate-current") ||
      readFlag(context.values, "verbose") ||
      range?.includes("current") === true;
    const rows = isMarked ? await readRows(context) : undefined;
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const applied = rows === undefined ? undefined : graph.appliedBy(rows.filter((row) => graph.has(row)));
    const revisions = selectRange(graph, range, rows ?? []);
    const { output } = context;
    if (revisions.length === 0) output.note("There are no revisions yet.");
    for (const revision of revisions) {
      const mark =
        applied === undefined
          ? ""
          : rows?.includes(revision.revision) === true
            ? "▸ "
            : applied.has(revision.revision)
              ? "• "
              : "  ";
      output.line(`${mark}${parentsText(revision)} -> ${formatRevision(graph, revision.revision, output.style)}`);
      if (readFlag(context.values, "verbose"))
        output.line(output.style.dim(`    ${describeFile(revision, place.root, applied)}`));
    }
    output.json({
      revisions: revisions.map((revision) => ({
        ...revision,
        ...(applied === undefined ? {} : { isApplied: applied.has(revision.revision) }),
      })),
    });
    return EXIT.done;
  },
};

function readRows(context: CommandContext): Promise<readonly string[]> {
  return withRunner(context, { entities: false }, async ({ runner }) =>
    (await runner.current()).map(({ revision }) => revision),
  );
}

function selectRange(graph: RevisionGraph, range: string | undefined, current: readonly string[]): readonly Revision[] {
  if (graph.revisions.length === 0) return [];
  if (range === undefined) return graph.range("heads", "base");
  const [start, end, rest] = range.split(":");
  if (start === undefined || end === undefined || rest !== undefined) {
    throw new OrmError("CLI.USAGE", `"${range}" is not a range of revisions`, {
      hint: "Write start:end, start: or :end, for example -r 3f2a:head.",
    });
  }
  const upper = end === "" ? "heads" : end;
  const lower = start === "" ? "base" : start;
  return graph.range(upper, lower, { inclusive: true, current });
}

function describeFile(revision: Revision, root: string, applied: ReadonlySet<string> | undefined): string {
  const file = revision.path === undefined ? "" : path.relative(root, revision.path);
  const state = applied === undefined ? "" : applied.has(revision.revision) ? "applied" : "not applied";
  return [file, revision.createDate ?? "", state].filter((part) => part !== "").join("  ");
}
