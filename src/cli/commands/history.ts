import { OrmError } from "../../errors/orm-error";
import type { Revision } from "../../revisions/revision";
import type { RevisionGraph } from "../../revisions/revision-graph";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { describeRevision, formatRevision, parentsText, type DatabaseState } from "../format-revision";
import { openMigrationPlace } from "../open-runner";
import type { Output } from "../output";
import { readRows, stateOf } from "../read-state";

const LINES_AT_ONCE = 1000;

/** `orm history`: the revisions, newest first. It asks the database only for `--indicate-current`, `--verbose` and `current` in a range. */
export const historyCommand: Command = {
  usage: "history",
  summary: "List the revisions, newest first",
  options: {
    "rev-range": {
      alias: "r",
      type: "string",
      describe: "Only a range: start:end, start:, :end, -3:current",
      requiresArg: true,
    },
    "indicate-current": { alias: "i", type: "boolean", describe: "Mark what the database is at, and what is applied" },
  },
  examples: [
    ["orm history -i", "with a mark at the database's revision"],
    ["orm history -r-3:current", "the last three that are applied, and the one they stand on"],
  ],
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const { output, values } = context;
    const range = readRange(values);
    const isVerbose = readFlag(values, "verbose");
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const state = needsDatabase(context, range) ? stateOf(graph, await readRows(context)) : undefined;
    const revisions = selectRange(graph, range, state);
    if (graph.revisions.length === 0) output.note("There are no revisions yet.");
    const describe = (revision: Revision, index: number): readonly string[] => {
      if (!isVerbose) return [formatLine(graph, revision, output, state)];
      const lines = describeRevision(graph, revision, place.root, output.style, state);
      return index === 0 ? lines : ["", ...lines];
    };
    // In one piece for many: thousands of small writes take longer than all the rest.
    for (let start = 0; start < revisions.length; start += LINES_AT_ONCE)
      output.line(
        ...revisions
          .slice(start, start + LINES_AT_ONCE)
          .flatMap((revision, offset) => describe(revision, start + offset)),
      );
    const toData = (revision: Revision): object => ({
      ...revision,
      ...(state === undefined
        ? {}
        : { isApplied: state.applied.has(revision.revision), isCurrent: state.rows.includes(revision.revision) }),
    });
    if (output.isJson) output.json({ revisions: revisions.map(toData) });
    return EXIT.done;
  },
};

/** The two ends as they are written; an empty one is left out. */
interface HistoryRange {
  readonly start: string;
  readonly end: string;
}

function readRange(values: CommandContext["values"]): HistoryRange | undefined {
  const text = readText(values, "rev-range")?.trim();
  if (text === undefined) return undefined;
  const [start, end, rest] = text.split(":");
  if (start === undefined || end === undefined || rest !== undefined) {
    throw new OrmError("CLI.USAGE", `"${text}" is not a range of revisions`, {
      hint: "Write start:end, start: or :end, for example -r 3f2a:head.",
    });
  }
  return { start: start.trim(), end: end.trim() };
}

function needsDatabase({ values }: CommandContext, range: HistoryRange | undefined): boolean {
  return readFlag(values, "indicate-current") || readFlag(values, "verbose") || isFromCurrent(range);
}

function isFromCurrent(range: HistoryRange | undefined): boolean {
  return range !== undefined && [range.start, range.end].some((side) => /(?:^|@)current/.test(side));
}

/** A distance counts from where the database is if the other end is `current`, else from the heads. */
function selectRange(
  graph: RevisionGraph,
  range: HistoryRange | undefined,
  state: DatabaseState | undefined,
): readonly Revision[] {
  if (graph.revisions.length === 0) return [];
  if (range === undefined) return graph.range("heads", "base");
  const current = isFromCurrent(range) ? state?.rows : undefined;
  return graph.range(range.end === "" ? "heads" : range.end, range.start === "" ? "base" : range.start, {
    inclusive: true,
    ...(current === undefined ? {} : { current }),
  });
}

function formatLine(
  graph: RevisionGraph,
  revision: Revision,
  { style }: Output,
  state: DatabaseState | undefined,
): string {
  const id = revision.revision;
  const mark = state === undefined ? "" : state.rows.includes(id) ? "▸ " : state.applied.has(id) ? "• " : "  ";
  return `${mark}${parentsText(revision)} -> ${formatRevision(graph, id, style, state?.rows)}`;
}
