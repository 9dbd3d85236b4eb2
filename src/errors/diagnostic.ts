/** How much a finding matters. */
export type Severity = "error" | "warning" | "info";

/**
 * A finding as data: what lint, check and the hazards of an operation report.
 * A finding never stops anything by itself; whoever asked decides.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** Names the object: `table "users", column "email": ...`. */
  readonly message: string;
  readonly hint?: string;
  /** The file it is about, as a path. */
  readonly file?: string;
  /** The line in that file, from 1. */
  readonly line?: number;
  /** The id of the revision it is about. */
  readonly revision?: string;
}
