import { AnsiQueryCompiler } from "../../dialect/ansi-query-compiler";
import type { BindingList } from "../../dialect/binding-list";
import { commentText } from "../../dialect/comment-text";
import { WORDS } from "../../dialect/query-words";
import type { QueryFeatures } from "../../dialect/query-features";
import type {
  AggregateExpression,
  BinaryExpression,
  CastExpression,
  ContainmentExpression,
  DateAddExpression,
  DatePartExpression,
  Expression,
  FullTextExpression,
  JsonPathExpression,
  Ordering,
  SelectQuery,
  WindowExpression,
} from "../../sql/ast";
import type { CastType } from "../../sql/function-names";
import type { CompoundQueryOf, ElementsSourceOf, TableSource, ValuesSourceOf } from "../../sql/queries";
import type { Lock, StatementHints } from "../../sql/select-clauses";
import { CAST_TYPES, mysqlFunctions, PART_WRITERS } from "./functions";
import type { MysqlServer } from "./server";

/** "All rows" for OFFSET, which needs a LIMIT before it. */
const NO_LIMIT = "18446744073709551615";

/** Expressions and queries that read, as MySQL and MariaDB write them. */
export abstract class MysqlSelectCompiler extends AnsiQueryCompiler {
  protected override readonly functions = mysqlFunctions;
  protected readonly server: MysqlServer;

  constructor(server: MysqlServer, features: QueryFeatures) {
    super(server.displayName, features);
    this.server = server;
  }

  /** `||` is OR here. */
  protected override binary(expression: BinaryExpression, out: BindingList): string {
    const { operator, left, right } = expression;
    if (operator === "||") return `CONCAT(${this.operand(left, out)}, ${this.operand(right, out)})`;
    if (operator === "is not distinct from") return `${this.operand(left, out)} <=> ${this.operand(right, out)}`;
    if (operator === "is distinct from") return `NOT (${this.operand(left, out)} <=> ${this.operand(right, out)})`;
    return super.binary(expression, out);
  }

  /** There is no FILTER: values of other rows become null, which aggregates leave out. */
  protected override aggregate({ filter, ...call }: AggregateExpression, out: BindingList): string {
    if (call.name === "jsonAgg" && call.orderBy !== undefined && !this.server.ordersJsonAggregates)
      this.refuse("ORDER BY inside of JSON aggregates");
    if (filter !== undefined && call.name === "jsonAgg")
      this.refuse("FILTER for JSON aggregates", "Filter the rows in a subquery.");
    const parts = call.arguments.map((part, index): Expression => {
      if (filter === undefined || index > 0) return part;
      const then: Expression = part.kind === "star" ? { kind: "literal", value: 1 } : part;
      return { kind: "case", branches: [{ when: filter, then }] };
    });
    const plain = { ...call, arguments: parts };
    return call.name === "stringAgg" ? this.stringAggregate(plain, out) : super.aggregate(plain, out);
  }

  /** The separator is a word of the syntax, not an argument. */
  protected stringAggregate(expression: AggregateExpression, out: BindingList): string {
    const { arguments: parts, distinct, orderBy = [] } = expression;
    const [value, separator] = parts;
    if (separator !== undefined && separator.kind !== "literal")
      this.refuse("separators of joined texts as parameters");
    const order = orderBy.length === 0 ? "" : ` ${this.orderClause(orderBy, out)}`;
    const between = separator === undefined ? "" : ` SEPARATOR ${this.expression(separator, out)}`;
    return `GROUP_CONCAT(${distinct === true ? "DISTINCT " : ""}${this.expression(value!, out)}${order}${between})`;
  }

  protected override window(expression: WindowExpression, out: BindingList): string {
    const called = expression.function;
    const isShifted = called.name === "lag" || called.name === "lead";
    if (isShifted && called.arguments.length > 2 && !this.server.defaultsBeyondWindow)
      this.refuse("a default of LAG and LEAD", "Use COALESCE where the column is never null.");
    return super.window(expression, out);
  }

  /** JSON that is kept as text has no type to cast to. */
  protected override cast(expression: CastExpression, out: BindingList): string {
    if (expression.type.name !== "json" || !this.server.keepsJsonAsText) return super.cast(expression, out);
    return `JSON_COMPACT(${this.expression(expression.operand, out)})`;
  }

  protected override castType(type: CastType): string {
    return type.name === "decimal" ? super.castType(type) : CAST_TYPES[type.name];
  }

  protected override jsonPath({ operand, path, as }: JsonPathExpression, out: BindingList): string {
    const value = (): string => `JSON_EXTRACT(${this.expression(operand, out)}, ${this.pathOf(path, out)})`;
    if (as === "json") return value();
    if (as === "boolean") return `CASE JSON_UNQUOTE(${value()}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`;
    const text = `CASE JSON_TYPE(${value()}) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(${value()}) END`;
    return as === "text" ? text : `CAST(${text} AS ${CAST_TYPES.double})`;
  }

  /** The path as one literal, or joined where it has parameters. */
  protected pathOf(path: JsonPathExpression["path"], out: BindingList): string {
    if (path.every((step) => typeof step !== "object")) return this.quoteString(this.jsonPathText(path));
    const steps = path.map((step) =>
      typeof step === "object"
        ? `'.', JSON_QUOTE(${this.expression(step, out)})`
        : this.quoteString(this.jsonPathText([step]).slice(1)),
    );
    return `CONCAT('$', ${steps.join(", ")})`;
  }

  protected override containment(
    { operator, container, left, right }: ContainmentExpression,
    out: BindingList,
  ): string {
    this.need(container === "array" ? "arrays" : "jsonContainment");
    const [first, second] = operator === "containedBy" ? [right, left] : [left, right];
    const name = operator === "overlaps" ? "JSON_OVERLAPS" : "JSON_CONTAINS";
    return `${name}(${this.expression(first, out)}, ${this.expression(second, out)})`;
  }

  protected override fullText({ columns, search, mode }: FullTextExpression, out: BindingList): string {
    const words = mode === "plain" ? "IN NATURAL LANGUAGE MODE" : "IN BOOLEAN MODE";
    return `MATCH (${this.expressions(columns, out)}) AGAINST (${this.expression(search, out)} ${words})`;
  }

  protected override datePart({ part, operand }: DatePartExpression, out: BindingList): string {
    return PART_WRITERS[part](this.expression(operand, out));
  }

  protected override dateAdd({ operand, amount, unit }: DateAddExpression, out: BindingList): string {
    return `DATE_ADD(${this.expression(operand, out)}, INTERVAL ${this.operand(amount, out)} ${this.word(WORDS.dateUnit, unit)})`;
  }

  /** Nulls sort first in ascending order; where the other end is asked for, whether a value is null sorts before the value. */
  protected override ordering(ordering: Ordering, out: BindingList): string {
    const { nulls, ...plain } = ordering;
    const usual = ordering.direction === "asc" ? "first" : "last";
    if (nulls === undefined || nulls === usual) return super.ordering(plain, out);
    this.word(WORDS.nulls, nulls);
    const isNull = `${this.operand(ordering.expression, out)} IS NULL ${nulls === "first" ? "DESC" : "ASC"}`;
    return `${isNull}, ${super.ordering(plain, out)}`;
  }

  /** Common tables are kept or not as the server sees fit. */
  protected override materialized(): string {
    return "";
  }

  protected override tableSource({ indexHints = [], ...source }: TableSource): string {
    const hints = indexHints.map(
      ({ kind, indexes }) => ` ${this.word(WORDS.indexHint, kind)} INDEX (${this.quoteList(indexes)})`,
    );
    return super.tableSource(source) + hints.join("");
  }

  protected override valuesSource(source: ValuesSourceOf<Expression>, out: BindingList): string {
    return this.valuesAsSelects(source, out);
  }

  protected override elements(source: ElementsSourceOf<Expression>, out: BindingList): string {
    const { list, container, elements = "text", alias } = source;
    this.need(container === "array" ? "arrays" : "jsonTables", "Read the document, and take it apart in the program.");
    const type = { text: "LONGTEXT", integer: "BIGINT", double: "DOUBLE" }[elements];
    const table = `JSON_TABLE(${this.expression(list, out)}, '$[*]' COLUMNS (\`value\` ${type} PATH '$'))`;
    return `${table} ${this.quoteIdentifier(alias)}`;
  }

  protected override groupBy(groups: readonly Expression[], isRollup: boolean, out: BindingList): string {
    return `${super.groupBy(groups, false, out)}${isRollup ? " WITH ROLLUP" : ""}`;
  }

  protected override limits(query: Pick<SelectQuery, "limit" | "offset">, out: BindingList): readonly string[] {
    const standard = super.limits(query, out);
    return query.offset !== undefined && query.limit === undefined ? [`LIMIT ${NO_LIMIT}`, ...standard] : standard;
  }

  /** Hints for the planner belong to the first SELECT. */
  protected override compound(query: CompoundQueryOf<Expression>, out: BindingList): string {
    if (query.operator !== "union") this.need("intersectAll");
    const { optimizer, ...hints } = query.hints ?? {};
    const isMoved =
      optimizer !== undefined || (hints.maxExecutionTime !== undefined && !this.server.setsForOneStatement);
    if (!isMoved) return super.compound(query, out);
    const { comment, ...limit } = hints;
    const left = { ...query.left, hints: { ...limit, ...(optimizer === undefined ? {} : { optimizer }) } };
    return super.compound({ ...query, left, hints: comment === undefined ? {} : { comment } }, out);
  }

  /** FOR SHARE is not known to both flavours, and its older form names no tables. */
  protected override lock(lock: Lock, query: SelectQuery): string {
    if (lock.strength === "noKeyUpdate" || lock.strength === "keyShare")
      this.refuse("locks of keys only", "Lock the rows for update, or share them.");
    const text = super.lock(lock, query);
    const isPlain = lock.of === undefined && lock.others === undefined;
    return isPlain || !this.server.locksTables ? text.replace(/^FOR SHARE/, "LOCK IN SHARE MODE") : text;
  }

  /** Hints for the planner stand behind the word, the limit of the time as one of them where it is no setting. */
  protected override selectWord({ hints }: SelectQuery): string {
    const { optimizer = [], maxExecutionTime } = hints ?? {};
    const limit =
      maxExecutionTime === undefined || this.server.setsForOneStatement
        ? []
        : [`MAX_EXECUTION_TIME(${this.wholeNumber(maxExecutionTime, "the longest execution time")})`];
    const words = [...limit, ...optimizer.map(commentText)];
    return words.length === 0 ? "SELECT" : `SELECT /*+ ${words.join(" ")} */`;
  }

  protected override advice({ maxExecutionTime }: StatementHints): string {
    if (maxExecutionTime === undefined || !this.server.setsForOneStatement) return "";
    const milliseconds = this.wholeNumber(maxExecutionTime, "the longest execution time");
    return `SET STATEMENT max_statement_time=${Number(milliseconds) / 1000} FOR `;
  }
}
