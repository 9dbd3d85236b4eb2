import { OrmError } from "../errors/orm-error";
import type { MigrationOptions } from "./migration-options";

/** How a run treats tables that others use meanwhile. */
export interface LockPolicy {
  /** Whether ways are asked for that let others go on, and whether a change without one is refused. */
  readonly lockSafe: "prefer" | "require" | false;
  /** The longest wait of one statement for a lock, in milliseconds. */
  readonly waitLimit: number | undefined;
  /** How often something is tried that gave up waiting. */
  readonly attempts: number;
}

const DEFAULT_RETRIES = 10;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/** Reads the policy from the configuration. @throws OrmError `CONFIG.INVALID`. */
export function lockPolicyOf(options: MigrationOptions): LockPolicy {
  const { lockSafe = false, statementLockTimeout: timeout, statementLockRetries: retries = DEFAULT_RETRIES } = options;
  if (![true, false, "prefer", "require"].includes(lockSafe)) {
    throw invalid("lockSafe", 'true, false, "prefer" or "require"');
  }
  if (timeout !== undefined && !(Number.isFinite(timeout) && timeout > 0)) {
    throw invalid("statementLockTimeout", "a number of seconds above zero");
  }
  if (!(Number.isInteger(retries) && retries >= 0)) throw invalid("statementLockRetries", "a whole number from 0");
  return {
    lockSafe: lockSafe === true ? "prefer" : lockSafe,
    waitLimit: timeout === undefined ? undefined : timeout * 1000,
    attempts: retries + 1,
  };
}

/** How long to wait before the next attempt: twice as long each time, and never the same for two processes. */
export function delayAfter(attempt: number): number {
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 1));
  return Math.round(delay * (0.75 + Math.random() / 2));
}

function invalid(option: keyof MigrationOptions, wanted: string): OrmError {
  return new OrmError("CONFIG.INVALID", `migrations.${option} is not ${wanted}`, {
    hint: "Correct it in the configuration, or leave it out.",
  });
}
