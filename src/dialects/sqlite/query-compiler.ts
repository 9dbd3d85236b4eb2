import { isRowQuery } from "../../dialect/ansi-expression-compiler";
import { AnsiQueryCompiler } from "../../dialect/ansi-query-compiler";
import type { BindingList } from "../../dialect/binding-list";
import type { TransactionOptions } from "../../dialect/query-compiler";
import { WORDS } from "../../dialect/query-words";
import type { QueryFeatures } from "../../dialect/query-features";
import { OrmError } from "../../errors/orm-error";
import type {
  AggregateExpression,
  BinaryExpression,
  CastExpression,
  DateAddExpression,
  DatePartExpression,
  Expression,
  FullTextExpression,
  InsertQuery,
  JsonPathExpression,
  QuantifiedExpression,
  SelectQuery,
  Source,
} from "../../sql/ast";
import type { AggregateFunction, CastType } from "../../sql/function-names";
import type { ElementsSourceOf, TableSource, ValuesSourceOf } from "../../sql/queries";
import type { StatementHints } from "../../sql/select-clauses";
import { sqliteCapabilities } from "./capabilities";
import { MOMENT_FORMAT, PART_FORMATS, sqliteFunctions } from "./functions";
import { writeJsonPath } from "./json-path";

/** Queries in SQLite's SQL. */
export class SqliteQueryCompiler extends AnsiQueryCompiler {
  protected override readonly functions = sqliteFunctions;
  readonly #ordersAggregates: boolean;

  /** @param ordersAggregates whether aggregates take ORDER BY, from 3.44 on. */
  constructor(database = "SQLite", features: QueryFeatures = sqliteCapabilities, ordersAggregates = true) {
    super(database, features);
    this.#ordersAggregates = ordersAggregates;
  }

  /**
   * A transaction takes the write lock at once: one that reads first and writes later fails where another one wrote in
   * between. Every transaction is serializable, so the level does not matter.
   */
  override begin(options: TransactionOptions): readonly string[] {
    return [options.readOnly === true ? "BEGIN" : "BEGIN IMMEDIATE"];
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? "1" : "0";
  }

  protected override binary(expression: BinaryExpression, out: BindingList): string {
    const { operator, left, right } = expression;
    const isDistinct = operator === "is distinct from";
    if (!isDistinct && operator !== "is not distinct from") return super.binary(expression, out);
    return `${this.operand(left, out)} ${isDistinct ? "IS NOT" : "IS"} ${this.operand(right, out)}`;
  }

  /** Tuples in a list are rows of VALUES. */
  protected override inItems(items: readonly Expression[], out: BindingList): string {
    const list = super.inItems(items, out);
    return items[0]?.kind === "tuple" ? `VALUES ${list}` : list;
  }

  protected override quantified(expression: QuantifiedExpression, out: BindingList): string {
    const { operator, operand, quantifier, over } = expression;
    if (!isRowQuery(over)) return super.quantified(expression, out);
    const isIn = operator === "=" && quantifier === "any";
    if (!isIn && !(operator === "<>" && quantifier === "all"))
      return this.refuse(
        `${this.word(WORDS.comparison, operator)} ${this.word(WORDS.quantifier, quantifier)}`,
        "Compare with the MIN or the MAX of the subquery.",
      );
    return `${this.operand(operand, out)} ${isIn ? "IN" : "NOT IN"} (${this.rows(over, out)})`;
  }

  protected override aggregate(expression: AggregateExpression, out: BindingList): string {
    if (expression.orderBy !== undefined && !this.#ordersAggregates)
      this.refuse("ORDER BY inside of aggregates", "Order the rows in a subquery.");
    return super.aggregate(expression, out);
  }

  protected override aggregateName(name: AggregateFunction): string {
    if (name === "jsonAgg") return "JSON_GROUP_ARRAY";
    return name === "stringAgg" ? "GROUP_CONCAT" : super.aggregateName(name);
  }

  protected override cast(expression: CastExpression, out: BindingList): string {
    const { name } = expression.type;
    const inner = (): string => this.expression(expression.operand, out);
    if (name === "date") return `DATE(${inner()})`;
    if (name === "timestamp") return `STRFTIME(${MOMENT_FORMAT}, ${inner()})`;
    return name === "json" ? `JSON(${inner()})` : super.cast(expression, out);
  }

  protected override castType(type: CastType): string {
    if (type.name === "double") return "REAL";
    if (type.name === "decimal") return super.castType(type).replace("DECIMAL", "NUMERIC");
    return type.name === "bigint" || type.name === "boolean" ? "INTEGER" : super.castType(type);
  }

  protected override jsonPath({ operand, path, as }: JsonPathExpression, out: BindingList): string {
    return writeJsonPath(this.expression(operand, out), path, as, {
      key: (step) => (typeof step === "string" ? this.quoteString(step) : this.expression(step, out)),
      position: (step) => this.wholeNumber(step, "a position in a JSON array"),
      quote: (text) => this.quoteString(text),
    });
  }

  /** For one column of an FTS5 table. */
  protected override fullText({ columns, search, mode }: FullTextExpression, out: BindingList): string {
    const [only, second] = columns;
    if (only === undefined || second !== undefined) this.refuse("full text search in several columns at once");
    const left = `${this.expression(only, out)} MATCH `;
    if (mode === "operators") return left + this.operand(search, out);
    const words = `REPLACE(REPLACE(${this.expression(search, out)}, '"', '""'), ' ', '" "')`;
    return `${left}('"' || ${words} || '"')`;
  }

  protected override datePart({ part, operand }: DatePartExpression, out: BindingList): string {
    return `CAST(STRFTIME(${PART_FORMATS[part]}, ${this.expression(operand, out)}) AS INTEGER)`;
  }

  protected override dateAdd({ operand, amount, unit }: DateAddExpression, out: BindingList): string {
    const moment = this.expression(operand, out);
    const count = unit === "week" ? `(${this.operand(amount, out)} * 7)` : this.operand(amount, out);
    const units = unit === "week" ? "day" : this.word(WORDS.dateUnit, unit).toLowerCase();
    return `STRFTIME(${MOMENT_FORMAT}, ${moment}, ${count} || ' ${units}s')`;
  }

  /** A comma binds as strong as JOIN here, and CROSS JOIN would fix the order in which tables are read. */
  protected override sources(sources: readonly Source[], out: BindingList): string {
    return sources.map((source) => this.source(source, out)).join(", ");
  }

  protected override tableSource({ indexHints = [], ...source }: TableSource): string {
    const text = super.tableSource(source);
    const [hint, second] = indexHints;
    if (hint === undefined) return text;
    const [index, another] = hint.indexes;
    if (second !== undefined || hint.kind !== "force" || index === undefined || another !== undefined)
      this.refuse("such index hints", "Force exactly one index of the table.");
    return `${text} INDEXED BY ${this.quoteIdentifier(index)}`;
  }

  protected override valuesSource(source: ValuesSourceOf<Expression>, out: BindingList): string {
    return this.valuesAsSelects(source, out);
  }

  protected override elements({ list, container, alias }: ElementsSourceOf<Expression>, out: BindingList): string {
    if (container === "array") this.need("arrays");
    return `JSON_EACH(${this.expression(list, out)}) ${this.quoteIdentifier(alias)}`;
  }

  protected override apart(text: string): string {
    return `SELECT * FROM (${text})`;
  }

  /** OFFSET stands only behind a LIMIT; -1 is none. */
  protected override limits(query: Pick<SelectQuery, "limit" | "offset">, out: BindingList): readonly string[] {
    const { limit, offset } = query;
    if (limit === undefined && offset === undefined) return [];
    const most = limit === undefined ? "-1" : this.expression(limit, out);
    return [`LIMIT ${most}`, ...(offset === undefined ? [] : [`OFFSET ${this.expression(offset, out)}`])];
  }

  /** There are no row locks: a transaction that writes has the whole database. */
  protected override select(query: SelectQuery, out: BindingList): string {
    if (query.lock?.others !== undefined) this.need("lockWaiting", "A transaction that writes has the whole database.");
    const { lock: _lock, ...rest } = query;
    return super.select(rest, out);
  }

  protected override advice(hints: StatementHints): string {
    if (hints.optimizer !== undefined && hints.optimizer.length > 0) this.refuse("optimizer hints");
    return super.advice(hints);
  }

  protected override inserted(query: InsertQuery, out: BindingList): string {
    if ("kind" in query.rows) {
      // ON behind a FROM would begin the condition of a join.
      const { rows, columns } = query;
      const names = columns.length === 0 ? "" : ` (${this.quoteList(columns)})`;
      const text = this.rows(rows, out);
      return query.onConflict === undefined ? `${names} ${text}` : `${names} SELECT * FROM (${text}) WHERE 1 = 1`;
    }
    return super.inserted(withoutDefaults(query, query.rows), out);
  }
}

/** VALUES has no DEFAULT: a column where every row asks for it is left out. */
function withoutDefaults(query: InsertQuery, rows: readonly (readonly Expression[])[]): InsertQuery {
  const isDefault = (index: number): boolean => rows.every((row) => row[index]?.kind === "default");
  const kept = query.columns.map((_, index) => index).filter((index) => !isDefault(index));
  if (rows.some((row) => kept.some((index) => row[index]?.kind === "default"))) throw mixedDefaults(query);
  if (kept.length === query.columns.length) return query;
  if (kept.length === 0 && rows.length > 1) throw mixedDefaults(query);
  return {
    ...query,
    columns: kept.map((index) => query.columns[index]!),
    rows: rows.map((row) => kept.map((index) => row[index]!)),
  };
}

function mixedDefaults({ into }: InsertQuery): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `table "${into.name}": one INSERT cannot mix defaults and values`, {
    hint: "Insert the rows that leave a column to its default in a statement of their own.",
  });
}
