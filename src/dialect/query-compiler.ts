import type { Encode, Query } from "../sql/ast";
import type { ObjectName } from "../schema/model";
import type { SqlFragment } from "../schema/sql-fragment";

/** Where the value of one placeholder comes from. */
export interface ParameterBinding {
  /** The place in the list of values that the query is run with. */
  readonly slot: number;
  readonly encode?: Encode;
  /** For a list in one slot: the element that the placeholder takes (the last one where the list is shorter), or the whole list. */
  readonly element?: number | "all";
}

/** SQL that is compiled once and run with any values. */
export interface CompiledQuery {
  readonly sql: string;
  readonly bindings: readonly ParameterBinding[];
}

export interface TransactionOptions {
  readonly isolation?: IsolationLevel;
  readonly readOnly?: boolean;
}

export type IsolationLevel = "READ UNCOMMITTED" | "READ COMMITTED" | "REPEATABLE READ" | "SERIALIZABLE";

/** Queries of one database as text. */
export interface QueryCompiler {
  compile(query: Query): CompiledQuery;
  /** A fragment with its values in the order of the placeholders. */
  fragment(fragment: SqlFragment): { readonly sql: string; readonly parameters: readonly unknown[] };
  quoteIdentifier(name: string): string;
  /** A name with its schema, quoted. */
  quoteName(name: ObjectName): string;
  /** A string as an SQL literal, safe in every mode of the server. */
  quoteString(value: string): string;
  /** A value as an SQL literal, for offline SQL and defaults. @throws OrmError `QUERY.INVALID_VALUE`. */
  literal(value: unknown): string;
  /** The condition that a column of the type holds a value: is it, or has it among others. */
  holdsValue(column: string, type: string, value: string): string;
  /** `$1`, `?`: the placeholder at a position that starts at 1. */
  placeholder(position: number): string;
  /** The statements that open a transaction. */
  begin(options: TransactionOptions): readonly string[];
}
