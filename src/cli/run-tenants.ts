import type { DataSourceOptions } from "../data-source/data-source-options";
import type { Runner } from "../migrate/runner";
import type { RunEvent, RunOptions, RunResult } from "../migrate/run-event";
import type { TenantCounts, TenantEvent, TenantOutcome } from "../migrate/tenants";
import { OrmError } from "../errors/orm-error";
import { readList, type CommandContext } from "./command";
import { terminalOf } from "./answer-questions";
import { endOnSignal } from "./end-on-signal";
import { EXIT, exitStatusOf } from "./exit-status";
import { secretsOf } from "./hide-secrets";
import { readLockTimeout } from "./read-lock-timeout";
import { loadTenantOptions, withRunner, type OpenRunner } from "./open-runner";
import type { Output } from "./output";
import type { WantedTenants } from "./read-tenants";

/** What a command does for each tenant. */
export interface TenantWork<T> {
  /** For the heading: `Upgrading`. */
  readonly title: string;
  /** Nothing is written: a tenant that is not as it should be ends the command with 1, never with 3. */
  readonly readsOnly?: boolean;
  readonly entities?: boolean;
  /** The target is a distance (`-1`): a second run would move those that are done once more. */
  readonly isRelative?: boolean;
  run(runner: Runner, options: RunOptions): Promise<T>;
  /** What became of a tenant, for people: `2 revisions`. */
  describe(result: T): string;
  /** Whether a tenant is as it should be. Absent: always. */
  isFine?(result: T): boolean;
  /** Asked before anything runs, about the first of the tenants. */
  ask?(open: OpenRunner): Promise<void>;
}

/**
 * Does the work for every tenant that is wanted, and says what became of each: a line for each that is finished, or at a terminal one line
 * with the counts, and at the end those that failed. @returns the exit status: 3 where some failed and some are done.
 */
export async function runOnTenants<T>(
  context: CommandContext,
  { names, failFast }: WantedTenants,
  work: TenantWork<T>,
): Promise<number> {
  const { chooseTenants, runTenants } =
    require("../data-source/run-tenants") as typeof import("../data-source/run-tenants");
  const { output } = context;
  const needs = { entities: work.entities === true, readsOnly: work.readsOnly === true };
  const options = await loadTenantOptions(context, needs);
  const tenants = await chooseTenants(options, names);
  hideSecretsOf(output, options, tenants);
  const [first] = tenants;
  if (first !== undefined && work.ask !== undefined && terminalOf(output) !== undefined)
    await askAboutFirst(context, first, work.ask);
  const report = createTenantReport(output, work);
  report.begin(tenants.length);
  const outcomes = await endOnSignal(output, work.isRelative === true ? RELATIVE_SIGNAL_HINT : SIGNAL_HINT, () =>
    runTenants(options, {
      tenants,
      failFast,
      onEvent: report.onEvent,
      run: (runner, run) => work.run(runner, { ...run, x: context.config.x ?? {} }),
    }),
  );
  report.finish(outcomes);
  return statusOf(outcomes, work);
}

/** Runs revisions for the tenants, as {@link runOnTenants} does any work. */
export function runTenantRevisions(
  context: CommandContext,
  title: string,
  tenants: WantedTenants,
  run: (runner: Runner, options: RunOptions) => Promise<RunResult>,
  ask?: (open: OpenRunner) => Promise<void>,
): Promise<number> {
  const lockTimeout = readLockTimeout(context.values);
  const wish = lockTimeout === undefined ? {} : { lockTimeout };
  return runOnTenants<RunResult>(context, tenants, {
    title,
    isRelative: isRelative(context),
    run: (runner, options) => run(runner, { ...options, ...wish }),
    describe: ({ steps, current }) =>
      steps.length === 0
        ? `nothing to do, at ${current.join(", ") || "base"}`
        : `${steps.length} ${steps.length === 1 ? "revision" : "revisions"}, at ${current.join(", ") || "base"}`,
    ...(ask === undefined ? {} : { ask }),
  });
}

function isRelative({ values }: CommandContext): boolean {
  return [...readList(values, "revision"), ...readList(values, "revisions")].some((target) => /[+-]\d+$/.test(target));
}

/** How many errors are printed whole. */
const MOST_ERRORS = 20;

const SIGNAL_HINT =
  "Tenants that are finished stay so. Run the command again: it goes on with the others, and with what those under way have left.";

const RELATIVE_SIGNAL_HINT =
  "Tenants that are finished stay so; the same command would move them once more. Name the others with --tenant: `orm current --all-tenants` shows where each is.";

/** The places of tenants may have passwords of their own. */
function hideSecretsOf(output: Output, options: DataSourceOptions, tenants: readonly string[]): void {
  const { placeOfTenant } = require("../data-source/tenant-place") as typeof import("../data-source/tenant-place");
  for (const tenant of tenants) output.hide(secretsOf(placeOfTenant(options, tenant).options));
}

function askAboutFirst(
  context: CommandContext,
  tenant: string,
  ask: NonNullable<TenantWork<unknown>["ask"]>,
): Promise<void> {
  const values = { ...context.values, "all-tenants": undefined, "fail-fast": undefined, tenant };
  return withRunner({ ...context, values }, { entities: false }, (open) =>
    ask({ ...open, database: `all of them, to judge by ${open.database}` }),
  );
}

function createTenantReport<T>(output: Output, work: TenantWork<T>) {
  const { title, describe, isFine = () => true } = work;
  const { style, errorStyle } = output;
  const hasTerminal = process.stderr.isTTY;

  function onRunEvent(tenant: string, event: RunEvent): void {
    if (event.type === "wait")
      output.note(errorStyle.yellow(`${tenant} waits for its lock: ${event.holder} holds it.`));
  }

  function printEnd(outcome: Extract<TenantEvent<T>, { type: "tenant:end" }>["outcome"]): void {
    const { tenant } = outcome;
    const time = style.dim(formatTime(outcome.milliseconds));
    if (outcome.status === "failed") {
      output.line(`  ${style.red("✗")} ${tenant}  ${codeOf(outcome.error)}  ${time}`);
    } else if (!isFine(outcome.result)) {
      output.line(`  ${style.yellow("!")} ${tenant}  ${describe(outcome.result)}  ${time}`);
    } else if (!hasTerminal) {
      output.line(`  ${style.green("✓")} ${tenant}  ${describe(outcome.result)}  ${time}`);
    }
  }

  return {
    begin: (count: number): void => output.line(style.bold(`${title} ${countText(count)}`)),
    onEvent(this: void, event: TenantEvent<T>): void {
      if (event.type === "tenant:event") return onRunEvent(event.tenant, event.event);
      if (event.type === "tenant:end") printEnd(event.outcome);
      output.status(event.counts.running === 0 ? undefined : progressText(event.counts));
    },
    finish(outcomes: readonly TenantOutcome<T>[]): void {
      output.status(undefined);
      printSummary(output, outcomes, isFine, work.isRelative === true);
      output.json({ tenants: outcomes.map((outcome) => outcomeData(output, outcome)), ...countsOf(outcomes) });
    },
  };
}

/** `[#####               ] 52 of 200 done, 4 running, 1 failed`. */
function progressText({ total, done, running, failed }: TenantCounts): string {
  const width = 20;
  const filled = Math.floor(((done + failed) / total) * width);
  const bar = `${"#".repeat(filled)}${" ".repeat(width - filled)}`;
  return `[${bar}] ${done} of ${total} done, ${running} running${failed === 0 ? "" : `, ${failed} failed`}`;
}

function printSummary<T>(
  output: Output,
  outcomes: readonly TenantOutcome<T>[],
  isFine: (result: T) => boolean,
  isOnceOnly: boolean,
): void {
  const { done, failed, skipped } = countsOf(outcomes);
  const unfit = outcomes.filter((outcome) => outcome.status === "done" && !isFine(outcome.result));
  const parts = [
    `${done} of ${countText(outcomes.length)} done`,
    ...(unfit.length === 0 ? [] : [`${unfit.length} not as they should be`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(skipped === 0 ? [] : [`${skipped} not begun`]),
  ];
  output.line(`${parts.join(", ")}.`);
  if (output.isJson) return;
  const left = outcomes.filter(({ status }) => status !== "done");
  const errors = outcomes.flatMap((outcome) => (outcome.status === "failed" ? [outcome] : []));
  for (const { tenant, error } of errors.slice(0, MOST_ERRORS)) output.error(withTenant(tenant, error));
  if (errors.length > MOST_ERRORS) output.note(`... and ${errors.length - MOST_ERRORS} more; --json has them all.`);
  if (left.length === 0) return;
  const again = left.map(({ tenant }) => `--tenant ${shellWord(tenant)}`).join(" ");
  if (isOnceOnly && done > 0) {
    const names = left.length <= 10 ? again : "--tenant, as `orm current --all-tenants` shows where each is";
    output.note(`Run the command again for these alone, or the others move once more: ${names}.`);
    return;
  }
  const alone = left.length <= 10 && done > 0 ? `, or for these alone with ${again}` : "";
  output.note(`Run the command again: tenants that are done have nothing to do${alone}.`);
}

/** A name that a shell takes as one word. */
function shellWord(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function withTenant(tenant: string, error: unknown): unknown {
  if (!OrmError.is(error)) return error;
  const { code, message, hint, details, cause } = error;
  return new OrmError(code, `tenant "${tenant}": ${message}`, {
    details,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function outcomeData(output: Output, outcome: TenantOutcome<unknown>): unknown {
  if (outcome.status === "skipped") return outcome;
  const milliseconds = Math.round(outcome.milliseconds);
  if (outcome.status === "done") return { ...outcome, milliseconds };
  return { ...outcome, error: output.errorData(outcome.error), milliseconds };
}

function countsOf(
  outcomes: readonly TenantOutcome<unknown>[],
): Readonly<Record<"done" | "failed" | "skipped", number>> {
  const count = (wanted: string): number => outcomes.filter(({ status }) => status === wanted).length;
  return { done: count("done"), failed: count("failed"), skipped: count("skipped") };
}

/** 0 where all is as it should be; 3 where something was done and something is left; else what the failures agree on, or 1. */
function statusOf<T>(
  outcomes: readonly TenantOutcome<T>[],
  { readsOnly = false, isFine = () => true }: Pick<TenantWork<T>, "readsOnly" | "isFine">,
): number {
  const statuses = outcomes.flatMap((outcome) => (outcome.status === "failed" ? [exitStatusOf(outcome.error)] : []));
  const isLeft = outcomes.some(({ status }) => status !== "done");
  const done = outcomes.flatMap((outcome) => (outcome.status === "done" ? [outcome.result] : []));
  if (!isLeft) return done.every((result) => isFine(result)) ? EXIT.done : EXIT.failed;
  if (readsOnly) return EXIT.failed;
  if (done.length > 0 || statuses.includes(EXIT.partial)) return EXIT.partial;
  return new Set(statuses).size === 1 ? statuses[0]! : EXIT.failed;
}

function countText(count: number): string {
  return `${count} ${count === 1 ? "tenant" : "tenants"}`;
}

function codeOf(error: unknown): string {
  return OrmError.is(error) ? error.code : "INTERNAL";
}

function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
