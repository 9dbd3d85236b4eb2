import type { Operation } from "../operations/operation";

/** Where the operations of a revision go: into a database, onto paper, or into a list. */
export interface OperationSink {
  accept(operation: Operation): Promise<void>;
  /** Does what the sink has held back. Called before rows are read, and at the end. */
  flush(): Promise<void>;
  /**
   * Does the work, whose operations it is handed meanwhile, outside of a transaction: what came before is committed, each statement
   * stands for itself, and what follows is a transaction of its own. Absent: the operations run where they stand.
   */
  autocommit?(work: () => Promise<void>): Promise<void>;
}
