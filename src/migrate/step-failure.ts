import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { MigrationHost } from "./migration-host";

/** Why a step stopped, and which of its statements are kept nevertheless. */
export interface Stopped {
  readonly error: unknown;
  /** The statement that failed, if one did. */
  readonly statement: string | undefined;
  /** `undefined` where the connection was lost and nobody could be asked. */
  readonly kept: readonly string[] | undefined;
  /** Whether a part of it is committed. */
  readonly isParted: boolean;
  /** Whose the transaction is, where it is not the step's own. */
  readonly joins: Joined | undefined;
}

/** A step may be part of the caller's transaction, or of one around the whole run. */
export type Joined = "caller" | "run";

/** Errors that say all there is to say. */
const PLAIN = ["RUNNER.JOURNAL_MISMATCH", "RUNNER.JOURNAL_UNKNOWN", "RUNNER.HALF_DONE", "RUNNER.JOINED"] as const;

/** Says which revision stopped, why, and what the database looks like now. */
export function stepFailure(host: MigrationHost, step: Step, revision: Revision, stopped: Stopped): OrmError {
  const { kept, error, statement } = stopped;
  const cause = OrmError.is(error) ? error : undefined;
  if (cause !== undefined && PLAIN.some((code) => cause.code === code)) return cause;
  if (cause?.code === "RUNNER.LOCK_LOST" && kept?.length === 0) return cause;
  const isAborted = cause?.code === "RUNNER.ABORTED";
  const reason = cause?.message ?? (error instanceof Error ? error.message : String(error));
  const title = titleOf(revision);
  const details = {
    revision: step.revision,
    path: revision.path,
    ...(statement === undefined ? {} : { statement }),
    ...(cause === undefined ? {} : { reason: cause.toJSON() }),
  };
  const because = { details, cause: error };
  if (kept === undefined) return unknownState(step, title, reason, because);
  if (kept.length > 0)
    return partial(host, step, `${step.direction} of revision ${title} stopped part-way: ${reason}`, kept, because);
  const what =
    stopped.joins === "caller"
      ? "The transaction is the caller's: roll it back."
      : "Nothing of this revision was kept.";
  if (isAborted) {
    return new OrmError("RUNNER.ABORTED", `${step.direction} of revision ${title} was ended by its signal`, {
      hint: `${what} The next run begins with it.`,
      ...because,
    });
  }
  return new OrmError("REVISION.FAILED", `${step.direction} of revision ${title} failed: ${reason}`, {
    hint: `${what} ${cause?.hint ?? "Correct the file and run the command again."}`,
    ...because,
  });
}

/** Says which steps before the one that failed are gone with it, because they shared a transaction. `why` says what that is. */
export function withOthers(error: unknown, others: readonly Step[], why: string): unknown {
  if (!OrmError.is(error) || others.length === 0) return error;
  const ids = others.map(({ revision }) => revision);
  const were = ids.length === 1 ? "was" : "were";
  return new OrmError(error.code, error.message, {
    hint: `${why}: ${ids.join(", ")} before it ${were} rolled back too. ${error.hint ?? ""}`.trim(),
    details: { ...error.details, rolledBack: ids },
    cause: error.cause,
  });
}

/** Says which steps before the one whose fate nobody knows share it, because they are one transaction. */
export function withCompanions(error: OrmError, others: readonly Step[]): OrmError {
  if (others.length === 0) return error;
  const ids = others.map(({ revision }) => revision);
  return new OrmError(error.code, error.message, {
    hint: `It was one transaction with ${ids.join(", ")} before it: all of them are kept, or none. ${error.hint ?? ""}`.trim(),
    details: { ...error.details, undecided: ids },
    cause: error.cause,
  });
}

interface Because {
  readonly details: Readonly<Record<string, unknown>>;
  readonly cause: unknown;
}

function partial(
  { dialect }: MigrationHost,
  { headsBefore }: Step,
  message: string,
  kept: readonly string[],
  { details, cause }: Because,
): OrmError {
  const why = dialect.capabilities.transactionalDdl
    ? "What ran up to the end of op.autocommit is committed"
    : "This database cannot roll back schema changes";
  const count = kept.length === 1 ? "1 statement is" : `${kept.length} statements are`;
  return new OrmError("RUNNER.PARTIAL", message, {
    hint: `${why}: ${count} applied (the details list them) and the version is still ${versionText(headsBefore)}. Correct the cause and run the same command again: it goes on after what is applied. In the file, change nothing before the place where it stopped. \`orm repair\` shows where it stands.`,
    details: { ...details, applied: kept },
    cause,
  });
}

function unknownState({ direction }: Step, title: string, reason: string, { details, cause }: Because): OrmError {
  return new OrmError("RUNNER.PARTIAL", `${direction} of revision ${title} lost its connection: ${reason}`, {
    hint: "The database could not be asked what it has kept. Run the same command again: it reads that first, and does nothing twice.",
    details: { ...details, applied: [] },
    cause,
  });
}

/** Schema changes that commit by themselves would commit what the caller has done, too. */
export function joinedRefusal({ direction }: Step, revision: Revision): OrmError {
  return new OrmError(
    "RUNNER.JOINED",
    `${direction} of revision ${titleOf(revision)} cannot be part of a transaction: schema changes commit by themselves on this database`,
    {
      hint: "Run the revisions before the transaction, without inTransaction.",
      details: { revision: revision.revision },
    },
  );
}

function titleOf(revision: Revision): string {
  const message = (revision.message ?? "").split("\n", 1)[0]!;
  return message === "" ? revision.revision : `${revision.revision} (${message})`;
}

function versionText(heads: readonly string[]): string {
  return heads.join(" ") || "base";
}
