import type { DeleteQuery, Expression, InsertQuery, Query, QueryKind, UpdateQuery } from "../sql/ast";
import type { AssignmentOf, ConflictOf, ReturningOf, SourceOf } from "../sql/queries";
import { AnsiSelectCompiler } from "./ansi-select-compiler";
import { BindingList } from "./binding-list";
import type { CompiledQuery, QueryCompiler } from "./query-compiler";

type QueryWriters = {
  readonly [K in QueryKind]: (query: Extract<Query, { kind: K }>, out: BindingList) => string;
};

/**
 * Queries as standard SQL writes them. A dialect overrides the pieces where it differs: quoting, placeholders,
 * lists, limits, what it returns.
 */
export class AnsiQueryCompiler extends AnsiSelectCompiler implements QueryCompiler {
  readonly #queries: QueryWriters = {
    select: (query, out) => this.select(query, out),
    compound: (query, out) => this.compound(query, out),
    insert: (query, out) => this.insert(query, out),
    update: (query, out) => this.update(query, out),
    delete: (query, out) => this.delete(query, out),
  };

  compile(query: Query): CompiledQuery {
    const out = new BindingList();
    return { sql: this.query(query, out), bindings: out.bindings };
  }

  protected override query(query: Query, out: BindingList): string {
    const write = this.#queries[query.kind] as (query: Query, out: BindingList) => string;
    return write(query, out);
  }

  protected insert(query: InsertQuery, out: BindingList): string {
    const head = `${this.with(query.with, out)}INSERT INTO ${this.quoteName(query.into)}`;
    const text = `${head}${this.inserted(query, out)}${this.conflict(query, out)}${this.insertedBack(query, out)}`;
    return this.hinted(query.hints, text);
  }

  /** The columns and the rows. */
  protected inserted({ columns, rows }: InsertQuery, out: BindingList): string {
    if ("kind" in rows) {
      const names = columns.length === 0 ? "" : ` (${this.quoteList(columns)})`;
      return `${names} ${this.rows(rows, out)}`;
    }
    if (columns.length === 0) return this.insertedDefaults();
    const lines = rows.map((row) => `(${this.expressions(row, out)})`);
    return ` (${this.quoteList(columns)}) VALUES ${lines.join(", ")}`;
  }

  /** A row of defaults only. */
  protected insertedDefaults(): string {
    return " DEFAULT VALUES";
  }

  protected conflict({ onConflict }: InsertQuery, out: BindingList): string {
    if (onConflict === undefined) return "";
    const target = this.conflictTarget(onConflict, out);
    const { set, where } = onConflict;
    if (set === undefined) return ` ON CONFLICT${target} DO NOTHING`;
    const condition = where === undefined ? "" : ` WHERE ${this.expression(where, out)}`;
    return ` ON CONFLICT${target} DO UPDATE SET ${this.assignments(set, out)}${condition}`;
  }

  protected conflictTarget({ columns, predicate }: ConflictOf<Expression>, out: BindingList): string {
    if (columns === undefined) return "";
    const where = predicate === undefined ? "" : ` WHERE ${this.expression(predicate, out)}`;
    return ` (${this.quoteList(columns)})${where}`;
  }

  protected insertedBack({ returning }: InsertQuery, out: BindingList): string {
    if (returning.length > 0) this.need("insertReturning", "Read the row with a query of its own.");
    return this.returning(returning, out);
  }

  protected update(query: UpdateQuery, out: BindingList): string {
    const { table, alias, from = [], returning } = query;
    if (query.orderBy !== undefined || query.limit !== undefined) this.needLimitedWrites();
    if (returning.length > 0) this.need("updateReturning", "Read the row with a query of its own.");
    const head = `${this.with(query.with, out)}UPDATE ${this.target(table, alias)}`;
    const set = ` SET ${this.assignments(query.set, out)}`;
    const text = `${head}${set}${this.others("FROM", from, out)}${this.restOf(query, out)}${this.returning(returning, out)}`;
    return this.hinted(query.hints, text);
  }

  protected delete(query: DeleteQuery, out: BindingList): string {
    const { from, alias, using = [], returning = [] } = query;
    if (query.orderBy !== undefined || query.limit !== undefined) this.needLimitedWrites();
    if (returning.length > 0) this.need("deleteReturning", "Read the rows before they are deleted.");
    if (using.length > 0) this.need("deleteUsing", "Ask by EXISTS or IN for the rows of the other table.");
    const head = `${this.with(query.with, out)}DELETE FROM ${this.target(from, alias)}`;
    const text = `${head}${this.others("USING", using, out)}${this.restOf(query, out)}${this.returning(returning, out)}`;
    return this.hinted(query.hints, text);
  }

  /** The table that is changed. */
  protected target(name: UpdateQuery["table"], alias: string | undefined): string {
    return alias === undefined ? this.quoteName(name) : `${this.quoteName(name)} AS ${this.quoteIdentifier(alias)}`;
  }

  /** The other tables of UPDATE and DELETE. */
  protected others(word: "FROM" | "USING", sources: readonly SourceOf<Expression>[], out: BindingList): string {
    return sources.length === 0 ? "" : ` ${word} ${this.sources(sources, out)}`;
  }

  /** WHERE, ORDER BY and LIMIT of UPDATE and DELETE. */
  protected restOf({ where, orderBy = [], limit }: UpdateQuery | DeleteQuery, out: BindingList): string {
    const condition = where === undefined ? "" : ` WHERE ${this.expression(where, out)}`;
    const order = orderBy.length === 0 ? "" : ` ${this.orderClause(orderBy, out)}`;
    return `${condition}${order}${limit === undefined ? "" : ` LIMIT ${this.expression(limit, out)}`}`;
  }

  protected assignments(set: readonly AssignmentOf<Expression>[], out: BindingList): string {
    return set
      .map(({ column, value }) => `${this.quoteIdentifier(column)} = ${this.expression(value, out)}`)
      .join(", ");
  }

  protected returning(columns: readonly ReturningOf<Expression>[], out: BindingList): string {
    if (columns.length === 0) return "";
    const texts = columns.map((column) =>
      typeof column === "string" ? this.quoteIdentifier(column) : this.selection(column, out),
    );
    return ` RETURNING ${texts.join(", ")}`;
  }

  protected needLimitedWrites(): void {
    this.need("limitedWrites", "Name the rows by a subquery on their key.");
  }
}
