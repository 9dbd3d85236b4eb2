import type {
  BinaryOperator,
  Expression,
  Ordering,
  ParameterExpression,
  SelectQuery,
  Selection,
  Source,
} from "../../sql/ast";
import type { AggregateFunction } from "../../sql/function-names";

/** `t.id`, or `id` for a column without a table. */
export function column(path: string): Expression {
  const [first = "", name] = path.split(".");
  return name === undefined ? { kind: "column", name: first } : { kind: "column", table: first, name };
}

export function parameter(slot: number): ParameterExpression {
  return { kind: "parameter", slot };
}

export function literal(value: string | number | boolean | null): Expression {
  return { kind: "literal", value };
}

export function binary(left: Expression, operator: BinaryOperator, right: Expression): Expression {
  return { kind: "binary", operator, left, right };
}

export function aggregate(name: AggregateFunction, ...parts: readonly Expression[]) {
  return { kind: "aggregate", name, arguments: parts } as const;
}

export function table(name: string, alias: string): Source {
  return { kind: "table", table: { name }, alias };
}

export function asc(expression: Expression): Ordering {
  return { expression, direction: "asc" };
}

/** A SELECT, by default from the table `t` under its own name. */
export function select(columns: readonly (Expression | Selection)[], more: Partial<SelectQuery> = {}): SelectQuery {
  return {
    kind: "select",
    columns: columns.map((each) => ("kind" in each ? { expression: each } : each)),
    from: [table("t", "t")],
    joins: [],
    orderBy: [],
    ...more,
  };
}
