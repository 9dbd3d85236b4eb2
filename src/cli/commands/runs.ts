import type { RecordedRun } from "../../migrate/run-records";
import { readNumber, type Command } from "../command";
import { EXIT } from "../exit-status";
import { withRunner } from "../open-runner";
import type { Style } from "../output";

const DEFAULT_LIMIT = 20;

/** `orm runs`: what was done to the database, when, by whom, and how it ended. */
export const runsCommand: Command = {
  usage: "runs",
  summary: "List the runs that changed the database, newest first",
  options: {
    limit: { type: "number", describe: `How many at most. Default: ${DEFAULT_LIMIT}`, requiresArg: true },
  },
  examples: [["orm runs --limit 1 --json", "the last run, for a program"]],
  run(context) {
    const limit = readNumber(context.values, "limit") ?? DEFAULT_LIMIT;
    return withRunner(context, { entities: false, readsOnly: true }, async ({ runner, database }) => {
      const { output } = context;
      const runs = await runner.runs(limit);
      output.note(output.style.dim(database));
      if (runs.length === 0) output.line("No run is recorded.");
      for (const run of runs) for (const line of describeRun(run, output.style)) output.line(line);
      output.json({ runs });
      return EXIT.done;
    });
  },
};

function describeRun(run: RecordedRun, style: Style): readonly string[] {
  const { command, target, from, to, startedAt, startedBy, pid, tag, error } = run;
  const title = style.bold([command, target].filter((word) => word !== "").join(" "));
  const heads = `${headsText(from)} -> ${to === null ? "?" : headsText(to)}`;
  const facts = [`by ${startedBy}`, `process ${pid}`, ...(tag === null ? [] : [`tag "${tag}"`])].join(", ");
  return [
    `${startedAt.slice(0, 19)}Z  ${colourOf(run, style)}  ${title}  ${heads}  ${style.dim(`${durationOf(run)}${facts}`)}`,
    ...(error === null ? [] : error.split("\n").map((line) => `  ${line}`)),
  ];
}

function colourOf({ result }: RecordedRun, style: Style): string {
  const text = result.padEnd("interrupted".length);
  if (result === "done") return style.green(text);
  return result === "running" ? style.cyan(text) : style.yellow(text);
}

function durationOf({ startedAt, finishedAt }: RecordedRun): string {
  if (finishedAt === null) return "";
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt);
  return milliseconds < 1000 ? `${milliseconds} ms, ` : `${(milliseconds / 1000).toFixed(1)} s, `;
}

function headsText(heads: readonly string[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}
