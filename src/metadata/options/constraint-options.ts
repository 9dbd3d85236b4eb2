/** What `@Index()` takes. */
export interface IndexOptions {
  readonly unique?: boolean;
  /** The predicate of a partial index, as SQL. */
  readonly where?: string;
  /** An index over geometry. */
  readonly spatial?: boolean;
  /** An index over the words of texts. */
  readonly fulltext?: boolean;
  /** The parser of a full-text index. */
  readonly parser?: string;
  /** The access method, on databases that have several: `"gin"`, `"hash"`. */
  readonly type?: string;
  /** Build the index without blocking writers, where the database can. */
  readonly concurrent?: boolean;
  /** `false` keeps the index out of every comparison with the database. */
  readonly synchronize?: boolean;
}

/** What `@Unique()` takes. */
export interface UniqueOptions {
  /** The constraint is checked at the end of the transaction, or may be. */
  readonly deferrable?: "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED";
}

/** The properties that an index or a unique constraint is over: their names, or a function that picks them. */
export type FieldSelection = readonly string[] | FieldSelector;

/** Picks properties by example: `(user) => [user.lastName, user.firstName]`. */
// Callers write `(user: User) => [...]`: as a method the parameter may be narrower than `object`.
export type FieldSelector = { select(object: object): readonly unknown[] }["select"];
