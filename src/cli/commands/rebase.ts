import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import type { RebasePlan, RebaseRequest } from "../../migrate/rebase";
import { terminalOf } from "../answer-questions";
import { askChoice } from "../ask-choice";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withProject, type OpenProject } from "../open-project";

/** `orm rebase`: the revisions of a branch behind those that others published meanwhile. */
export const rebaseCommand: Command = {
  usage: "rebase [revision]",
  summary: "Put unpublished revisions behind another head",
  positionals: {
    revision: { describe: "one of the revisions to move; default: those whose files git's base does not have" },
  },
  options: {
    onto: { type: "string", describe: "What they are to follow; default: the one other head", requiresArg: true },
    "git-base": { type: "string", describe: "The git ref with the published revisions", requiresArg: true },
    "dry-run": { type: "boolean", describe: "Show the change of the file, and write nothing" },
    force: { type: "boolean", describe: "Also where the revisions are published, or applied to the database" },
    offline: { type: "boolean", describe: "Do not ask the database whether it has them" },
  },
  examples: [
    ["orm rebase", "after a merge in git that made two heads"],
    ["orm rebase 3f2a --onto head --dry-run", "what would change"],
  ],
  run: (context) =>
    withProject(context, { isOffline: readFlag(context.values, "offline") }, async (project) => {
      if (isInOrder(context, project)) return reportOrder(context, project);
      const plan = await planAtTerminal(context, project);
      const isDryRun = readFlag(context.values, "dry-run");
      if (!isDryRun) await plan.write();
      report(context, plan, isDryRun);
      return EXIT.done;
    }),
};

/** Whether there is one line alone, and nobody says which revision is to go elsewhere. */
function isInOrder({ values }: CommandContext, { graph }: OpenProject): boolean {
  return (
    graph.heads.length <= 1 && readText(values, "revision") === undefined && readText(values, "onto") === undefined
  );
}

function reportOrder({ output, values }: CommandContext, { graph }: OpenProject): number {
  const [head] = graph.heads;
  output.json({ isDryRun: readFlag(values, "dry-run"), moved: [] });
  output.line(
    head === undefined ? "Nothing to do: there are no revisions." : `Nothing to do: ${head} is the one head.`,
  );
  return EXIT.done;
}

/** The plan; at a terminal somebody is asked which line is meant. */
async function planAtTerminal(context: CommandContext, { host, graph, dataSource }: OpenProject): Promise<RebasePlan> {
  const { planRebase } = require("../../migrate/rebase") as typeof import("../../migrate/rebase");
  const request = readRequest(context);
  try {
    return await planRebase(host, graph, request, dataSource);
  } catch (error) {
    const terminal = terminalOf(context.output);
    if (terminal === undefined || !OrmError.is(error, "REVISION.LINE_UNCLEAR")) throw error;
    const heads = error.details["candidates"] as readonly string[];
    const choices = heads.map((id) => `${id}  ${graph.get(id).message?.split("\n")[0] ?? ""}`.trimEnd());
    const revision = heads[await askChoice("Which head is to go behind the other?", choices, terminal)]!;
    return planRebase(host, graph, { ...request, revision }, dataSource);
  }
}

function readRequest({ values }: CommandContext): RebaseRequest {
  const revision = readText(values, "revision");
  const onto = readText(values, "onto");
  const gitBase = readText(values, "git-base");
  return {
    force: readFlag(values, "force"),
    ...(revision === undefined ? {} : { revision }),
    ...(onto === undefined ? {} : { onto }),
    ...(gitBase === undefined ? {} : { gitBase }),
  };
}

function report({ output, directory }: CommandContext, plan: RebasePlan, isDryRun: boolean): void {
  const { style } = output;
  const { members, first, onto, from, file, conflicts } = plan;
  const ids = members.map(({ revision }) => revision);
  const changes = changedLines(plan);
  output.json({ isDryRun, moved: ids, first: first.revision, from, onto: onto.revision, file, changes, conflicts });
  const what = ids.length === 1 ? `revision ${ids[0]}` : `${ids.length} revisions (${ids.join(", ")})`;
  output.line(`${isDryRun ? "Would put" : "Put"} ${what} behind ${onto.revision}, instead of ${from ?? "base"}.`);
  output.line(path.relative(directory, file));
  for (const { before, after } of changes) {
    output.line(style.red(`  - ${before}`));
    output.line(style.green(`  + ${after}`));
  }
  for (const { kind, message } of conflicts)
    output.line(`${kind === "conflict" ? style.yellow("Conflict:") : style.dim("Note:")} ${message}.`);
  if (conflicts.some(({ kind }) => kind === "conflict"))
    output.line("Correct the revisions before you run them: what they do depends on what comes before them.");
  else output.line("Both orders lead to the same schema.");
}

/** The lines that change; no line comes or goes. */
function changedLines({ before, after }: RebasePlan): readonly { readonly before: string; readonly after: string }[] {
  const [old, next] = [before, after].map((text) => text.split(/\r?\n/));
  return old!.flatMap((line, index) => (line === next![index] ? [] : [{ before: line, after: next![index] ?? "" }]));
}
