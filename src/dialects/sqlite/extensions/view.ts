import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { View } from "../../../schema/model";
import { expressionKey } from "../expression-text";
import { isOperator, isWord, skipParentheses, splitByComma, tokenize } from "../tokenizer";

/** Takes the SQL of a view apart, as `sqlite_schema` keeps it. The query stays as it was written, comments included. */
export function parseCreateView(name: string, sql: string): View {
  const tokens = tokenize(sql);
  const list = tokens.findIndex((token, index) => index > 0 && (isOperator(token, "(") || isWord(token, "AS")));
  const hasColumns = isOperator(tokens[list], "(");
  const as = hasColumns ? skipParentheses(tokens, list) : list;
  const columns = hasColumns ? splitByComma(tokens.slice(list + 1, as - 1)).map((part) => part[0]!.value) : undefined;
  return {
    kind: "view",
    name,
    query: withoutSemicolon(sql.slice(tokens[as]?.end ?? sql.length)),
    ...(columns === undefined ? {} : { columns }),
  };
}

/** A view cannot be changed: it goes and comes again. What hangs on it is put back by the lowering, which knows the schema. */
export function createSqliteViewWriter(sql: SqlPieces): ObjectWriter<View> {
  const drop = (name: string): string => `DROP VIEW ${sql.quote(name)}`;
  const create = (view: View): string => {
    const columns = view.columns === undefined ? "" : ` (${view.columns.map((name) => sql.quote(name)).join(", ")})`;
    return `CREATE VIEW ${sql.quote(view.name)}${columns} AS\n${view.query}`;
  };
  return {
    create: (view) => [create(view)],
    change: (view) => [drop(view.name), create(view)],
    drop: (reference) => [drop(reference.name)],
  };
}

/** The wanted view in the spelling of the file, where the two mean the same. */
export function normalizeView({ comment: _comment, ...wanted }: View, actual: View | undefined): View {
  const query = withoutSemicolon(wanted.query);
  const isSame = actual !== undefined && expressionKey(query, "") === expressionKey(actual.query, "");
  return { ...wanted, query: isSame ? actual.query : query };
}

/** The text without white space around it and without the semicolon at its end. A comment at the end stays. */
export function withoutSemicolon(sql: string): string {
  const tokens = tokenize(sql);
  let end = tokens.length;
  while (end > 0 && isOperator(tokens[end - 1], ";")) end -= 1;
  return end === tokens.length ? sql.trim() : sql.slice(0, tokens[end - 1]?.end ?? 0).trim();
}
