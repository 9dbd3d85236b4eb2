import type { Question } from "../diff/question";
import type { Hazard, Operation } from "../operations/operation";

/** What `check` found. */
export interface CheckResult {
  /** True where the entities and the database are the same. */
  readonly isUpToDate: boolean;
  /** What a revision would have to do. */
  readonly operations: readonly Operation[];
  /** The same for people, a line each. */
  readonly summaries: readonly string[];
  /** What each operation risks, in the same order. */
  readonly hazards: readonly (readonly Hazard[])[];
  /** What a revision would have to be told: renames, values for rows. */
  readonly questions: readonly Question[];
}
