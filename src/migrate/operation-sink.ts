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
  /**
   * Does several changes of one table as one, where the database can: one statement, one rebuild. Absent: they are handed over one by one.
   */
  together?(operations: readonly Operation[]): Promise<void>;
  /** Whether the database shows the operation's effect already. Absent: nobody can tell, and the statement has to say IF (NOT) EXISTS itself. */
  isApplied?(operation: Operation): Promise<boolean>;
  /**
   * Does work that gives an answer once for ever: a revision that goes on after it was stopped part-way is given the same answer, and
   * nothing is done again. `key` says what the work is, the same in every run. With `isSeparate` the work is committed by itself, together
   * with its answer, where the database can do that in the middle of a revision. `sql` is the statement that it runs, where it is one: a
   * setting of the connection is made again. Absent: the work is just done.
   */
  once?<T>(key: string, isSeparate: boolean, work: () => Promise<T>, sql?: string): Promise<T>;
}
