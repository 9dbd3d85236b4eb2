import type { DiffAnswers } from "../../diff/diff-options";
import { requireAnswers, writeQuestion } from "../../diff/question";
import { OrmError } from "../../errors/orm-error";
import type { DiffPlan } from "../../migrate/diff-plan";
import { answerQuestions } from "../answer-questions";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withTwoDatabases } from "../open-databases";
import { withRunner } from "../open-runner";
import { answerOptions, readAnswers } from "../read-answers";
import { printPlan } from "../report-plan";

/** What was compared, and what differs. */
interface Difference {
  /** For people: what would change, and into what. */
  readonly from: string;
  readonly to: string;
  readonly plan: DiffPlan;
}

/** `orm diff`: what would change, without changing it. */
export const diffCommand: Command = {
  usage: "diff",
  summary: "Show what differs between the entities and the database, or between two databases",
  options: {
    from: { type: "string", describe: "With --to: the URL of the database that would change", requiresArg: true },
    to: { type: "string", describe: "With --from: the URL of the database that it would equal", requiresArg: true },
    sql: { type: "boolean", describe: "Print the statements alone" },
    "exit-code": { type: "boolean", describe: "Exit with 1 if anything differs" },
    ...answerOptions,
  },
  examples: [
    ["orm diff", "what would make the database equal to the entities"],
    ["orm diff --from $STAGING --to $PRODUCTION --sql", "the statements from one database to another"],
  ],
  async run(context) {
    const { values, directory } = context;
    const difference = await answerQuestions(context, readAnswers(values, directory), async (answers) => {
      const found = await compare(context, answers);
      // These statements are going to be run: what could be a rename must not become a drop unseen.
      if (readFlag(values, "sql")) requireAnswers(found.plan.questions);
      return found;
    });
    report(context, difference);
    return difference.plan.changes.length > 0 && readFlag(context.values, "exit-code") ? EXIT.failed : EXIT.done;
  },
};

/** @throws OrmError `CLI.USAGE` where only one of two databases is named. */
function compare(context: CommandContext, answers: DiffAnswers): Promise<Difference> {
  const { values } = context;
  const { planBetweenDatabases, planForEntities } =
    require("../../migrate/diff-plan") as typeof import("../../migrate/diff-plan");
  const from = readText(values, "from");
  const to = readText(values, "to");
  if (from === undefined && to === undefined) {
    return withRunner(context, { entities: true, readsOnly: true }, async ({ dataSource, database }) => ({
      from: database,
      to: "the entities",
      plan: await planForEntities(dataSource, answers),
    }));
  }
  if (from === undefined || to === undefined) {
    throw new OrmError("CLI.USAGE", `--${from === undefined ? "to" : "from"} is given without the other`, {
      hint: "Name both databases, --from and --to; or neither, to compare the entities with the database.",
    });
  }
  return withTwoDatabases(context, from, to, async (one, other) => ({
    from: one.name,
    to: other.name,
    plan: await planBetweenDatabases(one.dataSource, other.dataSource, answers),
  }));
}

function report({ output, values }: CommandContext, { from, to, plan }: Difference): void {
  const { changes, questions } = plan;
  if (readFlag(values, "sql") && !output.isJson) {
    for (const statement of changes.flatMap(({ sql }) => sql)) output.script(`${statement};\n`);
    return;
  }
  output.json({
    from,
    to,
    isEqual: changes.length === 0,
    operations: changes.map(toData),
    questions: questions.map(writeQuestion),
  });
  if (changes.length === 0) output.line(`Nothing differs: ${from} is equal to ${to}.`);
  else printPlan(output, `What turns ${from} into ${to}`, plan);
}

function toData({ operation, reverse, ...change }: DiffPlan["changes"][number]): object {
  const { argumentsOf } = require("../../operations/definitions") as typeof import("../../operations/definitions");
  return {
    kind: operation.kind,
    ...change,
    reverse: reverse?.map((undo) => ({ kind: undo.kind, arguments: argumentsOf(undo) })) ?? null,
  };
}
