import type { RunEvent } from "../migrate/run-event";
import { firstLine } from "./format-revision";
import type { Output } from "./output";
import { toTerminalLine } from "./style";

/** Shows where a run is, on the last line of the terminal. */
export interface Progress {
  onEvent(this: void, event: RunEvent): void;
  /** Takes the line away. */
  end(this: void): void;
}

/** Nothing is shown before this many milliseconds: a short run needs no progress. */
const DELAY = 500;
/** Milliseconds between two drawings. */
const PAUSE = 100;
const BAR_WIDTH = 20;

/** What is known of a run, for one line. */
interface Position {
  readonly revision: string;
  readonly message: string;
  readonly position: number;
  readonly count: number;
  /** The statement that runs now, and the rows of a batch that are done. */
  readonly sql: string;
  readonly rows: { readonly done: number; readonly total: number } | undefined;
}

/** A progress line on the error stream of an output; it stays empty where that is no terminal. */
export function createProgress(output: Output, columns = (): number => process.stderr.columns || 80): Progress {
  const started = performance.now();
  let position: Position | undefined;
  let drawn = 0;
  const draw = (): void => {
    const now = performance.now();
    if (position === undefined || now - started < DELAY || now - drawn < PAUSE / 2) return;
    drawn = now;
    output.status(progressLine(position, now - started, columns()));
  };
  const timer = setInterval(draw, PAUSE);
  timer.unref();
  return {
    onEvent(event) {
      position = move(position, event);
      if (event.type === "revision:end" || event.type === "done") output.status(undefined);
      else draw();
    },
    end() {
      clearInterval(timer);
      output.status(undefined);
    },
  };
}

function move(position: Position | undefined, event: RunEvent): Position | undefined {
  switch (event.type) {
    case "revision:start": {
      const { step, message, position: at, count } = event;
      return { revision: step.revision, message: firstLine(message), position: at, count, sql: "", rows: undefined };
    }
    case "statement:start":
      return position === undefined ? undefined : { ...position, sql: event.sql, rows: undefined };
    case "progress":
      return position === undefined
        ? undefined
        : { ...position, sql: event.table, rows: { done: event.done, total: event.total } };
    case "revision:end":
    case "done":
      return undefined;
    default:
      return position;
  }
}

/** `━━━━━━━━━─────────── 3/12 a1b2 add users  12.3 s  CREATE INDEX ...`, cut to the width. */
export function progressLine(at: Position, milliseconds: number, columns: number): string {
  const within = at.rows === undefined || at.rows.total <= 0 ? 0 : Math.min(1, at.rows.done / at.rows.total);
  const filled = Math.floor(((at.position - 1 + within) / Math.max(1, at.count)) * BAR_WIDTH);
  const bar = `${"━".repeat(filled)}${"─".repeat(BAR_WIDTH - filled)}`;
  const total = at.rows === undefined || at.rows.total <= 0 ? "" : `/${at.rows.total}`;
  const rows = at.rows === undefined ? "" : ` ${at.rows.done}${total} rows`;
  const parts = [
    `${bar} ${at.position}/${at.count}`,
    `${at.revision} ${at.message}`.trim(),
    formatSeconds(milliseconds),
    `${at.sql.replaceAll(/\s+/g, " ").trim()}${rows}`,
  ];
  return cut(toTerminalLine(parts.filter((part) => part !== "").join("  ")), columns - 1);
}

function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}

/** A line that is wider than the terminal could not be taken away again. */
function cut(text: string, columns: number): string {
  const characters = Array.from(text);
  return characters.length <= columns ? text : `${characters.slice(0, Math.max(0, columns - 1)).join("")}…`;
}
