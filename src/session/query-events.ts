import type { OrmError } from "../errors/orm-error";
import type { Logger, LogLevel } from "./logger";

/** One statement that was run. */
export interface QueryEvent {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly milliseconds: number;
  /** What the database answered, where it refused the statement. */
  readonly error?: OrmError;
}

/** Called after every statement. Without a listener no time is taken and no event is made. */
export type QueryListener = (event: QueryEvent) => void;

/** How statements are logged. */
export interface QueryLogOptions {
  readonly logger: Logger;
  readonly levels: ReadonlySet<LogLevel>;
  /** Statements that took at least as many milliseconds are logged as `slow`. */
  readonly slowerThan?: number;
  /** Print the values of parameters too. Without it only their number is printed: values are often personal. */
  readonly showParameters?: boolean;
}

/** A listener that writes statements to a log; `undefined` when the options ask for nothing. */
export function createQueryLog(options: QueryLogOptions): QueryListener | undefined {
  const { levels, logger, slowerThan } = options;
  const wantsSlow = slowerThan !== undefined;
  if (!levels.has("query") && !levels.has("error") && !wantsSlow) return undefined;
  return (event) => {
    const text = `${event.sql}${describeParameters(event.parameters, options.showParameters === true)}`;
    if (event.error !== undefined) {
      if (levels.has("error")) logger.log("error", `${text} -- ${event.error.message}`);
    } else if (levels.has("query")) logger.log("query", text);
    if (wantsSlow && event.milliseconds >= slowerThan)
      logger.log("slow", `${text} -- took ${event.milliseconds.toFixed(0)} ms`);
  };
}

function describeParameters(parameters: readonly unknown[], show: boolean): string {
  if (parameters.length === 0) return "";
  if (!show) return ` -- ${parameters.length} parameter${parameters.length === 1 ? "" : "s"}`;
  return ` -- parameters: ${JSON.stringify(parameters, printable)}`;
}

function printable(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
