/** What a message is about; `logging` names the levels that are wanted. */
export type LogLevel = "query" | "error" | "slow" | "schema" | "migration" | "warn" | "info";

/** Where log messages go. Give one as `logger` to send them to a log of your own. */
export interface Logger {
  log(level: LogLevel, message: string): void;
}

const ALL_LEVELS: readonly LogLevel[] = ["query", "error", "slow", "schema", "migration", "warn", "info"];

/** Writes messages to standard error, one line each, with the level in front. */
export function createConsoleLogger(): Logger {
  return {
    log(level, message) {
      process.stderr.write(`[${level}] ${message}\n`);
    },
  };
}

/** The levels that a `logging` option asks for: `true` is queries and errors, `"all"` is everything. */
export function logLevels(logging: boolean | "all" | readonly LogLevel[] | undefined): ReadonlySet<LogLevel> {
  if (logging === true) return new Set(["query", "error"]);
  if (logging === "all") return new Set(ALL_LEVELS);
  return new Set(Array.isArray(logging) ? (logging as readonly LogLevel[]) : []);
}
