import { OrmError } from "../../errors/orm-error";
import { AnsiQueryCompiler, type BindingList } from "../../dialect/ansi-query-compiler";
import type { TransactionOptions } from "../../dialect/query-compiler";
import type { InsertQuery, SelectQuery } from "../../sql/ast";

/** Queries in SQLite's SQL. */
export class SqliteQueryCompiler extends AnsiQueryCompiler {
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

  /** OFFSET stands only behind a LIMIT; -1 is none. */
  protected override limits({ limit, offset }: SelectQuery, out: BindingList): readonly string[] {
    if (limit === undefined && offset === undefined) return [];
    const most = limit === undefined ? "-1" : this.expression(limit, out);
    return [`LIMIT ${most}`, ...(offset === undefined ? [] : [`OFFSET ${this.expression(offset, out)}`])];
  }

  /** There are no row locks: a transaction that writes has the whole database. */
  protected override select(query: SelectQuery, out: BindingList): string {
    const { lock: _lock, ...rest } = query;
    return super.select(rest, out);
  }

  /** VALUES has no DEFAULT: a column where every row asks for it is left out. */
  protected override insert(query: InsertQuery, out: BindingList): string {
    const isDefault = (index: number): boolean => query.rows.every((row) => row[index]?.kind === "default");
    const kept = query.columns.map((_, index) => index).filter((index) => !isDefault(index));
    if (kept.length === query.columns.length || query.columns.length === 0) return super.insert(checkRows(query), out);
    const columns = kept.map((index) => query.columns[index]!);
    const rows = query.rows.map((row) => kept.map((index) => row[index]!));
    if (columns.length === 0 && rows.length > 1) throw mixedDefaults(query);
    return super.insert(checkRows({ ...query, columns, rows }), out);
  }
}

function checkRows(query: InsertQuery): InsertQuery {
  if (query.rows.some((row) => row.some(({ kind }) => kind === "default"))) throw mixedDefaults(query);
  return query;
}

function mixedDefaults({ into }: InsertQuery): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `table "${into.name}": one INSERT cannot mix defaults and values`, {
    hint: "Insert the rows that leave a column to its default in a statement of their own.",
  });
}
