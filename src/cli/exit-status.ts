import type { ErrorCode } from "../errors/codes";
import { OrmError } from "../errors/orm-error";

/** What a command may end with; scripts rely on it. */
export const EXIT = {
  done: 0,
  /** Refused, or failed with nothing changed. */
  failed: 1,
  usage: 2,
  /** Stopped part-way. */
  partial: 3,
  /** An answer is needed that only a person, or a hint, can give. */
  answerNeeded: 4,
  /** The lock was not had in time (sysexits: EX_TEMPFAIL). */
  lockTimeout: 75,
  /** Ended by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
  /** Ended by SIGTERM (128 + SIGTERM). */
  terminated: 143,
} as const;

const BY_CODE: Partial<Record<ErrorCode, number>> = {
  "CLI.USAGE": EXIT.usage,
  "RUNNER.PARTIAL": EXIT.partial,
  "RUNNER.HALF_DONE": EXIT.partial,
  "RUNNER.JOURNAL_MISMATCH": EXIT.partial,
  "RUNNER.JOURNAL_UNKNOWN": EXIT.partial,
  "DIFF.ANSWER_NEEDED": EXIT.answerNeeded,
  "REVISION.LINE_UNCLEAR": EXIT.answerNeeded,
  "RUNNER.LOCK_TIMEOUT": EXIT.lockTimeout,
  "CONFIG.DATABASE_UNKNOWN": EXIT.usage,
  "TENANT.UNKNOWN": EXIT.usage,
  "CLI.INTERRUPTED": EXIT.interrupted,
};

export function exitStatusOf(error: unknown): number {
  if (!OrmError.is(error)) return EXIT.failed;
  // Revisions of the run that were committed before the one that failed.
  const { finished } = error.details;
  const hasChanged = Array.isArray(finished) && finished.length > 0;
  return BY_CODE[error.code] ?? (hasChanged ? EXIT.partial : EXIT.failed);
}
