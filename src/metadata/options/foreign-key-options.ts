import type { RelationAction } from "./relation-options";

/** What `@ForeignKey()` takes. */
export interface ForeignKeyOptions {
  /** The constraint's name. Without it the naming strategy makes one. */
  readonly name?: string;
  readonly onDelete?: RelationAction;
  readonly onUpdate?: RelationAction;
  /** The foreign key is checked at the end of the transaction, or may be. */
  readonly deferrable?: "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED";
}
