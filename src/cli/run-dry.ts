import type { DryRun, DryRunRequest, DryStep } from "../migrate/dry-run";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { Step } from "../revisions/plan";
import { readFlag, readText, type CommandContext } from "./command";
import { EXIT } from "./exit-status";
import { firstLine } from "./format-revision";
import { withRunner } from "./open-runner";

/** Shows what a run would do to the database as it is: the plan, what each revision risks, and its SQL. */
export function printDryRun(
  context: CommandContext,
  kind: DryRunRequest["kind"],
  plan: (graph: RevisionGraph, rows: readonly string[]) => readonly Step[],
): Promise<number> {
  const { dryRun } = require("../migrate/dry-run") as typeof import("../migrate/dry-run");
  return withRunner(context, { entities: false, readsOnly: true }, async ({ runner, dataSource, database }) => {
    const graph = await runner.graph();
    const tag = readText(context.values, "tag");
    const result = await dryRun(dataSource, graph, {
      kind,
      planner: (rows, own) => plan(own, rows),
      purge: readFlag(context.values, "purge"),
      x: context.config.x ?? {},
      ...(tag === undefined ? {} : { tag }),
    });
    const { scriptStyle } = dataSource.dialect;
    report(context, `${kind} of ${database}`, result, (sql) => scriptStyle.terminate(sql));
    return result.stopped === undefined ? EXIT.done : EXIT.failed;
  });
}

function report(
  { output }: CommandContext,
  title: string,
  { current, isHalfDone, plan, steps, stopped }: DryRun,
  terminate: (sql: string) => string,
): void {
  const { style } = output;
  output.json({
    current,
    isHalfDone,
    plan: plan.map(({ step, message }) => ({ ...step, message })),
    steps: steps.map(toData),
    ...(stopped === undefined ? {} : { stopped: { revision: stopped.revision, ...stopped.error.toJSON() } }),
  });
  if (plan.length === 0) {
    output.line(`Nothing to do: the database is at ${current.join(", ") || "base: it has no revision"}.`);
    return;
  }
  output.line(`${style.bold(`Dry run: ${title}`)} (nothing is changed)`);
  for (const { step, message } of plan) output.line(`  ${arrowOf(step)} ${step.revision}  ${firstLine(message)}`);
  if (isHalfDone)
    output.line(style.yellow("  The first is half done: a run goes on in it, and does not do again what is done."));
  for (const step of steps) printStep(step);
  if (stopped !== undefined && !output.isJson) output.error(stopped.error);

  function printStep({ step, message, hazards, parts, queries }: DryStep): void {
    output.line();
    output.line(style.bold(`-- ${step.direction} ${step.revision}${message === "" ? "" : `: ${firstLine(message)}`}`));
    for (const { kind, message: text } of hazards) output.line(style.yellow(`-- ${kind}: ${text}`));
    for (const sql of queries) output.line(style.cyan(`-- it has read: ${sql.replace(/\s+/g, " ")}`));
    for (const part of parts) {
      if ("comment" in part) output.line(style.dim(`-- ${part.comment}`));
      else output.script(`${terminate(part.sql)}\n`);
    }
  }
}

function arrowOf({ direction }: Step): string {
  return direction === "stamp" ? "=" : direction === "downgrade" ? "↓" : "↑";
}

function toData({ step, message, hazards, parts, queries }: DryStep): object {
  return {
    ...step,
    message,
    hazards,
    statements: parts.flatMap((part) => ("sql" in part ? [part.sql] : [])),
    notes: parts.flatMap((part) => ("comment" in part ? [part.comment] : [])),
    queries,
  };
}
