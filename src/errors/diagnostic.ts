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
}
