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
  readonly generatedColumns: boolean;
  readonly identityColumns: boolean;
  /** INSERT ... RETURNING. */
  readonly insertReturning: boolean;
  /** UPDATE ... RETURNING. */
  readonly updateReturning: boolean;
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
