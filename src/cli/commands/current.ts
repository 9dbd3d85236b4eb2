import type { Command } from "../command";
import { withRunner } from "../open-runner";
import { EXIT } from "../exit-status";

/** `orm current`: what the database has. */
export const currentCommand: Command = {
  usage: "current",
  summary: "Show the revision that the database is at",
  options: { "check-heads": { type: "boolean", describe: "Exit with 1 unless the database is at the head" } },
  run: (context) =>
    withRunner(context, { entities: false }, async ({ runner, database }) => {
      const { output } = context;
      const { rows, isAtHeads } = await runner.position();
      output.note(output.style.dim(database));
      if (rows.length === 0) output.line("base: the database has no revision");
      for (const { revision, message, isHead, isKnown } of rows) {
        const marks = `${isHead ? " (head)" : ""}${isKnown ? "" : " (no file has this id)"}`;
        output.line(`${revision}${marks}${message === "" ? "" : `, ${message}`}`);
      }
      output.json({ current: rows, isAtHeads });
      return context.values["check-heads"] === true && !isAtHeads ? EXIT.failed : EXIT.done;
    }),
};
