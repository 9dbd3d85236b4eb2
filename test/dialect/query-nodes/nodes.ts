import type { Expression, Query, SelectQuery, Selection } from "../../../src/sql/ast";
import type { ScalarFunction } from "../../../src/sql/function-names";
import { aggregate, select as selectFrom, table } from "../../../src/testing/dialect-kit/query-nodes";

export {
  aggregate,
  asc,
  binary,
  column,
  literal,
  parameter,
  table,
} from "../../../src/testing/dialect-kit/query-nodes";

export function call(name: ScalarFunction, ...parts: readonly Expression[]): Expression {
  return { kind: "call", name, arguments: parts };
}

export const countAll = aggregate("count", { kind: "star" });

export function as(alias: string, expression: Expression): Selection {
  return { expression, alias };
}

/** A SELECT, by default from `book b`. */
export function select(columns: readonly (Expression | Selection)[], more: Partial<SelectQuery> = {}): SelectQuery {
  return selectFrom(columns, { from: [table("book", "b")], ...more });
}

/** The databases for which each node's SQL has to be stated. */
export type Family = "postgres" | "mysql" | "mariadb" | "sqlite";

/** What a query becomes on each database: its SQL, or what the refusal says. */
export type SqlOfFamilies = Readonly<Record<Family, string | { readonly refused: string }>>;

/** A query, and what it gives where it runs. */
export interface NodeCase {
  readonly query: Query;
  readonly values?: readonly unknown[];
  /** The rows, with numbers as numbers and booleans as 0 and 1. */
  readonly rows: readonly (readonly unknown[])[];
  /** What is read afterwards, of a statement that writes. */
  readonly then?: SelectQuery;
}
