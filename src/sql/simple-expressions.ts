/** Turns an application's value into what the driver binds. */
export type Encode = (value: unknown) => unknown;

/** A column of a table in the query, always qualified by the alias of its table. */
export interface ColumnExpression {
  readonly kind: "column";
  /** The alias of the table; absent only where SQL forbids one (SET, INSERT columns, output columns in ORDER BY). */
  readonly table?: string;
  readonly name: string;
}

/**
 * A value that is bound when the query runs: `slot` is its place in the list of values.
 * The text of the query does not depend on the value, so one compiled query serves all of them.
 */
export interface ParameterExpression {
  readonly kind: "parameter";
  readonly slot: number;
  readonly encode?: Encode;
  /** The column type that the value belongs to, where the database must be told. */
  readonly type?: string;
}

/** A list of values for IN, ANY and ALL, in one slot that holds an array. */
export interface ListParameterExpression {
  readonly kind: "listParameter";
  readonly slot: number;
  /** How many places the compiled text has, where the database needs one for each; the binder repeats the last value to fill them. */
  readonly size: number;
  readonly encode?: Encode;
  readonly type?: string;
}

export interface LiteralExpression {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

/** `*`, for count and for output columns. */
export interface StarExpression {
  readonly kind: "star";
  /** The alias of the one table that is meant. */
  readonly table?: string;
}

/** In ON CONFLICT: the value that was to be inserted. */
export interface ExcludedExpression {
  readonly kind: "excluded";
  readonly column: string;
}

/** The DEFAULT keyword of INSERT and UPDATE. */
export interface DefaultExpression {
  readonly kind: "default";
}
