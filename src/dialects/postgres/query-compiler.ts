import { AnsiQueryCompiler } from "../../dialect/ansi-query-compiler";
import type { BindingList } from "../../dialect/binding-list";
import type { TransactionOptions } from "../../dialect/query-compiler";
import type {
  ContainmentExpression,
  Expression,
  FullTextExpression,
  InExpression,
  JsonPathExpression,
  LikeExpression,
  ListParameterExpression,
  SelectQuery,
} from "../../sql/ast";
import type { AggregateFunction, CastType } from "../../sql/function-names";
import type { ConflictOf, ElementsSourceOf } from "../../sql/queries";
import type { Lock } from "../../sql/select-clauses";
import { zonedTimestampText } from "./date-text";
import { postgresFunctions } from "./functions";

/** Queries for PostgreSQL: numbered placeholders, and lists as one array parameter, so that their text does not depend on their length. */
export class PostgresQueryCompiler extends AnsiQueryCompiler {
  protected override readonly functions = postgresFunctions;

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

  protected override like(expression: LikeExpression, out: BindingList): string {
    const { operand, pattern, isCaseInsensitive, negated } = expression;
    const operator = `${negated === true ? "NOT " : ""}${isCaseInsensitive === true ? "ILIKE" : "LIKE"}`;
    return `${this.operand(operand, out)} ${operator} ${this.operand(pattern, out)}${this.escapeClause(expression)}`;
  }

  /** The whole list is one array. */
  protected override list({ slot, encode }: ListParameterExpression, out: BindingList): string {
    return this.placeholder(out.add({ slot, element: "all", ...(encode === undefined ? {} : { encode }) }));
  }

  protected override inList(expression: InExpression, out: BindingList): string {
    const { operand, list, negated } = expression;
    if (!("kind" in list) || list.kind !== "listParameter" || list.size === 0) return super.inList(expression, out);
    return `${this.operand(operand, out)} ${negated ? "<> ALL" : "= ANY"} (${this.list(list, out)})`;
  }

  protected override aggregateName(name: AggregateFunction): string {
    return name === "jsonAgg" ? "JSON_AGG" : super.aggregateName(name);
  }

  protected override castType(type: CastType): string {
    if (type.name === "binary") return "BYTEA";
    return type.name === "json" ? "JSONB" : super.castType(type);
  }

  protected override jsonPath({ operand, path, as }: JsonPathExpression, out: BindingList): string {
    const inner = this.operand(operand, out);
    const steps = path.map((step) => {
      if (typeof step === "number") return `'${this.wholeNumber(step, "a position in a JSON array")}'`;
      return typeof step === "string" ? this.quoteString(step) : `CAST(${this.expression(step, out)} AS TEXT)`;
    });
    const text = `(${inner} ${as === "json" ? "#>" : "#>>"} ARRAY[${steps.join(", ")}])`;
    return as === "json" || as === "text" ? text : `CAST(${text} AS ${this.castType({ name: as })})`;
  }

  protected override containment(expression: ContainmentExpression, out: BindingList): string {
    const { container, operator, left, right } = expression;
    if (container === "array") return super.containment(expression, out);
    if (operator === "overlaps") this.refuse("overlaps of JSON documents", "Ask whether one contains the other.");
    const json = (side: Expression): string => `CAST(${this.expression(side, out)} AS JSONB)`;
    return `${json(left)} ${operator === "contains" ? "@>" : "<@"} ${json(right)}`;
  }

  protected override fullText(expression: FullTextExpression, out: BindingList): string {
    const { columns, search, mode, configuration } = expression;
    const language = configuration === undefined ? "" : `${this.quoteString(configuration)}, `;
    const texts = columns.map((column) => `COALESCE(${this.expression(column, out)}, '')`).join(" || ' ' || ");
    const words = `${mode === "plain" ? "PLAINTO_TSQUERY" : "TO_TSQUERY"}(${language}${this.expression(search, out)})`;
    return `TO_TSVECTOR(${language}${texts}) @@ ${words}`;
  }

  protected override elements(source: ElementsSourceOf<Expression>, out: BindingList): string {
    const { list, container, elements = "text", alias } = source;
    const type = this.castType({ name: elements });
    const name = this.quoteIdentifier(alias);
    const inner = this.expression(list, out);
    if (container === "array") {
      const typed = source.elements === undefined ? inner : `CAST(${inner} AS ${type}[])`;
      return `UNNEST(${typed}) AS ${name} ("value")`;
    }
    return `LATERAL (SELECT CAST(e.v AS ${type}) AS "value" FROM JSONB_ARRAY_ELEMENTS_TEXT(CAST(${inner} AS JSONB)) AS e (v)) ${name}`;
  }

  protected override conflictTarget(conflict: ConflictOf<Expression>, out: BindingList): string {
    if (conflict.columns === undefined && conflict.set !== undefined)
      this.refuse("changes of a row that conflicts with any unique key", "Name the columns of the unique key.");
    return super.conflictTarget(conflict, out);
  }

  /** Rows of outer joins cannot be locked, so the lock names the table of FROM. */
  protected override lock(lock: Lock, query: SelectQuery): string {
    const [first] = query.from;
    return super.lock({ ...lock, of: lock.of ?? (first === undefined ? [] : [first.alias]) }, query);
  }
}
