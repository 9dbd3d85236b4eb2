import type { Runner } from "../migrate/runner";
import type { RunOptions, RunResult } from "../migrate/run-event";
import type { CommandContext, CommandOption } from "./command";
import { yesOption } from "./confirm-losses";
import { endOnSignal } from "./end-on-signal";
import { EXIT } from "./exit-status";
import { withRunner, type OpenRunner } from "./open-runner";
import { readLockTimeout } from "./read-lock-timeout";
import { readTenants, tenantOptions } from "./read-tenants";
import { createRunReport } from "./run-report";
import { runTenantRevisions } from "./run-tenants";

/** The options of every command that runs revisions. */
export const runOptions = {
  "lock-timeout": {
    type: "string",
    describe: "How long to wait for another process that migrates: seconds, or 500ms, 2m",
    requiresArg: true,
  },
  ...yesOption,
  ...tenantOptions,
} as const satisfies Readonly<Record<string, CommandOption>>;

/**
 * Runs revisions and reports them as they go.
 *
 * @param title what is done to the database: `Upgrading`.
 * @param ask what a person is asked before, see `confirmLosses`.
 */
export function runRevisions(
  context: CommandContext,
  title: string,
  run: (runner: Runner, options: RunOptions) => Promise<RunResult>,
  ask?: (open: OpenRunner) => Promise<void>,
): Promise<number> {
  const tenants = readTenants(context.values);
  if (tenants !== undefined) return runTenantRevisions(context, title, tenants, run, ask);
  return withRunner(context, { entities: false }, async (open) => {
    await ask?.(open);
    const report = createRunReport(context.output, `${title} ${open.database}`);
    const lockTimeout = readLockTimeout(context.values);
    const options: RunOptions = {
      onEvent: report.onEvent,
      grouped: true,
      x: context.config.x ?? {},
      ...(lockTimeout === undefined ? {} : { lockTimeout }),
    };
    try {
      report.finish(await endOnSignal(context.output, signalHint(open), () => run(open.runner, options)));
    } finally {
      report.stop();
    }
    return EXIT.done;
  });
}

function signalHint({ dataSource }: OpenRunner): string {
  return dataSource.dialect.capabilities.transactionalDdl
    ? "The revision under way is rolled back (what op.autocommit has committed stays), finished ones are kept. Run the command again to go on."
    : "This database cannot roll back schema changes: the revision under way may be applied in part. Compare it with the database before you run the command again.";
}
