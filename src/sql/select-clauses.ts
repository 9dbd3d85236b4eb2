/** One output column. Rows come as arrays, so that an alias is only needed where SQL itself names it again. */
export interface SelectionOf<E> {
  readonly expression: E;
  readonly alias?: string;
}

export interface OrderingOf<E> {
  readonly expression: E;
  readonly direction: "asc" | "desc";
  readonly nulls?: "first" | "last";
}

/** The rows that a window function sees. */
export interface WindowOf<E> {
  /** The named window that this one refines. */
  readonly base?: string;
  readonly partitionBy?: readonly E[];
  readonly orderBy?: readonly OrderingOf<E>[];
  readonly frame?: WindowFrameOf<E>;
}

/** A window of the WINDOW clause, for several functions. */
export interface NamedWindowOf<E> {
  readonly name: string;
  readonly window: WindowOf<E>;
}

export interface WindowFrameOf<E> {
  readonly unit: "rows" | "range" | "groups";
  readonly start: FrameBoundOf<E>;
  /** Absent: the current row. */
  readonly end?: FrameBoundOf<E>;
  readonly exclude?: "current row" | "group" | "ties";
}

export type FrameBoundOf<E> =
  | { readonly kind: "unbounded preceding" | "current row" | "unbounded following" }
  | { readonly kind: "preceding" | "following"; readonly offset: E };

/** Locks the rows that are read until the transaction ends. */
export interface Lock {
  readonly strength: "update" | "noKeyUpdate" | "share" | "keyShare";
  /** The aliases of the tables whose rows are locked. Absent: the first of FROM, or all where the database cannot choose. */
  readonly of?: readonly string[];
  /** What becomes of rows that somebody else has locked. Absent: they are waited for. */
  readonly others?: "nowait" | "skipLocked";
}

/** Tells the planner about the indexes of a table. */
export interface IndexHint {
  readonly kind: "use" | "ignore" | "force";
  readonly indexes: readonly string[];
}

/** What is said about a statement and does not change its result. All of it is part of the statement's text. */
export interface StatementHints {
  /** For people who read the server's log; it cannot end early, whatever stands in it. */
  readonly comment?: string;
  /** Hints in the database's own words, as an optimizer comment. */
  readonly optimizer?: readonly string[];
  /** The longest that a SELECT may take, in milliseconds. */
  readonly maxExecutionTime?: number;
}
