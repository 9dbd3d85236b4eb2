import type { DiffAnswers } from "../../src/diff/diff-options";
import type { Model } from "./models";

/**
 * What must come of a change: it is written and right at once (`right`); it is right after a question has been answered, and
 * nothing is written before (`asks`); the database stops it and everything is as it was (`stops`).
 */
export type Verdict = "right" | "asks" | "stops";

/** One change of a schema whose tables have rows. */
export interface Change {
  readonly title: string;
  readonly before: readonly Model[];
  readonly after: readonly Model[];
  /** INSERT statements for the schema before. */
  readonly rows: readonly string[];
  readonly verdict: Verdict;
  /** What a person says to the question. */
  readonly answers?: DiffAnswers;
  /** Reads the rows before the change and after its downgrade. */
  readonly read: string;
  /** Reads the rows after the change, where names have changed. */
  readonly readAfter?: string;
  /** The rows after the change, where they are others. */
  readonly expected?: readonly (readonly unknown[])[];
  /** The rows after the downgrade, where they cannot be as they were, and why. */
  readonly back?: { readonly rows: readonly (readonly unknown[])[]; readonly reason: string };
}

/** How a database holds enums: as types of their own, as part of a column's type, or not at all. */
export type Family = "named enums" | "inline enums" | "no enums";
