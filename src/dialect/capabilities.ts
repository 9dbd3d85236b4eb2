/** Named facts about a resolved server. They are read where they are used, and gate tests. */
export interface Capabilities {
  /** Schema changes roll back with their transaction. */
  readonly transactionalDdl: boolean;
  /** A revision can commit what it did, and run statements that refuse transactions (`op.autocommit`). Else they run where they stand. */
  readonly autocommitBlocks: boolean;
  /** Tables live in schemas with names (PostgreSQL's sense). */
  readonly schemas: boolean;
  /** Enum types are objects of their own. */
  readonly namedEnums: boolean;
  /** Enum types are written in the column's type. */
  readonly inlineEnums: boolean;
  /** A primary key keeps the name it is given. */
  readonly namedPrimaryKeys: boolean;
  readonly tableComments: boolean;
  readonly columnComments: boolean;
  readonly deferrableConstraints: boolean;
  /** The columns of a foreign key must fit the types of those that it refers to, at every moment. */
  readonly typedForeignKeys: boolean;
  readonly partialIndexes: boolean;
  readonly expressionIndexes: boolean;
  /** Constraints that compare rows by operators of their own. */
  readonly exclusionConstraints: boolean;
  /** Unique constraints are something else than unique indexes. */
  readonly uniqueConstraints: boolean;
  /** Tables inherit from others. */
  readonly inheritedTables: boolean;
  readonly generatedColumns: boolean;
  readonly identityColumns: boolean;
  /** Which columns of a table count up by themselves: any number of any, one that leads a key, or the primary key alone. */
  readonly numbering: "any" | "key" | "primaryKey";
  /** INSERT ... RETURNING. */
  readonly insertReturning: boolean;
  /** UPDATE ... RETURNING. */
  readonly updateReturning: boolean;
  /** DELETE ... RETURNING. */
  readonly deleteReturning: boolean;
  /** DELETE that joins other tables. */
  readonly deleteUsing: boolean;
  /** UPDATE and DELETE with ORDER BY and LIMIT. */
  readonly limitedWrites: boolean;
  /** What becomes of a row that exists can be said for one unique key, and with a condition. */
  readonly conflictTargets: boolean;
  /** WITH may hold statements that write. */
  readonly writingCommonTables: boolean;
  /** Subqueries in FROM that name the tables to their left. */
  readonly lateralSources: boolean;
  readonly rightJoins: boolean;
  readonly fullJoins: boolean;
  readonly distinctOn: boolean;
  /** GROUP BY with totals of the groups. */
  readonly rollup: boolean;
  /** INTERSECT ALL and EXCEPT ALL. */
  readonly intersectAll: boolean;
  /** Frames of windows in groups, and rows left out of them. */
  readonly windowFrames: boolean;
  /** A lock may name the tables whose rows it holds. */
  readonly lockedTables: boolean;
  /** NOWAIT and SKIP LOCKED. */
  readonly lockWaiting: boolean;
  /** Columns and values that are arrays. */
  readonly arrays: boolean;
  /** Whether a JSON document contains another one. */
  readonly jsonContainment: boolean;
  /** The elements of a JSON array as rows. */
  readonly jsonTables: boolean;
  /** IN with one parameter that holds the whole list. */
  readonly arrayParameters: boolean;
  /** Uuid defaults can be made by the database. */
  readonly uuidGeneration: boolean;
  /** The lock of the runner keeps other processes out (else: each revision takes the database's write lock). */
  readonly advisoryLocks: boolean;
  /** The most parameters that one statement may have. */
  readonly maxParameters: number;
  /** The longest identifier, in bytes of UTF-8. */
  readonly maxIdentifierBytes: number;
}
