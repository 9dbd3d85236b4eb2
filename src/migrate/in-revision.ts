import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";

/** An error of a revision that is run without a database: it names the revision, and what its code throws becomes an error of ours. */
export function inRevision(error: unknown, { direction }: Step, { revision, message = "", path }: Revision): OrmError {
  const title = message === "" ? revision : `${revision} (${message.split("\n", 1)[0]!})`;
  const of = `${direction} of revision ${title}`;
  if (!OrmError.is(error)) {
    return new OrmError("REVISION.FAILED", `${of} failed: ${error instanceof Error ? error.message : String(error)}`, {
      hint: "Nothing was executed. Correct the file and run the command again.",
      details: { revision, path },
      cause: error,
    });
  }
  if (error.message.includes(revision) || error.code === "REVISION.LOAD_FAILED") return error;
  return new OrmError(error.code, `${of}: ${error.message}`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: { ...error.details, revision },
    cause: error.cause,
  });
}
