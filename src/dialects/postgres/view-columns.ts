import type { SqlPieces } from "../../dialect/object-writer";
import type { Attributes, MaterializedView, View } from "../../schema/model";
import type { ViewColumnRow } from "./object-catalog";
import { prefixedChanges } from "./prefixed-attributes";

/** The columns of a view with their types, which decide whether it can be replaced in place. */
export const VIEW_COLUMNS = "postgres.stored.columns";

/** The attributes that carry the comment of a column, and the default that a row has which is inserted through the view. */
const COMMENT = "postgres.columnComment.";
const DEFAULT = "postgres.columnDefault.";

/** What is known of the columns of a view beside its query. */
export function readViewColumns(columns: readonly ViewColumnRow[]): Attributes {
  const entries: readonly (readonly [string, Attributes[string]])[] = [
    ...columns.flatMap(({ name, comment }) => (comment === null ? [] : [[COMMENT + name, comment] as const])),
    ...columns.flatMap((column) => (column.default === null ? [] : [[DEFAULT + column.name, column.default] as const])),
    [VIEW_COLUMNS, columns.map(({ name, type }) => `${name} ${type}`)],
  ];
  return Object.fromEntries(entries);
}

/** The statements that bring the comments and defaults of a view's columns from what they were to what they are to be. */
export function changeViewColumns(
  sql: SqlPieces,
  view: View | MaterializedView,
  previous: Attributes | undefined,
): readonly string[] {
  const name = sql.name(view);
  return [
    ...prefixedChanges(DEFAULT, view.attributes, previous).map(
      ([column, value]) =>
        `ALTER VIEW ${name} ALTER COLUMN ${sql.quote(column)} ${value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${value}`}`,
    ),
    ...prefixedChanges(COMMENT, view.attributes, previous).map(
      ([column, value]) =>
        `COMMENT ON COLUMN ${name}.${sql.quote(column)} IS ${value === undefined ? "NULL" : sql.text(value)}`,
    ),
  ];
}

/** What follows the name of a new view: the names of its columns, where they are given. */
export function columnNames(sql: SqlPieces, { columns }: View | MaterializedView): string {
  return columns === undefined ? "" : ` (${columns.map((name) => sql.quote(name)).join(", ")})`;
}

/** The query of a view as the catalog gives it, without its semicolon. */
export function trimQuery(query: string): string {
  return query.trim().replace(/;$/, "").trimEnd();
}

/** Whether a view says the same in all but its comments and options. */
export function hasSameQuery(one: View | MaterializedView, other: View | MaterializedView): boolean {
  return one.query === other.query && (one.columns ?? []).join("\0") === (other.columns ?? []).join("\0");
}
