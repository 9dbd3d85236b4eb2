import type { Operation } from "../operations/operation";

/** What `check` found. */
export interface CheckResult {
  /** True where the entities and the database are the same. */
  readonly isUpToDate: boolean;
  /** What a revision would have to do. */
  readonly operations: readonly Operation[];
  /** The same for people, a line each. */
  readonly summaries: readonly string[];
}
