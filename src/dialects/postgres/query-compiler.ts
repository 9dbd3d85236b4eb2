import { AnsiQueryCompiler, type BindingList } from "../../dialect/ansi-query-compiler";
import type { TransactionOptions } from "../../dialect/query-compiler";
import type { InExpression, SelectQuery } from "../../sql/ast";
import { zonedTimestampText } from "./date-text";

/** Queries for PostgreSQL: numbered placeholders, and lists as one array parameter, so that their text does not depend on their length. */
export class PostgresQueryCompiler extends AnsiQueryCompiler {
  override placeholder(position: number): string {
    return `$${position}`;
  }

  override holdsValue(column: string, type: string, value: string): string {
    if (!type.endsWith("[]")) return super.holdsValue(column, type, value);
    return `${this.quoteString(value)} = ANY (${this.quoteIdentifier(column)})`;
  }

  /** A text with a backslash is written so that it means the same whatever `standard_conforming_strings` says. */
  override quoteString(value: string): string {
    const quoted = super.quoteString(value);
    return value.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
  }

  override literal(value: unknown): string {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return `'${zonedTimestampText(value)}'`;
    return super.literal(value);
  }

  override begin({ isolation, readOnly }: TransactionOptions): readonly string[] {
    const level = isolation === undefined ? "" : ` ISOLATION LEVEL ${isolation}`;
    return [`BEGIN${level}${readOnly === true ? " READ ONLY" : ""}`];
  }

  protected override binaryLiteral(value: Uint8Array): string {
    return `'\\x${Buffer.from(value).toString("hex")}'::bytea`;
  }

  protected override binary(operator: string, left: string, right: string): string {
    return `${left} ${operator.toUpperCase()} ${right}`;
  }

  protected override inList(expression: InExpression, out: BindingList): string {
    const { operand, list, negated } = expression;
    if (list.kind === "select" || list.size === 0) return super.inList(expression, out);
    const encode = list.encode === undefined ? {} : { encode: list.encode };
    const left = this.operand(operand, out);
    const placeholder = this.placeholder(out.add({ slot: list.slot, element: "all", ...encode }));
    return `${left} ${negated ? "<> ALL" : "= ANY"} (${placeholder})`;
  }

  /** Rows of outer joins cannot be locked, so the lock names the table of FROM. */
  protected override lock(query: SelectQuery): string {
    return `${super.lock(query)} OF ${this.quoteIdentifier(query.from.alias)}`;
  }
}
