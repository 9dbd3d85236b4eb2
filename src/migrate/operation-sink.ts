import type { Operation } from "../operations/operation";

/** Where the operations of a revision go: into a database, onto paper, or into a list. */
export interface OperationSink {
  accept(operation: Operation): Promise<void>;
  /** Does what the sink has held back. Called before rows are read, and at the end. */
  flush(): Promise<void>;
}
