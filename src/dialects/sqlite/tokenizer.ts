/** What a piece of SQL text is. `name` is a quoted identifier; a `word` is a keyword or an identifier without quotes. */
export type TokenKind = "word" | "name" | "string" | "blob" | "number" | "parameter" | "operator";

/** One piece of SQL text and where it stands. White space and comments are no tokens. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The text without quotes and escapes, for names and strings; else the text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** White space and comments, blobs, strings, names, parameters, numbers, words, operators. */
const PATTERN =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[xX]'[^']*'?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|\?\d*|[:@$][\w$\u0080-\uffff]+|0[xX][\da-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\|\||->>|->|<<|>>|<=|>=|<>|==|!=|[\s\S]/g;

/** The tokens of SQL text. It never fails: an unfinished string or comment reaches to the end. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  // Every character belongs to a match, so that the places need not be asked for.
  for (const text of sql.match(PATTERN) ?? []) {
    const kind = kindOf(text);
    const end = start + text.length;
    if (kind !== undefined) tokens.push({ kind, text, value: unquote(kind, text), start, end });
    start = end;
  }
  return tokens;
}

/** What a match is, from how it begins; `undefined` for white space and comments. */
function kindOf(text: string): TokenKind | undefined {
  if (/^(?:\s|--|\/\*)/.test(text)) return undefined;
  const first = text[0]!;
  if (first === "'") return "string";
  if (first === '"' || first === "`" || first === "[") return "name";
  if (text.length > 1 && text[1] === "'") return "blob";
  if (/[A-Za-z_\u0080-\uffff]/.test(first)) return "word";
  if (first === "?" || (text.length > 1 && /[:@$]/.test(first))) return "parameter";
  return /\d/.test(first) || (first === "." && text.length > 1) ? "number" : "operator";
}

/** Whether the token is one of these keywords, in any case. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === "word" && words.includes(token.text.toUpperCase());
}

/** Whether the token is this operator. */
export function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

/** Whether the token names the object, quoted or not; names are equal whatever their case. */
export function isIdentifier(token: Token | undefined, name: string): boolean {
  return (
    token !== undefined &&
    (token.kind === "word" || token.kind === "name") &&
    token.value.toLowerCase() === name.toLowerCase()
  );
}

/** The index behind the parenthesis that closes the one at `open`, or behind the last token. */
export function skipParentheses(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (isOperator(tokens[index], "(")) depth += 1;
    else if (isOperator(tokens[index], ")")) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return tokens.length;
}

/** The tokens between commas that stand in no inner parentheses. */
export function splitByComma(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isOperator(token, "(")) depth += 1;
    if (isOperator(token, ")")) depth -= 1;
    if (depth === 0 && isOperator(token, ",")) parts.push([]);
    else parts[parts.length - 1]!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The text that a run of tokens covers, as it was written. */
export function textOf(sql: string, tokens: readonly Token[]): string {
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  return first === undefined || last === undefined ? "" : sql.slice(first.start, last.end);
}

function unquote(kind: TokenKind, text: string): string {
  if (kind !== "name" && kind !== "string") return text;
  const quote = text[0] === "[" ? "]" : text[0]!;
  const inner = text.slice(1, text.endsWith(quote) && text.length > 1 ? -1 : undefined);
  return quote === "]" ? inner : inner.replaceAll(quote + quote, quote);
}
