import type { RunEvent, RunResult } from "../migrate/run-event";
import type { Step } from "../revisions/plan";
import { firstLine } from "./format-revision";
import { createLineBuffer } from "./line-buffer";
import type { Output, Style } from "./output";
import { createProgress } from "./progress";

/** Prints a run as it goes on: a line for each revision, then where the database is. */
export interface RunReport {
  onEvent(this: void, event: RunEvent): void;
  /** Takes the progress away; what is printed stays. */
  stop(this: void): void;
  finish(result: RunResult): void;
}

export function createRunReport(output: Output, title: string): RunReport {
  const { style, errorStyle } = output;
  const statements: { readonly revision: string; readonly sql: string }[] = [];
  const retries: Omit<Retry, "type">[] = [];
  const locks: { readonly revision: string; readonly sql: string; readonly reason: string }[] = [];
  const notices: Omit<Extract<RunEvent, { type: "notice" }>, "type">[] = [];
  const progress = createProgress(output);
  const lines = createLineBuffer(output);
  /** How wide the ids are, in characters. */
  let width = 0;
  return {
    stop() {
      progress.end();
      lines.end();
    },
    onEvent(event) {
      if (STANDING_OUT.has(event.type)) lines.flush();
      if (event.type === "wait") {
        const waited = event.waited < 1000 ? "" : ` (${Math.round(event.waited / 1000)} s)`;
        const end = event.endWith === undefined ? "" : ` If it hangs, end it: ${event.endWith};`;
        output.note(errorStyle.yellow(`Waiting for the lock${waited}: ${event.holder} holds it.${end}`));
      } else if (event.type === "notice") {
        const { type: _type, ...notice } = event;
        notices.push(notice);
        output.note(errorStyle.yellow(`Note: ${event.message}.`));
      } else if (event.type === "plan" && event.steps.length > 0) {
        width = Math.max(...event.steps.map(({ revision }) => revision.length));
        output.line(style.bold(title));
      } else if (event.type === "statement") {
        statements.push({ revision: event.revision, sql: event.sql });
      } else if (event.type === "retry") {
        const { type: _type, ...retry } = event;
        retries.push(retry);
        for (const line of describeRetry(event)) output.note(errorStyle.yellow(line));
      } else if (event.type === "locks") {
        locks.push({ revision: event.revision, sql: event.sql, reason: event.reason });
        output.note(errorStyle.yellow(`${event.revision} makes others wait: ${event.reason}`));
        output.note(errorStyle.yellow(`  ${oneLine(event.sql)}`));
      } else if (event.type === "revision:end") {
        lines.line(`  ${formatStep(event, width, style)}`);
      }
      progress.onEvent(event);
    },
    finish(result) {
      progress.end();
      lines.end();
      const { steps: done, current } = result;
      const where = current.length === 0 ? "base: it has no revision" : current.join(", ");
      const count = `${done.length} ${done.length === 1 ? "revision" : "revisions"}`;
      output.line(
        done.length === 0
          ? `Nothing to do: the database is at ${where}.`
          : `Done: ${count}. The database is at ${where}.`,
      );
      output.json({ ...result, statements, retries, locks, notices });
    },
  };
}

/** What is printed by itself, after the lines before it. */
const STANDING_OUT: ReadonlySet<RunEvent["type"]> = new Set(["wait", "notice", "retry", "locks"]);

type Retry = Extract<RunEvent, { type: "retry" }>;
type RevisionEnd = Extract<RunEvent, { type: "revision:end" }>;

/** `↑ 3f2a9c1d7b4e  add email to users  12 ms`; ids of different lengths are aligned. */
function formatStep({ step, message, milliseconds }: RevisionEnd, width: number, style: Style): string {
  const name = step.revision.padEnd(width);
  return `${arrowOf(step, style)} ${name}  ${firstLine(message)}  ${style.dim(formatTime(milliseconds))}`;
}

function describeRetry({ revision, sql, attempt, attempts, delay }: Retry): readonly string[] {
  const what = sql === undefined ? `Revision ${revision} was rolled back and` : `A statement of revision ${revision}`;
  const line = `${what} is tried again in ${formatTime(delay)}: another session holds a lock (attempt ${attempt + 1} of ${attempts}).`;
  return sql === undefined ? [line] : [line, `  ${oneLine(sql)}`];
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, " ");
}

/** Up, down, or just set. */
function arrowOf({ direction }: Step, style: Style): string {
  if (direction === "stamp") return style.cyan("=");
  return direction === "downgrade" ? style.yellow("↓") : style.green("↑");
}

function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
