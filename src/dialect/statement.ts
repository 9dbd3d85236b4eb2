import type { ExtensionOperation, Operation } from "../operations/operation";

/** One SQL statement of a schema change. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** False where the database refuses it inside a transaction. */
  readonly transactional: boolean;
  readonly source: Operation | ExtensionOperation;
  /** For people, printed above it in offline SQL. */
  readonly comment?: string;
  /**
   * The same statement with the demand that nobody has to wait for it, the cheapest way first; the database refuses those
   * that it cannot do, and has done nothing then.
   */
  readonly gentle?: readonly string[];
}
