/**
 * A risk that an operation brings: it loses data, makes others wait for long, writes a whole table anew, or breaks code
 * that was written for the schema as it was.
 */
export interface Hazard {
  readonly kind: "data loss" | "lock" | "rewrite" | "incompatibility";
  /** What happens, with the name of the object; it stands behind the word for the kind (`Loses data: drops column "email" ...`). */
  readonly message: string;
  /** The safer way, where there is one. */
  readonly hint?: string;
}
