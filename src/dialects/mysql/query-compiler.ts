import type { BindingList } from "../../dialect/binding-list";
import type { QueryFeatures } from "../../dialect/query-features";
import type { DeleteQuery, InsertQuery, UpdateQuery } from "../../sql/ast";
import type { DateText } from "./date-text";
import { MysqlSelectCompiler } from "./select-compiler";
import type { MysqlServer } from "./server";
import { writeStringLiteral } from "./string-literal";
import { parseType } from "./type-name";

/** Queries as MySQL and MariaDB write them. */
export class MysqlQueryCompiler extends MysqlSelectCompiler {
  readonly #dates: DateText;

  constructor(dates: DateText, server: MysqlServer, features: QueryFeatures) {
    super(server, features);
    this.#dates = dates;
  }

  override quoteIdentifier(name: string): string {
    const standard = super.quoteIdentifier(name);
    if (!name.includes("`") && !name.includes('"')) return `\`${name}\``;
    return `\`${standard.slice(1, -1).replaceAll('""', '"').replaceAll("`", "``")}\``;
  }

  override holdsValue(column: string, type: string, value: string): string {
    if (parseType(type).name !== "set") return super.holdsValue(column, type, value);
    return `FIND_IN_SET(${this.quoteString(value)}, ${this.quoteIdentifier(column)}) > 0`;
  }

  /** Backslashes are escapes in our sessions; see `sessionModeOf`. */
  override quoteString(value: string): string {
    super.quoteString(value);
    return writeStringLiteral(value);
  }

  override literal(value: unknown): string {
    const isDate = value instanceof Date && !Number.isNaN(value.getTime());
    return isDate ? this.quoteString(this.#dates.format(value)) : super.literal(value);
  }

  /** WITH stands behind the columns, as a part of the query that gives the rows. */
  protected override insert({ with: clause, ...query }: InsertQuery, out: BindingList): string {
    if (clause === undefined) return super.insert(query, out);
    const { rows } = query;
    if (!("kind" in rows)) return this.refuse("WITH in front of rows that are given", "Select the rows.");
    const { tables, recursive } = rows.with ?? { tables: [], recursive: false };
    const both = {
      recursive: clause.recursive === true || recursive === true,
      tables: [...clause.tables, ...tables],
    };
    return super.insert({ ...query, rows: { ...rows, with: both } }, out);
  }

  protected override insertedDefaults(): string {
    return " () VALUES ()";
  }

  /** Every unique key counts; a row that is to stay as it is sets a column to itself. */
  protected override conflict({ onConflict, into, columns }: InsertQuery, out: BindingList): string {
    if (onConflict === undefined) return "";
    const { set, where, predicate } = onConflict;
    if (where !== undefined || predicate !== undefined) this.need("conflictTargets");
    const [first] = onConflict.columns ?? columns;
    if (set !== undefined) return ` ON DUPLICATE KEY UPDATE ${this.assignments(set, out)}`;
    if (first === undefined) return this.refuse("a row of defaults that may exist already");
    const same = `${this.quoteName(into)}.${this.quoteIdentifier(first)}`;
    return ` ON DUPLICATE KEY UPDATE ${same} = ${same}`;
  }

  protected override excluded(column: string): string {
    return `VALUES(${column})`;
  }

  /** Other tables are joined to the one that is changed. */
  protected override update(query: UpdateQuery, out: BindingList): string {
    this.needWriteBehindWith(query);
    const { from = [], table, alias } = query;
    if (from.length === 0) return super.update(query, out);
    if (query.orderBy !== undefined || query.limit !== undefined)
      return this.refuse("UPDATE of joined tables with ORDER BY or LIMIT");
    if (query.returning.length > 0) this.need("updateReturning", "Read the row with a query of its own.");
    const target = alias === undefined ? this.quoteName(table) : this.quoteIdentifier(alias);
    const tables = `${this.target(table, alias)} CROSS JOIN ${this.sources(from, out)}`;
    const set = query.set.map((each) => `${target}.${this.assignments([each], out)}`).join(", ");
    const head = `${this.with(query.with, out)}UPDATE ${tables}`;
    return this.hinted(query.hints, `${head} SET ${set}${this.restOf(query, out)}`);
  }

  /** An alias is known only to the form that names what is deleted and then what is joined. */
  protected override delete(query: DeleteQuery, out: BindingList): string {
    this.needWriteBehindWith(query);
    const { from, alias, using = [], returning = [] } = query;
    if (alias === undefined && using.length === 0) return super.delete(query, out);
    if (query.orderBy !== undefined || query.limit !== undefined || returning.length > 0)
      return this.refuse("DELETE of joined tables with ORDER BY, LIMIT or RETURNING");
    const target = alias === undefined ? this.quoteName(from) : this.quoteIdentifier(alias);
    const others = using.length === 0 ? "" : ` CROSS JOIN ${this.sources(using, out)}`;
    const head = `${this.with(query.with, out)}DELETE ${target} FROM ${this.target(from, alias)}`;
    return this.hinted(query.hints, `${head}${others}${this.restOf(query, out)}`);
  }

  protected needWriteBehindWith({ with: clause }: UpdateQuery | DeleteQuery): void {
    if (clause !== undefined && !this.server.writesBehindWith)
      this.refuse("UPDATE and DELETE behind WITH", "Use subqueries in the condition.");
  }
}
