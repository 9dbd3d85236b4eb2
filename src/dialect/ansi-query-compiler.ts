import { OrmError } from "../errors/orm-error";
import type { ObjectName } from "../schema/model";
import type { SqlFragment } from "../schema/sql-fragment";
import type {
  Expression,
  ExpressionKind,
  InExpression,
  ListParameterExpression,
  ParameterExpression,
  DeleteQuery,
  InsertQuery,
  Query,
  SelectQuery,
  TableSource,
  UpdateQuery,
} from "../sql/ast";
import type { CompiledQuery, ParameterBinding, QueryCompiler, TransactionOptions } from "./query-compiler";

/** The placeholders of one query while it is written. */
export class BindingList {
  readonly bindings: ParameterBinding[] = [];

  /** Adds one and gives its position, which starts at 1. */
  add(binding: ParameterBinding): number {
    return this.bindings.push(binding);
  }
}

type ExpressionWriters = {
  readonly [K in ExpressionKind]: (expression: Extract<Expression, { kind: K }>, out: BindingList) => string;
};

/**
 * Queries as standard SQL writes them. A dialect overrides the pieces where it differs: quoting, placeholders,
 * lists, limits, what it returns.
 */
export class AnsiQueryCompiler implements QueryCompiler {
  readonly #writers: ExpressionWriters = {
    column: ({ table, name }) =>
      table === undefined ? this.quoteIdentifier(name) : `${this.quoteIdentifier(table)}.${this.quoteIdentifier(name)}`,
    parameter: (expression, out) => this.parameter(expression, out),
    listParameter: (expression, out) => this.list(expression, out),
    literal: ({ value }) => this.literal(value),
    raw: ({ strings, expressions }, out) =>
      strings
        .map((text, index) => (index === 0 ? text : this.expression(expressions[index - 1]!, out) + text))
        .join(""),
    binary: ({ operator, left, right }, out) =>
      this.binary(operator, this.operand(left, out), this.operand(right, out)),
    logical: ({ operator, operands }, out) => {
      if (operands.length === 0) return operator === "and" ? "1 = 1" : "1 = 0";
      return operands.map((operand) => this.operand(operand, out)).join(operator === "and" ? " AND " : " OR ");
    },
    not: ({ operand }, out) => `NOT (${this.expression(operand, out)})`,
    isNull: ({ operand, negated }, out) => `${this.operand(operand, out)} IS ${negated ? "NOT " : ""}NULL`,
    in: (expression, out) => this.inList(expression, out),
    between: ({ operand, low, high }, out) =>
      `${this.operand(operand, out)} BETWEEN ${this.operand(low, out)} AND ${this.operand(high, out)}`,
    call: ({ name, arguments: parts, distinct }, out) =>
      `${name.toUpperCase()}(${distinct === true ? "DISTINCT " : ""}${parts.map((part) => this.expression(part, out)).join(", ")})`,
    star: () => "*",
    exists: ({ query }, out) => `EXISTS (${this.select(query, out)})`,
    subquery: ({ query }, out) => `(${this.select(query, out)})`,
    default: () => "DEFAULT",
  };

  compile(query: Query): CompiledQuery {
    const out = new BindingList();
    return { sql: this.query(query, out), bindings: out.bindings };
  }

  fragment(fragment: SqlFragment): { readonly sql: string; readonly parameters: readonly unknown[] } {
    const sql = fragment.strings.map((text, index) => (index === 0 ? text : this.placeholder(index) + text)).join("");
    return { sql, parameters: fragment.values };
  }

  quoteIdentifier(name: string): string {
    refuseNul(name);
    return `"${name.replaceAll('"', '""')}"`;
  }

  quoteName(name: ObjectName): string {
    const quoted = this.quoteIdentifier(name.name);
    return name.schema === undefined ? quoted : `${this.quoteIdentifier(name.schema)}.${quoted}`;
  }

  quoteString(value: string): string {
    refuseNul(value);
    return `'${value.replaceAll("'", "''")}'`;
  }

  literal(value: unknown): string {
    if (value === null || value === undefined) return "NULL";
    if (typeof value === "string") return this.quoteString(value);
    if (typeof value === "boolean") return this.booleanLiteral(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (value instanceof Date && !Number.isNaN(value.getTime()))
      return this.quoteString(value.toISOString().replace("T", " ").replace("Z", ""));
    if (value instanceof Uint8Array) return this.binaryLiteral(value);
    throw new OrmError("QUERY.INVALID_VALUE", `a value of type ${typeof value} cannot be written as SQL`, {
      hint: "Use a string, a finite number, a bigint, a boolean, a valid Date, a Buffer or null.",
    });
  }

  holdsValue(column: string, _type: string, value: string): string {
    return `${this.quoteIdentifier(column)} = ${this.quoteString(value)}`;
  }

  placeholder(_position: number): string {
    return "?";
  }

  begin(options: TransactionOptions): readonly string[] {
    return [
      ...(options.isolation === undefined ? [] : [`SET TRANSACTION ISOLATION LEVEL ${options.isolation}`]),
      options.readOnly === true ? "START TRANSACTION READ ONLY" : "START TRANSACTION",
    ];
  }

  protected booleanLiteral(value: boolean): string {
    return value ? "TRUE" : "FALSE";
  }

  protected binaryLiteral(value: Uint8Array): string {
    return `X'${Buffer.from(value).toString("hex")}'`;
  }

  protected query(query: Query, out: BindingList): string {
    switch (query.kind) {
      case "select":
        return this.select(query, out);
      case "insert":
        return this.insert(query, out);
      case "update":
        return this.update(query, out);
      case "delete":
        return this.delete(query, out);
    }
  }

  protected expression(expression: Expression, out: BindingList): string {
    const write = this.#writers[expression.kind] as (expression: Expression, out: BindingList) => string;
    return write(expression, out);
  }

  /** An expression inside another one: in parentheses where precedence could matter. */
  protected operand(expression: Expression, out: BindingList): string {
    const text = this.expression(expression, out);
    const isCompound =
      expression.kind === "logical" ||
      expression.kind === "binary" ||
      expression.kind === "raw" ||
      expression.kind === "between";
    return isCompound ? `(${text})` : text;
  }

  protected binary(operator: string, left: string, right: string): string {
    return operator === "ilike" ? `LOWER(${left}) LIKE LOWER(${right})` : `${left} ${operator.toUpperCase()} ${right}`;
  }

  protected parameter(expression: ParameterExpression, out: BindingList): string {
    return this.placeholder(
      out.add({ slot: expression.slot, ...(expression.encode === undefined ? {} : { encode: expression.encode }) }),
    );
  }

  /** One placeholder for each place of the list; databases with array parameters override `inList`. */
  protected list(expression: ListParameterExpression, out: BindingList): string {
    const encode = expression.encode === undefined ? {} : { encode: expression.encode };
    return Array.from({ length: expression.size }, (_, element) =>
      this.placeholder(out.add({ slot: expression.slot, element, ...encode })),
    ).join(", ");
  }

  protected inList({ operand, list, negated }: InExpression, out: BindingList): string {
    const left = this.operand(operand, out);
    const not = negated ? "NOT " : "";
    if (list.kind === "select") return `${left} ${not}IN (${this.select(list, out)})`;
    if (list.size === 0) return negated ? "1 = 1" : "1 = 0";
    return `${left} ${not}IN (${this.list(list, out)})`;
  }

  protected select(query: SelectQuery, out: BindingList): string {
    const parts = [
      `SELECT ${query.distinct === true ? "DISTINCT " : ""}${query.columns.map((column) => this.selection(column, out)).join(", ")}`,
      `FROM ${this.source(query.from)}`,
      ...query.joins.map(
        (join) =>
          `${join.type === "left" ? "LEFT JOIN" : "INNER JOIN"} ${this.source(join.source)} ON ${this.expression(join.on, out)}`,
      ),
    ];
    if (query.where !== undefined) parts.push(`WHERE ${this.expression(query.where, out)}`);
    if (query.groupBy !== undefined)
      parts.push(`GROUP BY ${query.groupBy.map((part) => this.expression(part, out)).join(", ")}`);
    if (query.having !== undefined) parts.push(`HAVING ${this.expression(query.having, out)}`);
    if (query.orderBy.length > 0)
      parts.push(`ORDER BY ${query.orderBy.map((ordering) => this.ordering(ordering, out)).join(", ")}`);
    parts.push(...this.limits(query, out));
    if (query.lock !== undefined) parts.push(this.lock(query));
    return parts.join(" ");
  }

  /** What locks the rows that are read. */
  protected lock(query: SelectQuery): string {
    return query.lock === "update" ? "FOR UPDATE" : "FOR SHARE";
  }

  protected selection(column: SelectQuery["columns"][number], out: BindingList): string {
    const text = this.expression(column.expression, out);
    return column.alias === undefined ? text : `${text} AS ${this.quoteIdentifier(column.alias)}`;
  }

  protected source({ table, alias }: TableSource): string {
    return `${this.quoteName(table)} ${this.quoteIdentifier(alias)}`;
  }

  protected ordering(ordering: SelectQuery["orderBy"][number], out: BindingList): string {
    const text = `${this.expression(ordering.expression, out)} ${ordering.direction.toUpperCase()}`;
    return ordering.nulls === undefined ? text : `${text} NULLS ${ordering.nulls.toUpperCase()}`;
  }

  protected limits({ limit, offset }: SelectQuery, out: BindingList): readonly string[] {
    return [
      ...(limit === undefined ? [] : [`LIMIT ${this.expression(limit, out)}`]),
      ...(offset === undefined ? [] : [`OFFSET ${this.expression(offset, out)}`]),
    ];
  }

  protected insert(query: InsertQuery, out: BindingList): string {
    const into = `INSERT INTO ${this.quoteName(query.into)}`;
    if (query.columns.length === 0) return this.insertDefaults(into) + this.returning(query.returning);
    const columns = query.columns.map((column) => this.quoteIdentifier(column)).join(", ");
    const rows = query.rows.map((row) => `(${row.map((value) => this.expression(value, out)).join(", ")})`);
    return `${into} (${columns}) VALUES ${rows.join(", ")}${this.returning(query.returning)}`;
  }

  /** A row of defaults only. */
  protected insertDefaults(into: string): string {
    return `${into} DEFAULT VALUES`;
  }

  protected update(query: UpdateQuery, out: BindingList): string {
    const set = query.set
      .map(({ column, value }) => `${this.quoteIdentifier(column)} = ${this.expression(value, out)}`)
      .join(", ");
    const where = query.where === undefined ? "" : ` WHERE ${this.expression(query.where, out)}`;
    return `UPDATE ${this.quoteName(query.table)} SET ${set}${where}${this.returning(query.returning)}`;
  }

  protected delete(query: DeleteQuery, out: BindingList): string {
    const where = query.where === undefined ? "" : ` WHERE ${this.expression(query.where, out)}`;
    return `DELETE FROM ${this.quoteName(query.from)}${where}`;
  }

  protected returning(columns: readonly string[]): string {
    return columns.length === 0 ? "" : ` RETURNING ${columns.map((column) => this.quoteIdentifier(column)).join(", ")}`;
  }
}

function refuseNul(text: string): void {
  if (!text.includes("\0")) return;
  throw new OrmError("QUERY.INVALID_VALUE", "a name or a text contains the character NUL, which SQL cannot hold", {
    hint: "Remove the NUL character.",
  });
}
