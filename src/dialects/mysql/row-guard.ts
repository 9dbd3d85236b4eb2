import { readStringLiteral, writeStringLiteral } from "./string-literal";

const GUARD = /^SELECT \(SELECT (?=')/;
const FROM = " UNION ALL (SELECT 1 FROM ";
const END = " LIMIT 1))";

/**
 * A query that fails (1242) where the table has rows, and touches nothing. The server would give them '' or 0 in a new
 * column that may not be NULL, also in strict mode, and nobody would notice.
 *
 * @param table the quoted name of the table.
 */
export function guardRows(table: string, column: string): string {
  return `SELECT (SELECT ${writeStringLiteral(column)}${FROM}${table}${END}`;
}

/** The table and the column of a guard, where a statement is one. */
export function readGuard(sql: string): { readonly table: string; readonly column: string } | undefined {
  const head = GUARD.exec(sql);
  if (head === null || !sql.endsWith(END)) return undefined;
  const { value, end } = readStringLiteral(sql, head[0].length);
  if (!sql.startsWith(FROM, end)) return undefined;
  const quoted = sql.slice(end + FROM.length, -END.length);
  const table = (quoted.match(/`(?:[^`]|``)*`/g) ?? []).map((part) => part.slice(1, -1).replaceAll("``", "`"));
  return { table: table.join("."), column: value };
}
