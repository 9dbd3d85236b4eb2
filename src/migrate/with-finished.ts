import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";

/**
 * The error that ended a run, which also says what the run had done before: those revisions are committed, so that it is not as if nothing had
 * been run. Unchanged where there are none.
 */
export function withFinished(error: unknown, finished: readonly Step[], rows: readonly string[]): unknown {
  if (!OrmError.is(error) || finished.length === 0) return error;
  const ids = finished.map(({ revision }) => revision);
  const before = ids.length === 1 ? "1 revision before it is done" : `${ids.length} revisions before it are done`;
  return new OrmError(error.code, error.message, {
    hint: `${error.hint ?? ""} In the same run, ${before}: the database is at ${rows.join(", ") || "base"}.`.trim(),
    details: { ...error.details, finished: ids },
    cause: error.cause,
  });
}
