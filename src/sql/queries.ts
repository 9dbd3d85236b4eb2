import type { ObjectName } from "../schema/model";
import type { IndexHint, Lock, NamedWindowOf, OrderingOf, SelectionOf, StatementHints } from "./select-clauses";

/** A table, a view or a common table, with the alias under which its columns are named. */
export interface TableSource {
  readonly kind: "table";
  readonly table: ObjectName;
  readonly alias: string;
  readonly indexHints?: readonly IndexHint[];
}

/** The rows of a query. */
export interface SubquerySourceOf<E> {
  readonly kind: "subquery";
  readonly query: RowQueryOf<E>;
  readonly alias: string;
  /** The query may name the sources to its left. */
  readonly lateral?: boolean;
}

/** Rows that stand in the statement. */
export interface ValuesSourceOf<E> {
  readonly kind: "values";
  readonly columns: readonly string[];
  /** At least one, each with a value for every column. */
  readonly rows: readonly (readonly E[])[];
  readonly alias: string;
}

/** The elements of a list as rows, in one column with the name `value`. The list may name the sources to its left. */
export interface ElementsSourceOf<E> {
  readonly kind: "elements";
  readonly list: E;
  /** A JSON array, or an array of the database where it has them. */
  readonly container: "array" | "json";
  /** What the elements of a JSON array are. */
  readonly elements?: "text" | "integer" | "double";
  readonly alias: string;
}

/** SQL of the caller's that can stand in FROM: a function that gives rows, a subquery of his own. */
export interface RawSourceOf<E> {
  readonly kind: "raw";
  readonly strings: readonly string[];
  readonly expressions: readonly E[];
  readonly alias: string;
}

export type SourceOf<E> = TableSource | SubquerySourceOf<E> | ValuesSourceOf<E> | ElementsSourceOf<E> | RawSourceOf<E>;

export interface JoinOf<E> {
  readonly type: "inner" | "left" | "right" | "full" | "cross";
  readonly source: SourceOf<E>;
  /** Absent for cross joins only. */
  readonly on?: E;
}

/** One query of WITH. */
export interface CommonTableOf<E> {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: QueryOf<E>;
  /** Whether the rows are computed once and kept. Databases that cannot be told decide themselves: the rows are the same. */
  readonly materialized?: boolean;
}

export interface WithOf<E> {
  /** A query may name its own rows. */
  readonly recursive?: boolean;
  readonly tables: readonly CommonTableOf<E>[];
}

export interface SelectQueryOf<E> {
  readonly kind: "select";
  readonly with?: WithOf<E>;
  readonly distinct?: boolean;
  /** The first row of each group of equal values, by `orderBy`. */
  readonly distinctOn?: readonly E[];
  readonly columns: readonly SelectionOf<E>[];
  /** None: a row without a table. Joins can name all of them. */
  readonly from: readonly SourceOf<E>[];
  readonly joins: readonly JoinOf<E>[];
  readonly where?: E;
  readonly groupBy?: readonly E[];
  /** Adds the totals of the groups, from the right to the left. */
  readonly rollup?: boolean;
  readonly having?: E;
  readonly windows?: readonly NamedWindowOf<E>[];
  readonly orderBy: readonly OrderingOf<E>[];
  readonly limit?: E;
  readonly offset?: E;
  readonly lock?: Lock;
  readonly hints?: StatementHints;
}

/** Two queries as one. `orderBy` names output columns by their alias. */
export interface CompoundQueryOf<E> {
  readonly kind: "compound";
  readonly with?: WithOf<E>;
  readonly operator: "union" | "intersect" | "except";
  /** Keeps equal rows. */
  readonly all?: boolean;
  readonly left: RowQueryOf<E>;
  readonly right: RowQueryOf<E>;
  readonly orderBy: readonly OrderingOf<E>[];
  readonly limit?: E;
  readonly offset?: E;
  readonly hints?: StatementHints;
}

/** What gives rows and can stand in another query. */
export type RowQueryOf<E> = SelectQueryOf<E> | CompoundQueryOf<E>;

export interface AssignmentOf<E> {
  readonly column: string;
  readonly value: E;
}

/** A column to give back, or an expression. */
export type ReturningOf<E> = string | SelectionOf<E>;

/** What becomes of a row that exists already. */
export interface ConflictOf<E> {
  /** The columns of the unique key. Absent: any unique key. */
  readonly columns?: readonly string[];
  /** The predicate of the unique index, where it is partial. */
  readonly predicate?: E;
  /** What the row that exists is changed to. Absent: it is left as it is. */
  readonly set?: readonly AssignmentOf<E>[];
  /** Only rows that match are changed. */
  readonly where?: E;
}

export interface InsertQueryOf<E> {
  readonly kind: "insert";
  readonly with?: WithOf<E>;
  readonly into: ObjectName;
  readonly columns: readonly string[];
  /** Rows of expressions in the order of `columns`, or a query that gives them. No columns and one empty row: a row of defaults. */
  readonly rows: readonly (readonly E[])[] | RowQueryOf<E>;
  readonly onConflict?: ConflictOf<E>;
  /** What to give back, where the database can (capability `insertReturning`). */
  readonly returning: readonly ReturningOf<E>[];
  readonly hints?: Pick<StatementHints, "comment">;
}

export interface UpdateQueryOf<E> {
  readonly kind: "update";
  readonly with?: WithOf<E>;
  readonly table: ObjectName;
  readonly alias?: string;
  readonly set: readonly AssignmentOf<E>[];
  /** Other tables that `set` and `where` name. */
  readonly from?: readonly SourceOf<E>[];
  readonly where?: E;
  /** In which order rows are changed, and how many of them (capability `limitedWrites`). */
  readonly orderBy?: readonly OrderingOf<E>[];
  readonly limit?: E;
  readonly returning: readonly ReturningOf<E>[];
  readonly hints?: Pick<StatementHints, "comment">;
}

export interface DeleteQueryOf<E> {
  readonly kind: "delete";
  readonly with?: WithOf<E>;
  readonly from: ObjectName;
  readonly alias?: string;
  /** Other tables that `where` names (capability `deleteUsing`). */
  readonly using?: readonly SourceOf<E>[];
  readonly where?: E;
  readonly orderBy?: readonly OrderingOf<E>[];
  readonly limit?: E;
  readonly returning?: readonly ReturningOf<E>[];
  readonly hints?: Pick<StatementHints, "comment">;
}

export type QueryOf<E> = RowQueryOf<E> | InsertQueryOf<E> | UpdateQueryOf<E> | DeleteQueryOf<E>;
