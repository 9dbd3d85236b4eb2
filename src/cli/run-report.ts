import type { RunEvent, RunResult } from "../migrate/run-event";
import type { Step } from "../revisions/plan";
import { firstLine } from "./format-revision";
import type { Output, Style } from "./output";

/** Prints a run as it goes on: a line for each revision, then where the database is. */
export interface RunReport {
  onEvent(this: void, event: RunEvent): void;
  finish(result: RunResult): void;
}

export function createRunReport(output: Output, title: string): RunReport {
  const { style } = output;
  const statements: { readonly revision: string; readonly sql: string }[] = [];
  const retries: Omit<Retry, "type">[] = [];
  const locks: { readonly revision: string; readonly sql: string; readonly reason: string }[] = [];
  return {
    onEvent(event) {
      if (event.type === "wait") {
        const waited = event.waited < 1000 ? "" : ` (${Math.round(event.waited / 1000)} s)`;
        output.note(style.yellow(`Waiting for the lock${waited}: ${event.holder} holds it.`));
      } else if (event.type === "plan" && event.steps.length > 0) {
        output.line(style.bold(title));
      } else if (event.type === "statement") {
        statements.push({ revision: event.revision, sql: event.sql });
      } else if (event.type === "retry") {
        const { type: _type, ...retry } = event;
        retries.push(retry);
        output.note(style.yellow(describeRetry(event)));
      } else if (event.type === "locks") {
        locks.push({ revision: event.revision, sql: event.sql, reason: event.reason });
        output.note(style.yellow(`${event.revision} makes others wait: ${event.reason}\n  ${event.sql}`));
      } else if (event.type === "revision:end") {
        const arrow = arrowOf(event.step, style);
        output.line(
          `  ${arrow} ${event.step.revision}  ${firstLine(event.message)}  ${style.dim(formatTime(event.milliseconds))}`,
        );
      }
    },
    finish({ steps, current }) {
      const where = current.length === 0 ? "base: it has no revision" : current.join(", ");
      const count = `${steps.length} ${steps.length === 1 ? "revision" : "revisions"}`;
      output.line(
        steps.length === 0
          ? `Nothing to do: the database is at ${where}.`
          : `Done: ${count}. The database is at ${where}.`,
      );
      output.json({ steps, current, statements, retries, locks });
    },
  };
}

type Retry = Extract<RunEvent, { type: "retry" }>;

function describeRetry({ revision, sql, attempt, attempts, delay }: Retry): string {
  const what = sql === undefined ? `Revision ${revision} was rolled back and` : `A statement of revision ${revision}`;
  const text = sql === undefined ? "" : `\n  ${sql.replace(/\s+/g, " ")}`;
  return `${what} is tried again in ${formatTime(delay)}: another session holds a lock (attempt ${attempt + 1} of ${attempts}).${text}`;
}

/** Up, down, or just set. */
function arrowOf({ direction }: Step, style: Style): string {
  if (direction === "stamp") return style.cyan("=");
  return direction === "downgrade" ? style.yellow("↓") : style.green("↑");
}

function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
