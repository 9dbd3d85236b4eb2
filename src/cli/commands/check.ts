import { writeQuestion } from "../../diff/question";
import { OrmError } from "../../errors/orm-error";
import type { CheckResult } from "../../migrate/check-result";
import type { RevisionGraph } from "../../revisions/revision-graph";
import type { Command, CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withRunner } from "../open-runner";
import type { Output } from "../output";
import { reportOperations } from "../report-operations";
import { titleOf } from "../picture-question";
import { readTenants, tenantOptions, type WantedTenants } from "../read-tenants";
import { runOnTenants } from "../run-tenants";

/** `orm check`: whether the entities have changes that no revision has. */
export const checkCommand: Command = {
  usage: "check",
  summary: "Exit with 1 if the entities have changes that no revision has, or a file was edited",
  options: tenantOptions,
  run(context) {
    const tenants = readTenants(context.values);
    if (tenants !== undefined && tenants.names?.length !== 1) return checkTenants(context, tenants);
    return withRunner(context, { entities: true, readsOnly: true }, async ({ runner, database }) => {
      const { output, config } = context;
      const found = await runner.check(config.x === undefined ? {} : { x: config.x });
      const heads = unmergedHeads(await runner.graph());
      const { isUpToDate, summaries, operations, hazards, questions } = found;
      output.json({
        isUpToDate,
        changes: summaries,
        operations,
        hazards,
        questions: questions.map(writeQuestion),
        heads,
      });
      if (isUpToDate) output.line(`The entities and the database are the same (${database}).`);
      else reportChanges(output, found);
      if (heads.length > 1 && !output.isJson) output.error(severalHeads(heads));
      return isUpToDate && heads.length < 2 ? EXIT.done : EXIT.failed;
    });
  },
};

function reportChanges(output: Output, { summaries, operations, hazards, questions }: CheckResult): void {
  const changes = `${summaries.length} ${summaries.length === 1 ? "change" : "changes"}`;
  output.line(`The entities have ${changes} that no revision has:`);
  reportOperations(output, { operations, hazards });
  for (const question of questions) output.line(`  ${output.style.cyan("?")} ${titleOf(question)}`);
  if (output.isJson) return;
  output.error(
    new OrmError("CLI.CHANGES_FOUND", `${changes} without a revision`, {
      hint: 'Write one: orm revision --autogenerate -m "..."',
    }),
  );
}

/** Heads that `upgrade head` could not choose between; a branch that has a label is meant to be one. */
function unmergedHeads(graph: RevisionGraph): readonly string[] {
  return graph.effectiveHeads.filter((head) => graph.labelsOf(head).length === 0);
}

function severalHeads(heads: readonly string[]): OrmError {
  return new OrmError("REVISION.MULTIPLE_HEADS", `the revisions have ${heads.length} heads: ${heads.join(", ")}`, {
    hint: 'Join them, `orm merge heads -m "..."`; or give each line a label where they are meant to part.',
    details: { heads },
  });
}

function checkTenants(context: CommandContext, tenants: WantedTenants): Promise<number> {
  return runOnTenants(context, tenants, {
    title: "Comparing",
    readsOnly: true,
    entities: true,
    run: (runner) => runner.check(),
    describe: ({ summaries }) =>
      summaries.length === 0
        ? "the same"
        : `${summaries.length} ${summaries.length === 1 ? "change" : "changes"}: ${summaries.join("; ")}`,
    isFine: ({ isUpToDate }) => isUpToDate,
  });
}
