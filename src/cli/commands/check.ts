import { writeQuestion } from "../../diff/question";
import { OrmError } from "../../errors/orm-error";
import type { Command } from "../command";
import { EXIT } from "../exit-status";
import { withRunner } from "../open-runner";
import { reportOperations } from "../report-operations";
import { titleOf } from "../picture-question";

/** `orm check`: whether the entities have changes that no revision has. */
export const checkCommand: Command = {
  usage: "check",
  summary: "Exit with 1 if the entities have changes that no revision has",
  run: (context) =>
    withRunner(context, { entities: true }, async ({ runner, database }) => {
      const { output } = context;
      const { isUpToDate, operations, summaries, hazards, questions } = await runner.check();
      output.json({ isUpToDate, changes: summaries, operations, hazards, questions: questions.map(writeQuestion) });
      if (isUpToDate) {
        output.line(`The entities and the database are the same (${database}).`);
        return EXIT.done;
      }
      const changes = `${summaries.length} ${summaries.length === 1 ? "change" : "changes"}`;
      output.line(`The entities have ${changes} that no revision has:`);
      reportOperations(output, { operations, hazards });
      for (const question of questions) output.line(`  ${output.style.cyan("?")} ${titleOf(question)}`);
      if (!output.isJson) {
        output.error(
          new OrmError("CLI.CHANGES_FOUND", `${changes} without a revision`, {
            hint: 'Write one: orm revision --autogenerate -m "..."',
          }),
        );
      }
      return EXIT.failed;
    }),
};
