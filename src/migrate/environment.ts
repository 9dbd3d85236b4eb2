import type { HookDatabase } from "./hook-database";

/** What a run is for. */
export type RunPurpose = "upgrade" | "downgrade" | "stamp" | "compare";

/** What `run` of an environment hook may be told. */
export interface EnvironmentChange {
  /** More `-x` arguments for revisions and hooks; they outrank those of the command line. */
  readonly x?: Readonly<Record<string, string>>;
}

/** What both environment hooks know of a run. */
export interface EnvironmentContext {
  readonly purpose: RunPurpose;
  /** The `-x key=value` arguments. */
  readonly x: Readonly<Record<string, string>>;
  /** The mark of the run (`--tag`). */
  readonly tag?: string;
}

/** A run on a database. `execute` and `query` are on its connection, before the first transaction of the run. */
export interface OnlineContext extends EnvironmentContext, HookDatabase {}

/** A run that prints SQL. */
export interface OfflineContext extends EnvironmentContext, Pick<HookDatabase, "dialect"> {
  /** Writes SQL into the script, in front of what the run writes, or behind it. */
  write(sql: string): void;
}

/** Does the run; it has to be called, once, and awaited. */
export type RunInside = (change?: EnvironmentChange) => Promise<void>;

/**
 * What goes around every run: settings of the session, arguments that are worked out, a second database. The part that `env.py` plays.
 *
 * @example
 * environment: {
 *   runOnline: async ({ execute, x }, run) => {
 *     await execute("set statement_timeout = '30s'");
 *     await run({ x: { tenant: x.tenant ?? "public" } });
 *   },
 * }
 */
export interface Environment {
  readonly runOnline?: (context: OnlineContext, run: RunInside) => void | Promise<void>;
  readonly runOffline?: (context: OfflineContext, run: RunInside) => void | Promise<void>;
}
