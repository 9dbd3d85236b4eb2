/** An exclusion constraint taken apart; names of columns are those of the table. */
export interface ParsedExclusion {
  readonly method?: string;
  readonly elements: readonly ParsedElement[];
  readonly where?: string;
}

/** One element: a column or an expression, what follows it, and the operator. */
export interface ParsedElement {
  readonly column?: string;
  readonly expression?: string;
  readonly collation?: string;
  readonly opclass?: string;
  readonly order?: "desc";
  readonly nulls?: "first" | "last";
  readonly operator: string;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A quoted name or text, a group in parentheses comes token by token, a word, an operator, or one other character. */
const TOKEN = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|[+\-*/<>=~!@#%^&|`?]+|[^\s]/gu;
const WORD = /^(?:"|[\p{L}_])/u;

/**
 * Takes `USING gist ("room" WITH =, "period" WITH &&) WHERE (active)` apart, with or without EXCLUDE in front.
 * `undefined` where the text is something else.
 */
export function parseExclusion(text: string): ParsedExclusion | undefined {
  const tokens = [...text.matchAll(TOKEN)].map((match): Token => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  let position = isWord(tokens[0], "exclude") ? 1 : 0;
  const hasMethod = isWord(tokens[position], "using");
  const method = hasMethod ? tokens[position + 1] : undefined;
  position += hasMethod ? 2 : 0;
  const close = closingOf(tokens, position);
  if (close === undefined) return undefined;
  const elements = splitAtCommas(tokens.slice(position + 1, close)).map((part) => parseElement(text, part));
  const where = parseWhere(text, tokens, close + 1);
  if (where === undefined || elements.some((element) => element === undefined)) return undefined;
  return {
    ...(method === undefined ? {} : { method: nameOf(method) }),
    elements: elements as readonly ParsedElement[],
    ...(where === "" ? {} : { where }),
  };
}

/** The predicate; an empty text where there is none, `undefined` where something else follows the elements. */
function parseWhere(text: string, tokens: readonly Token[], position: number): string | undefined {
  if (tokens[position] === undefined) return "";
  const close = closingOf(tokens, position + 1);
  if (!isWord(tokens[position], "where") || close !== tokens.length - 1) return undefined;
  return text.slice(tokens[position + 1]!.end, tokens[close]!.start).trim();
}

function parseElement(text: string, tokens: readonly Token[]): ParsedElement | undefined {
  const split = tokens.findLastIndex((token, index) => isWord(token, "with") && depthAt(tokens, index) === 0);
  const [first] = tokens;
  const operator = tokens.slice(split + 1);
  if (split < 1 || first === undefined || operator.length === 0) return undefined;
  const isCall = isName(first) && tokens[1]?.text === "(";
  const end = isCall ? closingOf(tokens, 1) : first.text === "(" ? closingOf(tokens, 0) : isName(first) ? 0 : undefined;
  if (end === undefined || end >= split) return undefined;
  const modifiers = parseModifiers(text, tokens.slice(end + 1, split));
  if (modifiers === undefined) return undefined;
  const subject =
    end === 0
      ? { column: nameOf(first) }
      : { expression: isCall ? textOf(text, tokens.slice(0, end + 1)) : textOf(text, tokens.slice(1, end)) };
  return { ...subject, ...modifiers, operator: textOf(text, operator) };
}

type Modifiers = Omit<ParsedElement, "column" | "expression" | "operator">;

/** `COLLATE "C" text_pattern_ops DESC NULLS LAST`, each of it or nothing. */
function parseModifiers(text: string, tokens: readonly Token[]): Modifiers | undefined {
  let rest = tokens;
  const modifiers: { -readonly [Key in keyof Modifiers]: Modifiers[Key] } = {};
  const takeName = (): string => {
    const length = rest[1]?.text === "." ? 3 : 1;
    const name = textOf(text, rest.slice(0, length));
    rest = rest.slice(length);
    return name.replaceAll('"', "");
  };
  if (isWord(rest[0], "collate")) {
    rest = rest.slice(1);
    modifiers.collation = takeName();
  }
  if (isName(rest[0]) && !isWord(rest[0], "asc", "desc", "nulls")) modifiers.opclass = takeName();
  if (isWord(rest[0], "asc", "desc")) {
    if (isWord(rest[0], "desc")) modifiers.order = "desc";
    rest = rest.slice(1);
  }
  if (isWord(rest[0], "nulls") && isWord(rest[1], "first", "last")) {
    modifiers.nulls = isWord(rest[1], "first") ? "first" : "last";
    rest = rest.slice(2);
  }
  return rest.length === 0 ? modifiers : undefined;
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  tokens.forEach((token, index) => {
    if (token.text === "," && depthAt(tokens, index) === 0) parts.push([]);
    else parts.at(-1)!.push(token);
  });
  return parts;
}

function depthAt(tokens: readonly Token[], position: number): number {
  return tokens
    .slice(0, position)
    .reduce((depth, { text }) => depth + (text === "(" || text === "[" ? 1 : text === ")" || text === "]" ? -1 : 0), 0);
}

/** The place of the parenthesis that closes the one at a place. */
function closingOf(tokens: readonly Token[], open: number): number | undefined {
  if (tokens[open]?.text !== "(") return undefined;
  const close = tokens.findIndex((token, index) => index > open && token.text === ")" && depthOf(tokens, open, index));
  return close < 0 ? undefined : close;
}

function depthOf(tokens: readonly Token[], open: number, close: number): boolean {
  return depthAt(tokens.slice(open, close + 1), close - open + 1) === 0;
}

function isName(token: Token | undefined): token is Token {
  return token !== undefined && WORD.test(token.text);
}

function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token !== undefined && words.includes(token.text.toLowerCase());
}

/** A name as the database reads it: in lower case, unless it is quoted. */
function nameOf({ text }: Token): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

function textOf(text: string, tokens: readonly Token[]): string {
  const [first] = tokens;
  return first === undefined ? "" : text.slice(first.start, tokens.at(-1)!.end);
}
