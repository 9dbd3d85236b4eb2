import { OrmError } from "../errors/orm-error";
import type { Operation } from "../operations/operation";
import type { Step } from "../revisions/plan";
import type { RevisionGraph } from "../revisions/revision-graph";
import { terminalOf } from "./answer-questions";
import { askLine } from "./ask-line";
import type { Terminal } from "./ask-questions";
import { readFlag, type CommandContext } from "./command";
import type { OpenRunner } from "./open-runner";
import { readVersion } from "./read-state";

/** What raw SQL could have been called instead, where that loses data. */
const RAW_LOSSES = ["op.dropTable", "op.dropColumn", "op.dropSchema"];

/** From the graph and the version table's rows to what a run would do. */
export type RunPlan = (graph: RevisionGraph, rows: readonly string[]) => readonly Step[];

/** Answers in advance what a run asks at a terminal. */
export const yesOption = {
  yes: { alias: "y", type: "boolean", describe: "Answer yes in advance to the question before what loses data" },
} as const;

/**
 * Asks before a run that loses data: only at a terminal, and not with `--yes`. The revisions of the plan are run without a database, on
 * the schema as it is, to see what they drop.
 *
 * @throws OrmError `CLI.DECLINED` where the answer is not yes.
 */
export async function confirmLosses(
  context: CommandContext,
  open: OpenRunner,
  plan: RunPlan,
  terminal: Terminal | undefined = terminalOf(context.output),
): Promise<void> {
  if (terminal === undefined || readFlag(context.values, "yes")) return;
  const { losses, unseen } = await findLosses(open, plan);
  if (losses.length === 0) return;
  const { style } = terminal;
  const more =
    unseen.length === 0 ? [] : [`  ${style.yellow("perhaps more:")} not all of ${unseen.join(", ")} can be foreseen`];
  await confirm(terminal, [
    style.bold(`This loses data in ${open.database}:`),
    ...losses.map((loss) => `  ${style.red("-")} ${loss}`),
    ...more,
  ]);
}

/** Asks before the version table forgets what it holds. @throws OrmError `CLI.DECLINED`. */
export async function confirmPurge(
  context: CommandContext,
  open: OpenRunner,
  terminal: Terminal | undefined = terminalOf(context.output),
): Promise<void> {
  if (terminal === undefined || readFlag(context.values, "yes")) return;
  const rows = await readVersion(open.host);
  if (rows.length === 0) return;
  const { style } = terminal;
  await confirm(terminal, [
    style.bold(`The version of ${open.database} is forgotten:`),
    ...rows.map((row) => `  ${style.red("-")} ${row}`),
  ]);
}

/** Asks whether to go on. @param lines what is lost. @throws OrmError `CLI.DECLINED`. */
export async function confirm(terminal: Terminal, lines: readonly string[]): Promise<void> {
  const { style } = terminal;
  const prompt = `${style.cyan("?")} Type yes to go on ${style.cyan("›")} `;
  if ((await askLine(terminal, lines, prompt, (answer) => /^\s*y(?:es)?\s*$/i.test(answer))) === true) return;
  throw new OrmError("CLI.DECLINED", "nothing was changed: the answer was not yes", {
    hint: "Run it again and type yes; or answer in advance with --yes.",
  });
}

interface Losses {
  readonly losses: readonly string[];
  /** Revisions of which not everything can be foreseen. */
  readonly unseen: readonly string[];
}

async function findLosses(open: OpenRunner, plan: RunPlan): Promise<Losses> {
  const { introspect } = require("../migrate/schemas-of") as typeof import("../migrate/schemas-of");
  const { simulateSteps } = require("../migrate/simulate-schema") as typeof import("../migrate/simulate-schema");
  const { analyzeHazards } = require("../dialect/hazards") as typeof import("../dialect/hazards");
  const { runner, host } = open;
  const rows = await readVersion(open.host);
  const graph = await runner.graph();
  // What the run itself will refuse is not asked about.
  if (rows.some((row) => !graph.has(row))) return { losses: [], unseen: [] };
  const steps = plan(graph, rows);
  if (steps.every(({ direction }) => direction === "stamp")) return { losses: [], unseen: [] };
  const before = await introspect(host);
  const simulated = await simulateSteps(host, graph, steps, before);
  const operations = simulated.flatMap(({ run }) => run.operations.map(({ operation }) => operation));
  const hazards = analyzeHazards(operations, before, host.dialect.hazards);
  const losses = operations.flatMap((operation, index) => [
    ...hazards[index]!.filter(({ kind }) => kind === "data loss").map(({ message }) => message),
    ...describeRawLoss(operation),
  ]);
  return {
    losses: [...new Set(losses)],
    unseen: simulated.filter(({ run }) => run.failure !== undefined).map(({ step }) => step.revision),
  };
}

/** Raw SQL has no hazards; of the plainest ways to lose data it is known what they do. */
function describeRawLoss(operation: Operation): readonly string[] {
  const { sqlOf } = require("../migrate/lint/operation-facts") as typeof import("../migrate/lint/operation-facts");
  const { callFor } = require("../migrate/lint/sql-rules") as typeof import("../migrate/lint/sql-rules");
  const sql = sqlOf(operation)?.trim();
  if (sql === undefined) return [];
  const isLoss = /^(?:truncate|delete)\b/i.test(sql) || RAW_LOSSES.includes(callFor(sql) ?? "");
  return isLoss ? [`runs ${sql.replaceAll(/\s+/g, " ")}`] : [];
}
