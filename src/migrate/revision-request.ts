import type { DiffAnswers } from "../diff/diff-options";
import type { NewRevision } from "./write-revision";

/** A wish for a new revision, from a comparison or empty. */
export interface RevisionRequest extends Omit<NewRevision, "operations" | "plan"> {
  /** Compare the entities with the database and write what differs. */
  readonly autogenerate?: boolean;
  /** Write a file also when nothing differs. Default: false with `autogenerate`. */
  readonly allowEmpty?: boolean;
  /** With `autogenerate`: try the revision on a scratch schema before it is written. Default: the configuration's `prove`, else true. */
  readonly prove?: boolean;
  /** With `autogenerate`: write forms that keep no lock for long, where the database has them. Default: the configuration's `lockSafe`, else false. */
  readonly lockSafe?: boolean;
  /** Answers to the questions of the comparison: renames, values for rows. */
  readonly answers?: DiffAnswers;
  /** Arguments for `processRevision`, and for the `environment` hooks of a comparison (`-x key=value`). */
  readonly x?: Readonly<Record<string, string>>;
}
