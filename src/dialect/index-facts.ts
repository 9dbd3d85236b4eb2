/**
 * What the indexes of a database can say beside columns, order and predicate: each member names the attribute in which the
 * model holds it. A member that is absent is something that the database has no place for.
 */
export interface IndexFacts {
  /** A list of the columns that the index carries along. It says of uniques, too, that they can. */
  readonly include?: string;
  /** Two rows without a value are equal. It says of uniques, too, that they can be. */
  readonly nullsNotDistinct?: string;
  /** A list of parameters of the storage: `fillfactor=70`. */
  readonly storage?: string;
  /** The parser of a full-text index. */
  readonly parser?: string;
  /** Of one part. */
  readonly part: IndexPartFacts;
  /** The access methods that stand for an index over geometry and over words. */
  readonly kinds: { readonly spatial?: string; readonly fulltext?: string };
  /** The access methods that may be asked for by name; `"any"` where the database itself must know. */
  readonly methods: "any" | readonly string[];
}

/** See {@link IndexFacts}. */
export interface IndexPartFacts {
  /** `first` or `last`, where it is not what the order brings with it. */
  readonly nulls?: string;
  readonly collation?: string;
  readonly opclass?: string;
  /** A list of parameters of the operator class. */
  readonly opclassOptions?: string;
  /** How many characters of the value are in the index. */
  readonly length?: string;
}

/** The indexes of a database that has one kind of them. */
export const plainIndexes: IndexFacts = { part: {}, kinds: {}, methods: [] };
