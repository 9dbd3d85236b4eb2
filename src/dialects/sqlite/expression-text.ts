import { isIdentifier, isOperator, skipParentheses, tokenize, type Token } from "./tokenizer";

const OPERATORS: Readonly<Record<string, string>> = { "==": "=", "!=": "<>" };

/**
 * A key that is equal for two spellings of one expression: white space, comments, the case of words, the way names are
 * quoted, the table in front of a column and parentheses around the whole do not matter.
 */
export function expressionKey(sql: string, table: string): string {
  const tokens = withoutQualifier(withoutOuterParentheses(tokenize(sql)), table);
  return tokens.map(keyOf).join(" ");
}

/** Whether an expression uses a column, as far as its words tell. */
export function mentionsColumn(sql: string, column: string): boolean {
  return tokenize(sql).some(
    (token, index, tokens) => isIdentifier(token, column) && !isOperator(tokens[index + 1], "("),
  );
}

/** Whether SQL names a thing, as far as its words tell. */
export function mentionsName(sql: string, name: string): boolean {
  return tokenize(sql).some((token) => isIdentifier(token, name));
}

/** The expression without parentheses around the whole of it. */
export function stripOuterParentheses(sql: string): string {
  const tokens = withoutOuterParentheses(tokenize(sql));
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  return first === undefined || last === undefined ? sql.trim() : sql.slice(first.start, last.end);
}

/** Whether the expression is the call of a function and nothing else. */
export function isCall(sql: string): boolean {
  const tokens = tokenize(sql);
  return tokens[0]?.kind === "word" && isOperator(tokens[1], "(") && skipParentheses(tokens, 1) === tokens.length;
}

function withoutOuterParentheses(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (inner.length > 2 && isOperator(inner[0], "(") && skipParentheses(inner, 0) === inner.length) {
    inner = inner.slice(1, -1);
  }
  return inner;
}

function withoutQualifier(tokens: readonly Token[], table: string): readonly Token[] {
  const isQualifier = (index: number): boolean =>
    isIdentifier(tokens[index], table) && isOperator(tokens[index + 1], ".");
  return tokens.filter((_, index) => !isQualifier(index) && !isQualifier(index - 1));
}

function keyOf({ kind, text, value }: Token): string {
  if (kind === "word" || kind === "name" || kind === "number" || kind === "blob") return value.toLowerCase();
  return kind === "operator" ? (OPERATORS[text] ?? text) : text;
}
