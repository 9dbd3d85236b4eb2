import type { AggregateFunction, CastType, DatePart, DateUnit, ScalarFunction, WindowFunction } from "./function-names";
import type {
  AssignmentOf,
  DeleteQueryOf,
  InsertQueryOf,
  JoinOf,
  QueryOf,
  RowQueryOf,
  SelectQueryOf,
  SourceOf,
  UpdateQueryOf,
} from "./queries";
import type { OrderingOf, SelectionOf, WindowOf } from "./select-clauses";
import type {
  ColumnExpression,
  DefaultExpression,
  ExcludedExpression,
  ListParameterExpression,
  LiteralExpression,
  ParameterExpression,
  StarExpression,
} from "./simple-expressions";

export type { TableSource } from "./queries";
export type {
  ColumnExpression,
  Encode,
  ListParameterExpression,
  LiteralExpression,
  ParameterExpression,
} from "./simple-expressions";

/** SQL text around other expressions: `strings` has one element more than `expressions`. */
export interface RawExpression {
  readonly kind: "raw";
  readonly strings: readonly string[];
  readonly expressions: readonly Expression[];
}

export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";
/** The last two compare nulls like values. `||` joins texts. */
export type BinaryOperator =
  ComparisonOperator | "+" | "-" | "*" | "/" | "%" | "||" | "is distinct from" | "is not distinct from";

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Text against a pattern. Without `escape`, what escapes `%` and `_` is the database's own choice. */
export interface LikeExpression {
  readonly kind: "like";
  readonly operand: Expression;
  readonly pattern: Expression;
  /** One character. */
  readonly escape?: string;
  readonly isCaseInsensitive?: boolean;
  readonly negated?: boolean;
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

/** The operand may be a tuple: of each row of a query, or of each tuple of a list. */
export interface InExpression {
  readonly kind: "in";
  readonly operand: Expression;
  readonly list: ListParameterExpression | RowQuery | readonly Expression[];
  readonly negated: boolean;
}

export interface BetweenExpression {
  readonly kind: "between";
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated?: boolean;
}

/** `(a, b)`: several values that are compared as one. */
export interface TupleExpression {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

/** `operand = ANY (...)`, over the rows of a query, or over an array where the database has them. */
export interface QuantifiedExpression {
  readonly kind: "quantified";
  readonly operator: ComparisonOperator;
  readonly operand: Expression;
  readonly quantifier: "any" | "all";
  readonly over: RowQuery | Expression;
}

export interface CallExpression {
  readonly kind: "call";
  readonly name: ScalarFunction;
  readonly arguments: readonly Expression[];
}

export interface AggregateExpression {
  readonly kind: "aggregate";
  readonly name: AggregateFunction;
  readonly arguments: readonly Expression[];
  readonly distinct?: boolean;
  /** Only rows that match count. */
  readonly filter?: Expression;
  /** The order of the values, for `stringAgg`. */
  readonly orderBy?: readonly Ordering[];
}

/** A function over a window: one of those that need it, or an aggregate. */
export interface WindowExpression {
  readonly kind: "window";
  readonly function: AggregateExpression | { readonly name: WindowFunction; readonly arguments: readonly Expression[] };
  /** The window, or the name of one of the WINDOW clause. */
  readonly over: WindowOf<Expression> | string;
}

export interface ExistsExpression {
  readonly kind: "exists";
  readonly query: RowQuery;
}

export interface SubqueryExpression {
  readonly kind: "subquery";
  readonly query: RowQuery;
}

export interface CaseExpression {
  readonly kind: "case";
  /** With it, `when` holds values that it is compared with; without, conditions. */
  readonly operand?: Expression;
  /** At least one. */
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}

export interface CastExpression {
  readonly kind: "cast";
  readonly operand: Expression;
  readonly type: CastType;
}

export interface CollateExpression {
  readonly kind: "collate";
  readonly operand: Expression;
  readonly collation: string;
}

/** A value inside of a JSON document; null where there is none, or where it is JSON's null (but for `json`). */
export interface JsonPathExpression {
  readonly kind: "jsonPath";
  readonly operand: Expression;
  /** Names of members and positions in arrays, from 0. A name may be a parameter. Never empty. */
  readonly path: readonly (string | number | ParameterExpression)[];
  readonly as: "text" | "double" | "boolean" | "json";
}

/** Whether an array or a JSON document has all of another, is all in it, or has something of it. */
export interface ContainmentExpression {
  readonly kind: "containment";
  readonly operator: "contains" | "containedBy" | "overlaps";
  readonly container: "array" | "json";
  readonly left: Expression;
  readonly right: Expression;
}

/** Whether texts match a search. What index it needs, and what words are, the database says. */
export interface FullTextExpression {
  readonly kind: "fullText";
  /** At least one. */
  readonly columns: readonly Expression[];
  readonly search: Expression;
  /** `plain`: all words of the search (or any, where the database ranks); `operators`: the search has operators of the database's own. */
  readonly mode: "plain" | "operators";
  /** The language or configuration, where the database has such. */
  readonly configuration?: string;
}

export interface DatePartExpression {
  readonly kind: "datePart";
  readonly part: DatePart;
  readonly operand: Expression;
}

/** A moment moved by a number of units, which may be negative. */
export interface DateAddExpression {
  readonly kind: "dateAdd";
  readonly operand: Expression;
  readonly amount: Expression;
  readonly unit: DateUnit;
}

export type Expression =
  | ColumnExpression
  | ParameterExpression
  | ListParameterExpression
  | LiteralExpression
  | RawExpression
  | BinaryExpression
  | LikeExpression
  | LogicalExpression
  | NotExpression
  | IsNullExpression
  | InExpression
  | BetweenExpression
  | TupleExpression
  | QuantifiedExpression
  | CallExpression
  | AggregateExpression
  | WindowExpression
  | StarExpression
  | ExistsExpression
  | SubqueryExpression
  | CaseExpression
  | CastExpression
  | CollateExpression
  | JsonPathExpression
  | ContainmentExpression
  | FullTextExpression
  | DatePartExpression
  | DateAddExpression
  | ExcludedExpression
  | DefaultExpression;

/** Every kind of expression, for compilers that must handle all of them. */
export type ExpressionKind = Expression["kind"];
export type Selection = SelectionOf<Expression>;
export type Ordering = OrderingOf<Expression>;
export type Source = SourceOf<Expression>;
export type SourceKind = Source["kind"];
export type Join = JoinOf<Expression>;
export type Assignment = AssignmentOf<Expression>;
export type SelectQuery = SelectQueryOf<Expression>;
export type RowQuery = RowQueryOf<Expression>;
export type InsertQuery = InsertQueryOf<Expression>;
export type UpdateQuery = UpdateQueryOf<Expression>;
export type DeleteQuery = DeleteQueryOf<Expression>;
export type Query = QueryOf<Expression>;
export type QueryKind = Query["kind"];

/** In UPDATE and DELETE a column stands without an alias. */
export function bareColumn(name: string): ColumnExpression {
  return { kind: "column", name };
}
