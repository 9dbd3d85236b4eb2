import { systemClock, type Clock } from "../util/clock";
import type { RunEvent } from "./run-event";

/** How much of a run is written; each level has what those before it have. */
export type RunLogLevel = "silent" | "warn" | "info" | "debug";

/** What runs write to standard error. */
export interface RunLogging {
  /** `warn`: waits and repeated attempts. `info`: each revision too. `debug`: each statement too. Default: `info`. */
  readonly level?: RunLogLevel;
  /** Lines for people, or a JSON object a line for programs that collect logs. Default: `text`. */
  readonly format?: "text" | "json";
  /** What is shown of a statement: nothing but its time, one line of at most 200 characters, or all of it. Default: `short`. */
  readonly sql?: "none" | "short" | "full";
}

type Reporter = (event: RunEvent) => void;

const LEVELS: readonly RunLogLevel[] = ["silent", "warn", "info", "debug"];

const SHORT_SQL = 200;

/** Reports to the caller and, where the configuration asks for it, to a log. */
export function withRunLog(
  report: Reporter,
  logging: RunLogging | undefined,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  clock: Clock = systemClock,
): Reporter {
  if (logging === undefined) return report;
  const { level = "info", format = "text", sql = "short" } = logging;
  const most = LEVELS.indexOf(level);
  return (event) => {
    const entry = entryOf(event, sql);
    if (entry !== undefined && LEVELS.indexOf(entry.level) <= most) {
      const { level: own, text, ...facts } = entry;
      const json = { time: clock.now().toISOString(), level: own, event: event.type, message: text, ...facts };
      write(format === "json" ? JSON.stringify(json) : `[${own}] ${text}`);
    }
    report(event);
  };
}

interface Entry {
  readonly level: RunLogLevel;
  readonly text: string;
  readonly revision?: string;
  readonly milliseconds?: number;
}

/** What an event says in a log; events that only a display needs say nothing. */
function entryOf(event: RunEvent, sql: RunLogging["sql"]): Entry | undefined {
  switch (event.type) {
    case "wait":
      return {
        level: "warn",
        text: `waiting for the lock: ${oneLine(event.holder)} holds it`,
        milliseconds: event.waited,
      };
    case "notice":
      return { level: "warn", text: event.message };
    case "retry":
      return {
        level: "warn",
        text: `revision ${event.revision} waits for a lock: attempt ${event.attempt} of ${event.attempts}`,
        revision: event.revision,
      };
    case "locks":
      return {
        level: "warn",
        text: `revision ${event.revision} makes others wait: ${oneLine(event.reason)}`,
        revision: event.revision,
      };
    case "plan":
      return { level: "info", text: event.steps.length === 0 ? "nothing to do" : `${event.steps.length} to do` };
    case "revision:end": {
      const { step, message, milliseconds } = event;
      const text = `${step.direction} ${step.revision} ${oneLine(message)}`.trim();
      return { level: "info", text: `${text} (${Math.round(milliseconds)} ms)`, revision: step.revision, milliseconds };
    }
    case "statement": {
      const { revision, milliseconds } = event;
      const shown = shownSql(event.sql, sql);
      const text = `${revision} ${shown}`.trim();
      return { level: "debug", text: `${text} (${Math.round(milliseconds)} ms)`, revision, milliseconds };
    }
    default:
      return undefined;
  }
}

function shownSql(text: string, sql: RunLogging["sql"]): string {
  if (sql === "none") return "";
  const line = oneLine(text);
  return sql === "full" || line.length <= SHORT_SQL ? line : `${line.slice(0, SHORT_SQL)}...`;
}

/** A log has one line for each entry, whatever a name or a message holds. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
