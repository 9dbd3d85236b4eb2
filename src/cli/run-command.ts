import type { Runner } from "../migrate/runner";
import type { RunOptions, RunResult } from "../migrate/run-event";
import { readNumber, type CommandContext } from "./command";
import { endOnSignal } from "./end-on-signal";
import { EXIT } from "./exit-status";
import { withRunner } from "./open-runner";
import { createRunReport } from "./run-report";

/** The options of every command that runs revisions. */
export const runOptions = {
  "lock-timeout": {
    type: "number",
    describe: "Seconds to wait for another process that migrates",
    requiresArg: true,
  },
} as const;

/** Runs revisions and reports them as they go. `title` is what is done to the database: `Upgrading`. */
export function runRevisions(
  context: CommandContext,
  title: string,
  run: (runner: Runner, options: RunOptions) => Promise<RunResult>,
): Promise<number> {
  return withRunner(context, { entities: false }, async ({ runner, dataSource, database }) => {
    const report = createRunReport(context.output, `${title} ${database}`);
    const lockTimeout = readNumber(context.values, "lock-timeout");
    const options = { onEvent: report.onEvent, ...(lockTimeout === undefined ? {} : { lockTimeout }) };
    const hint = dataSource.dialect.capabilities.transactionalDdl
      ? "The revision under way is rolled back (what op.autocommit has committed stays), finished ones are kept. Run the command again to go on."
      : "This database cannot roll back schema changes: the revision under way may be applied in part. Compare it with the database before you run the command again.";
    report.finish(await endOnSignal(context.output, hint, () => run(runner, options)));
    return EXIT.done;
  });
}
