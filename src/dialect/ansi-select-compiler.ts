import type { Expression, Join, Query, RowQuery, Selection, SelectQuery, Source, SourceKind } from "../sql/ast";
import type { CommonTableOf, CompoundQueryOf, TableSource, ValuesSourceOf, WithOf } from "../sql/queries";
import type { Lock, StatementHints } from "../sql/select-clauses";
import { AnsiExpressionCompiler } from "./ansi-expression-compiler";
import type { BindingList } from "./binding-list";
import { commentText } from "./comment-text";
import { WORDS } from "./query-words";

type CompoundQuery = CompoundQueryOf<Expression>;
type SourceWriters = {
  readonly [K in SourceKind]: (source: Extract<Source, { kind: K }>, out: BindingList) => string;
};

/** Queries that give rows, as standard SQL writes them, with what most databases add. */
export abstract class AnsiSelectCompiler extends AnsiExpressionCompiler {
  readonly #sources: SourceWriters = {
    table: (source) => this.tableSource(source),
    subquery: ({ query, alias, lateral }, out) => {
      if (lateral === true) this.need("lateralSources", "Join the table itself, or use a subquery as a column.");
      return `${lateral === true ? "LATERAL " : ""}(${this.rows(query, out)}) ${this.quoteIdentifier(alias)}`;
    },
    values: (source, out) => this.valuesSource(source, out),
    elements: (source, out) => this.elements(source, out),
    raw: ({ strings, expressions, alias }, out) =>
      `${this.raw(strings, expressions, out)} ${this.quoteIdentifier(alias)}`,
  };

  /** A query of any kind, for WITH. */
  protected abstract query(query: Query, out: BindingList): string;

  protected override rows(query: RowQuery, out: BindingList): string {
    return query.kind === "select" ? this.select(query, out) : this.compound(query, out);
  }

  protected select(query: SelectQuery, out: BindingList): string {
    const parts = [
      `${this.with(query.with, out)}${this.selectWord(query)} ${this.distinct(query, out)}${this.selections(query.columns, out)}`,
    ];
    if (query.from.length > 0) parts.push(`FROM ${this.sources(query.from, out)}`);
    for (const join of query.joins) parts.push(this.join(join, out));
    if (query.where !== undefined) parts.push(`WHERE ${this.expression(query.where, out)}`);
    if (query.groupBy !== undefined) parts.push(this.groupBy(query.groupBy, query.rollup === true, out));
    if (query.having !== undefined) parts.push(`HAVING ${this.expression(query.having, out)}`);
    if (query.windows !== undefined && query.windows.length > 0) parts.push(this.windows(query.windows, out));
    if (query.orderBy.length > 0) parts.push(this.orderClause(query.orderBy, out));
    parts.push(...this.limits(query, out));
    if (query.lock !== undefined) parts.push(this.lock(query.lock, query));
    return this.hinted(query.hints, parts.join(" "));
  }

  protected compound(query: CompoundQuery, out: BindingList): string {
    const { operator, all, orderBy, hints } = query;
    if (all === true && operator !== "union") this.need("intersectAll", "Leave out ALL, or count the rows in groups.");
    const parts = [
      `${this.with(query.with, out)}${this.compoundOperand(query.left, out)}`,
      `${this.word(WORDS.compound, operator)}${all === true ? " ALL" : ""}`,
      this.compoundOperand(query.right, out),
    ];
    if (orderBy.length > 0) parts.push(this.orderClause(orderBy, out));
    parts.push(...this.limits(query, out));
    return this.hinted(hints, parts.join(" "));
  }

  /** One side of UNION: apart from the other side where it has clauses of its own. */
  protected compoundOperand(query: RowQuery, out: BindingList): string {
    const text = this.rows(query, out);
    const isPlain =
      query.kind === "select" &&
      query.orderBy.length === 0 &&
      query.limit === undefined &&
      query.offset === undefined &&
      query.lock === undefined &&
      query.with === undefined;
    return isPlain ? text : this.apart(text);
  }

  /** A query as one side of UNION. */
  protected apart(text: string): string {
    return `(${text})`;
  }

  protected with(clause: WithOf<Expression> | undefined, out: BindingList): string {
    if (clause === undefined || clause.tables.length === 0) return "";
    const tables = clause.tables.map((table) => this.commonTable(table, out)).join(", ");
    return `WITH ${clause.recursive === true ? "RECURSIVE " : ""}${tables} `;
  }

  protected commonTable({ name, columns, query, materialized }: CommonTableOf<Expression>, out: BindingList): string {
    if (query.kind !== "select" && query.kind !== "compound")
      this.need("writingCommonTables", "Run the statements one after the other in a transaction.");
    const list = columns === undefined ? "" : ` (${this.quoteList(columns)})`;
    return `${this.quoteIdentifier(name)}${list} AS ${this.materialized(materialized)}(${this.query(query, out)})`;
  }

  /** Whether the rows of a common table are kept; nothing where the database cannot be told. */
  protected materialized(materialized: boolean | undefined): string {
    return materialized === undefined ? "" : `${materialized ? "" : "NOT "}MATERIALIZED `;
  }

  protected distinct({ distinct, distinctOn }: SelectQuery, out: BindingList): string {
    if (distinctOn === undefined) return distinct === true ? "DISTINCT " : "";
    this.need("distinctOn", "Number the rows of each group in a subquery, and take the first.");
    return `DISTINCT ON (${this.expressions(distinctOn, out)}) `;
  }

  protected selections(columns: readonly Selection[], out: BindingList): string {
    return columns.map((column) => this.selection(column, out)).join(", ");
  }

  protected selection(column: Selection, out: BindingList): string {
    const text = this.expression(column.expression, out);
    return column.alias === undefined ? text : `${text} AS ${this.quoteIdentifier(column.alias)}`;
  }

  /** The sources of FROM. They are joined, because a comma would bind weaker than the joins behind it. */
  protected sources(sources: readonly Source[], out: BindingList): string {
    return sources.map((source) => this.source(source, out)).join(" CROSS JOIN ");
  }

  protected source(source: Source, out: BindingList): string {
    const write = this.#sources[source.kind] as (source: Source, out: BindingList) => string;
    return write(source, out);
  }

  protected tableSource({ table, alias, indexHints = [] }: TableSource): string {
    if (indexHints.length > 0) this.refuse("index hints");
    return `${this.quoteName(table)} ${this.quoteIdentifier(alias)}`;
  }

  protected valuesSource({ rows, columns, alias }: ValuesSourceOf<Expression>, out: BindingList): string {
    const lines = rows.map((row) => `(${this.expressions(row, out)})`).join(", ");
    return `(VALUES ${lines}) ${this.quoteIdentifier(alias)} (${this.quoteList(columns)})`;
  }

  /** VALUES where a derived table takes no names of columns. */
  protected valuesAsSelects({ rows, columns, alias }: ValuesSourceOf<Expression>, out: BindingList): string {
    const selects = rows.map((row, index) => {
      const values = row.map((value, at) =>
        this.selection({ expression: value, ...(index === 0 ? { alias: columns[at]! } : {}) }, out),
      );
      return `SELECT ${values.join(", ")}`;
    });
    return `(${selects.join(" UNION ALL ")}) ${this.quoteIdentifier(alias)}`;
  }

  protected elements(source: Extract<Source, { kind: "elements" }>, out: BindingList): string {
    this.need(source.container === "array" ? "arrays" : "jsonTables");
    const list = this.expression(source.list, out);
    return `UNNEST(${list}) ${this.quoteIdentifier(source.alias)} (${this.quoteIdentifier("value")})`;
  }

  protected join({ type, source, on }: Join, out: BindingList): string {
    if (type === "right") this.need("rightJoins", "Swap the tables and use a left join.");
    if (type === "full") this.need("fullJoins", "Unite a left join with the rows that only the other table has.");
    const head = `${this.word(WORDS.join, type)} JOIN ${this.source(source, out)}`;
    return on === undefined ? head : `${head} ON ${this.expression(on, out)}`;
  }

  protected groupBy(groups: readonly Expression[], isRollup: boolean, out: BindingList): string {
    if (!isRollup) return `GROUP BY ${this.expressions(groups, out)}`;
    this.need("rollup", "Unite the query with another one for each total.");
    return `GROUP BY ROLLUP (${this.expressions(groups, out)})`;
  }

  protected windows(windows: NonNullable<SelectQuery["windows"]>, out: BindingList): string {
    const list = windows.map(({ name, window }) => `${this.quoteIdentifier(name)} AS (${this.windowOf(window, out)})`);
    return `WINDOW ${list.join(", ")}`;
  }

  protected limits({ limit, offset }: Pick<SelectQuery, "limit" | "offset">, out: BindingList): readonly string[] {
    return [
      ...(limit === undefined ? [] : [`LIMIT ${this.expression(limit, out)}`]),
      ...(offset === undefined ? [] : [`OFFSET ${this.expression(offset, out)}`]),
    ];
  }

  /** What locks the rows that are read. */
  protected lock({ strength, of = [], others }: Lock, _query: SelectQuery): string {
    if (of.length > 0) this.need("lockedTables", "Leave out the names: all tables of the query are locked.");
    if (others !== undefined) this.need("lockWaiting");
    const tables = of.length === 0 ? "" : ` OF ${this.quoteList(of)}`;
    const wait = others === undefined ? "" : ` ${this.word(WORDS.lockedByOthers, others)}`;
    return `FOR ${this.word(WORDS.lock, strength)}${tables}${wait}`;
  }

  /** SELECT, with what has to stand right behind it. */
  protected selectWord(_query: SelectQuery): string {
    return "SELECT";
  }

  /** A statement with what is said about it: comments in front. */
  protected hinted(hints: StatementHints | undefined, text: string): string {
    if (hints === undefined) return text;
    const comment = hints.comment === undefined ? "" : `/* ${commentText(hints.comment)} */ `;
    return `${this.advice(hints)}${comment}${text}`;
  }

  /** What stands at the very beginning of the statement, for the planner and the limits. */
  protected advice({ optimizer = [], maxExecutionTime }: StatementHints): string {
    if (maxExecutionTime !== undefined)
      this.refuse(
        "a longest execution time of one statement",
        "Set the limit of the session or the transaction, or abort the query by a signal.",
      );
    return optimizer.length === 0 ? "" : `/*+ ${optimizer.map(commentText).join(" ")} */ `;
  }
}
