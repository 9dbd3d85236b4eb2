import type { ObjectName } from "../schema/model";

/** Turns an application's value into what the driver binds. */
export type Encode = (value: unknown) => unknown;

/** A column of a table in the query, always qualified by the alias of its table. */
export interface ColumnExpression {
  readonly kind: "column";
  /** The alias of the table; absent only where SQL forbids one (SET, INSERT columns). */
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

/** A list of values for IN, in one slot that holds an array. */
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

/** SQL text around other expressions: `strings` has one element more than `expressions`. */
export interface RawExpression {
  readonly kind: "raw";
  readonly strings: readonly string[];
  readonly expressions: readonly Expression[];
}

export type BinaryOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "like" | "ilike" | "+" | "-" | "*" | "/" | "||";

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** AND or OR of any number of operands; of none, it is true (AND) or false (OR). */
export interface LogicalExpression {
  readonly kind: "logical";
  readonly operator: "and" | "or";
  readonly operands: readonly Expression[];
}

export interface NotExpression {
  readonly kind: "not";
  readonly operand: Expression;
}

export interface IsNullExpression {
  readonly kind: "isNull";
  readonly operand: Expression;
  readonly negated: boolean;
}

export interface InExpression {
  readonly kind: "in";
  readonly operand: Expression;
  readonly list: ListParameterExpression | SelectQuery;
  readonly negated: boolean;
}

export interface BetweenExpression {
  readonly kind: "between";
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface CallExpression {
  readonly kind: "call";
  /** A function of SQL that every database knows: never text from outside. */
  readonly name: "count" | "sum" | "avg" | "min" | "max" | "coalesce" | "lower" | "upper";
  readonly arguments: readonly Expression[];
  readonly distinct?: boolean;
}

/** `*`, for count. */
export interface StarExpression {
  readonly kind: "star";
}

export interface ExistsExpression {
  readonly kind: "exists";
  readonly query: SelectQuery;
}

export interface SubqueryExpression {
  readonly kind: "subquery";
  readonly query: SelectQuery;
}

/** The DEFAULT keyword of INSERT and UPDATE. */
export interface DefaultExpression {
  readonly kind: "default";
}

export type Expression =
  | ColumnExpression
  | ParameterExpression
  | ListParameterExpression
  | LiteralExpression
  | RawExpression
  | BinaryExpression
  | LogicalExpression
  | NotExpression
  | IsNullExpression
  | InExpression
  | BetweenExpression
  | CallExpression
  | StarExpression
  | ExistsExpression
  | SubqueryExpression
  | DefaultExpression;

/** Every kind of expression, for compilers that must handle all of them. */
export type ExpressionKind = Expression["kind"];

/** A table in FROM, with the alias under which its columns are named. */
export interface TableSource {
  readonly table: ObjectName;
  readonly alias: string;
}

export interface Join {
  readonly type: "inner" | "left";
  readonly source: TableSource;
  readonly on: Expression;
}

/** One output column. Rows come as arrays, so that an alias is only needed where SQL itself names it again. */
export interface Selection {
  readonly expression: Expression;
  readonly alias?: string;
}

export interface Ordering {
  readonly expression: Expression;
  readonly direction: "asc" | "desc";
  readonly nulls?: "first" | "last";
}

export interface SelectQuery {
  readonly kind: "select";
  readonly distinct?: boolean;
  readonly columns: readonly Selection[];
  readonly from: TableSource;
  readonly joins: readonly Join[];
  readonly where?: Expression;
  readonly groupBy?: readonly Expression[];
  readonly having?: Expression;
  readonly orderBy: readonly Ordering[];
  readonly limit?: Expression;
  readonly offset?: Expression;
  readonly lock?: "update" | "share";
}

export interface InsertQuery {
  readonly kind: "insert";
  readonly into: ObjectName;
  readonly columns: readonly string[];
  /** Rows of expressions in the order of `columns`. No columns and one empty row: a row of defaults. */
  readonly rows: readonly (readonly Expression[])[];
  /** Columns to give back, where the database can (capability `insertReturning`). */
  readonly returning: readonly string[];
}

export interface Assignment {
  readonly column: string;
  readonly value: Expression;
}

export interface UpdateQuery {
  readonly kind: "update";
  readonly table: ObjectName;
  readonly set: readonly Assignment[];
  readonly where?: Expression;
  readonly returning: readonly string[];
}

export interface DeleteQuery {
  readonly kind: "delete";
  readonly from: ObjectName;
  readonly where?: Expression;
}

export type Query = SelectQuery | InsertQuery | UpdateQuery | DeleteQuery;

/** In UPDATE and DELETE a column stands without an alias. */
export function bareColumn(name: string): ColumnExpression {
  return { kind: "column", name };
}
