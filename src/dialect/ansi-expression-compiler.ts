import type {
  AggregateExpression,
  BinaryExpression,
  CaseExpression,
  CastExpression,
  ContainmentExpression,
  DateAddExpression,
  DatePartExpression,
  Expression,
  ExpressionKind,
  FullTextExpression,
  InExpression,
  JsonPathExpression,
  LikeExpression,
  ListParameterExpression,
  Ordering,
  ParameterExpression,
  QuantifiedExpression,
  RowQuery,
  WindowExpression,
} from "../sql/ast";
import type { CastType } from "../sql/function-names";
import type { FrameBoundOf, WindowFrameOf, WindowOf } from "../sql/select-clauses";
import { AGGREGATE_NAMES, ansiFunctions, WINDOW_NAMES, type FunctionWriters } from "./ansi-functions";
import { AnsiTextWriter } from "./ansi-text-writer";
import type { BindingList } from "./binding-list";
import { WORDS } from "./query-words";

type ExpressionWriters = {
  readonly [K in ExpressionKind]: (expression: Extract<Expression, { kind: K }>, out: BindingList) => string;
};

/** Kinds that stand in parentheses as an operand of AND and OR. */
const COMPOUND: ReadonlySet<ExpressionKind> = new Set(["logical", "binary", "raw", "between", "like"]);
/** Kinds that bind weaker than operators do, or may: in parentheses inside of anything else. */
const LOOSE: ReadonlySet<ExpressionKind> = new Set([
  ...COMPOUND,
  "not",
  "isNull",
  "in",
  "quantified",
  "containment",
  "fullText",
  "collate",
  "dateAdd",
]);

/** Expressions as standard SQL writes them. A dialect overrides the pieces where it differs. */
export abstract class AnsiExpressionCompiler extends AnsiTextWriter {
  protected readonly functions: FunctionWriters = ansiFunctions;

  readonly #writers: ExpressionWriters = {
    column: ({ table, name }) =>
      table === undefined ? this.quoteIdentifier(name) : `${this.quoteIdentifier(table)}.${this.quoteIdentifier(name)}`,
    parameter: (expression, out) => this.parameter(expression, out),
    listParameter: (expression, out) => this.list(expression, out),
    literal: ({ value }) => this.literal(value),
    raw: ({ strings, expressions }, out) => this.raw(strings, expressions, out),
    binary: (expression, out) => this.binary(expression, out),
    like: (expression, out) => this.like(expression, out),
    logical: ({ operator, operands }, out) => {
      if (operands.length === 0) return operator === "and" ? "1 = 1" : "1 = 0";
      return operands.map((operand) => this.condition(operand, out)).join(operator === "and" ? " AND " : " OR ");
    },
    not: ({ operand }, out) => `NOT (${this.expression(operand, out)})`,
    isNull: ({ operand, negated }, out) => `${this.operand(operand, out)} IS ${negated ? "NOT " : ""}NULL`,
    in: (expression, out) => this.inList(expression, out),
    between: ({ operand, low, high, negated }, out) =>
      `${this.operand(operand, out)} ${negated === true ? "NOT " : ""}BETWEEN ${this.operand(low, out)} AND ${this.operand(high, out)}`,
    tuple: ({ items }, out) => `(${this.expressions(items, out)})`,
    quantified: (expression, out) => this.quantified(expression, out),
    call: ({ name, arguments: parts }, out) => this.functions[name]((part) => this.expression(part, out), parts),
    aggregate: (expression, out) => this.aggregate(expression, out),
    window: (expression, out) => this.window(expression, out),
    star: ({ table }) => (table === undefined ? "*" : `${this.quoteIdentifier(table)}.*`),
    exists: ({ query }, out) => `EXISTS (${this.rows(query, out)})`,
    subquery: ({ query }, out) => `(${this.rows(query, out)})`,
    case: (expression, out) => this.caseOf(expression, out),
    cast: (expression, out) => this.cast(expression, out),
    collate: ({ operand, collation }, out) =>
      `${this.operand(operand, out)} COLLATE ${this.quoteIdentifier(collation)}`,
    jsonPath: (expression, out) => this.jsonPath(expression, out),
    containment: (expression, out) => this.containment(expression, out),
    fullText: (expression, out) => this.fullText(expression, out),
    datePart: (expression, out) => this.datePart(expression, out),
    dateAdd: (expression, out) => this.dateAdd(expression, out),
    excluded: ({ column }) => this.excluded(this.quoteIdentifier(column)),
    default: () => "DEFAULT",
  };

  /** A query that gives rows, without parentheses. */
  protected abstract rows(query: RowQuery, out: BindingList): string;

  protected expression(expression: Expression, out: BindingList): string {
    const write = this.#writers[expression.kind] as (expression: Expression, out: BindingList) => string;
    return write(expression, out);
  }

  protected expressions(list: readonly Expression[], out: BindingList): string {
    return list.map((each) => this.expression(each, out)).join(", ");
  }

  /** An expression inside another one: in parentheses where precedence could matter. */
  protected operand(expression: Expression, out: BindingList): string {
    const text = this.expression(expression, out);
    return LOOSE.has(expression.kind) ? `(${text})` : text;
  }

  /** An operand of AND and OR. */
  protected condition(expression: Expression, out: BindingList): string {
    const text = this.expression(expression, out);
    return COMPOUND.has(expression.kind) ? `(${text})` : text;
  }

  protected raw(strings: readonly string[], expressions: readonly Expression[], out: BindingList): string {
    return strings
      .map((text, index) => (index === 0 ? text : this.expression(expressions[index - 1]!, out) + text))
      .join("");
  }

  protected parameter({ slot, encode }: ParameterExpression, out: BindingList): string {
    return this.placeholder(out.add({ slot, ...(encode === undefined ? {} : { encode }) }));
  }

  /** One placeholder for each place of the list; databases with array parameters override what uses it. */
  protected list(expression: ListParameterExpression, out: BindingList): string {
    const encode = expression.encode === undefined ? {} : { encode: expression.encode };
    return Array.from({ length: expression.size }, (_, element) =>
      this.placeholder(out.add({ slot: expression.slot, element, ...encode })),
    ).join(", ");
  }

  protected binary({ operator, left, right }: BinaryExpression, out: BindingList): string {
    return `${this.operand(left, out)} ${this.word(WORDS.operator, operator)} ${this.operand(right, out)}`;
  }

  protected like(expression: LikeExpression, out: BindingList): string {
    const { operand, pattern, isCaseInsensitive, negated } = expression;
    const not = negated === true ? "NOT " : "";
    const text =
      isCaseInsensitive === true
        ? `LOWER(${this.expression(operand, out)}) ${not}LIKE LOWER(${this.expression(pattern, out)})`
        : `${this.operand(operand, out)} ${not}LIKE ${this.operand(pattern, out)}`;
    return text + this.escapeClause(expression);
  }

  protected escapeClause({ escape }: LikeExpression): string {
    return escape === undefined ? "" : ` ESCAPE ${this.quoteString(escape)}`;
  }

  protected inList(expression: InExpression, out: BindingList): string {
    const { operand, list, negated } = expression;
    const isEmpty = "kind" in list ? list.kind === "listParameter" && list.size === 0 : list.length === 0;
    if (isEmpty) return negated ? "1 = 1" : "1 = 0";
    const left = `${this.operand(operand, out)} ${negated ? "NOT " : ""}IN`;
    if (!("kind" in list)) return `${left} (${this.inItems(list, out)})`;
    return `${left} (${list.kind === "listParameter" ? this.list(list, out) : this.rows(list, out)})`;
  }

  /** The values of an IN list; some of them, or all, may be tuples. */
  protected inItems(items: readonly Expression[], out: BindingList): string {
    return this.expressions(items, out);
  }

  protected quantified({ operator, operand, quantifier, over }: QuantifiedExpression, out: BindingList): string {
    const left = `${this.operand(operand, out)} ${this.word(WORDS.comparison, operator)} ${this.word(WORDS.quantifier, quantifier)}`;
    if (isRowQuery(over)) return `${left} (${this.rows(over, out)})`;
    this.need("arrays", "Compare with the rows of a subquery, or use IN with a list.");
    return `${left} (${this.expression(over, out)})`;
  }

  protected aggregate(expression: AggregateExpression, out: BindingList): string {
    const { name, arguments: parts, distinct, filter, orderBy = [] } = expression;
    const order = orderBy.length === 0 ? "" : ` ${this.orderClause(orderBy, out)}`;
    const inside = `${distinct === true ? "DISTINCT " : ""}${this.expressions(parts, out)}${order}`;
    const call = `${this.aggregateName(name)}(${inside})`;
    return filter === undefined ? call : `${call} FILTER (WHERE ${this.expression(filter, out)})`;
  }

  protected aggregateName(name: AggregateExpression["name"]): string {
    return AGGREGATE_NAMES[name];
  }

  protected window({ function: called, over }: WindowExpression, out: BindingList): string {
    const call =
      "kind" in called
        ? this.aggregate(called, out)
        : `${WINDOW_NAMES[called.name]}(${this.expressions(called.arguments, out)})`;
    const rows = typeof over === "string" ? this.quoteIdentifier(over) : `(${this.windowOf(over, out)})`;
    return `${call} OVER ${rows}`;
  }

  protected windowOf({ base, partitionBy, orderBy, frame }: WindowOf<Expression>, out: BindingList): string {
    const parts: string[] = [];
    if (base !== undefined) parts.push(this.quoteIdentifier(base));
    if (partitionBy !== undefined && partitionBy.length > 0)
      parts.push(`PARTITION BY ${this.expressions(partitionBy, out)}`);
    if (orderBy !== undefined && orderBy.length > 0) parts.push(this.orderClause(orderBy, out));
    if (frame !== undefined) parts.push(this.frame(frame, out));
    return parts.join(" ");
  }

  protected frame({ unit, start, end, exclude }: WindowFrameOf<Expression>, out: BindingList): string {
    if (unit === "groups" || exclude !== undefined) this.need("windowFrames");
    const from = this.frameBound(start, out);
    const rows = end === undefined ? from : `BETWEEN ${from} AND ${this.frameBound(end, out)}`;
    const left = exclude === undefined ? "" : ` EXCLUDE ${this.word(WORDS.frameExclude, exclude)}`;
    return `${this.word(WORDS.frameUnit, unit)} ${rows}${left}`;
  }

  protected frameBound(bound: FrameBoundOf<Expression>, out: BindingList): string {
    const words = this.word(WORDS.frameBound, bound.kind);
    return "offset" in bound ? `${this.expression(bound.offset, out)} ${words}` : words;
  }

  protected orderClause(orderBy: readonly Ordering[], out: BindingList): string {
    return `ORDER BY ${orderBy.map((ordering) => this.ordering(ordering, out)).join(", ")}`;
  }

  protected ordering(ordering: Ordering, out: BindingList): string {
    const text = `${this.expression(ordering.expression, out)} ${this.word(WORDS.direction, ordering.direction)}`;
    return ordering.nulls === undefined ? text : `${text} ${this.word(WORDS.nulls, ordering.nulls)}`;
  }

  protected caseOf({ operand, branches, otherwise }: CaseExpression, out: BindingList): string {
    const subject = operand === undefined ? "" : ` ${this.operand(operand, out)}`;
    const cases = branches.map(
      ({ when, then }) => ` WHEN ${this.expression(when, out)} THEN ${this.expression(then, out)}`,
    );
    const rest = otherwise === undefined ? "" : ` ELSE ${this.expression(otherwise, out)}`;
    return `CASE${subject}${cases.join("")}${rest} END`;
  }

  protected cast({ operand, type }: CastExpression, out: BindingList): string {
    return `CAST(${this.expression(operand, out)} AS ${this.castType(type)})`;
  }

  protected castType(type: CastType): string {
    if (type.name !== "decimal") return ANSI_TYPES[type.name];
    return `DECIMAL(${this.wholeNumber(type.precision, "the precision")}, ${this.wholeNumber(type.scale, "the scale")})`;
  }

  protected jsonPath({ operand, path, as }: JsonPathExpression, out: BindingList): string {
    const text = this.quoteString(this.jsonPathText(path));
    const inner = this.expression(operand, out);
    if (as === "json") return `JSON_QUERY(${inner}, ${text})`;
    return `JSON_VALUE(${inner}, ${text} RETURNING ${ANSI_TYPES[as]})`;
  }

  /** `$."name"[0]`: a path without parameters. */
  protected jsonPathText(path: JsonPathExpression["path"]): string {
    const steps = path.map((step) => {
      if (typeof step === "number") return `[${this.wholeNumber(step, "a position in a JSON array")}]`;
      return typeof step === "string" ? `.${JSON.stringify(step)}` : this.refuse("parameters in JSON paths");
    });
    return `$${steps.join("")}`;
  }

  protected containment({ operator, container, left, right }: ContainmentExpression, out: BindingList): string {
    this.need(container === "array" ? "arrays" : "jsonContainment");
    return `${this.operand(left, out)} ${this.word(WORDS.containment, operator)} ${this.operand(right, out)}`;
  }

  protected fullText(_expression: FullTextExpression, _out: BindingList): string {
    return this.refuse("full text search");
  }

  protected datePart({ part, operand }: DatePartExpression, out: BindingList): string {
    return `CAST(FLOOR(EXTRACT(${this.word(WORDS.datePart, part)} FROM ${this.expression(operand, out)})) AS INTEGER)`;
  }

  protected dateAdd({ operand, amount, unit }: DateAddExpression, out: BindingList): string {
    return `${this.operand(operand, out)} + ${this.operand(amount, out)} * INTERVAL '1 ${this.word(WORDS.dateUnit, unit).toLowerCase()}'`;
  }

  /** In ON CONFLICT: the value of a quoted column that was to be inserted. */
  protected excluded(column: string): string {
    return `excluded.${column}`;
  }
}

const ANSI_TYPES: Readonly<Record<Exclude<CastType["name"], "decimal">, string>> = {
  bigint: "BIGINT",
  binary: "BLOB",
  boolean: "BOOLEAN",
  date: "DATE",
  double: "DOUBLE PRECISION",
  integer: "INTEGER",
  json: "JSON",
  text: "TEXT",
  timestamp: "TIMESTAMP",
};

export function isRowQuery(node: RowQuery | Expression): node is RowQuery {
  return node.kind === "select" || node.kind === "compound";
}
