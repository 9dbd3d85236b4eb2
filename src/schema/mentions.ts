/** A name as SQL writes it. */
export interface MentionedName {
  /** From the outside in: `["billing", "orders", "total"]`. */
  readonly parts: readonly string[];
  /** A parenthesis follows. */
  readonly isCall: boolean;
}

/** What a text of SQL speaks of. */
export interface Mentions {
  readonly names: readonly MentionedName[];
  /** Strings that could be a name, because some functions take the name of a sequence as text. */
  readonly strings: readonly string[];
}

const SPACE_AND_COMMENTS = /(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NAME = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const DOUBLE_QUOTED = /"(?:[^"]|"")*"/y;
const BACKTICKED = /`(?:[^`]|``)*`/y;
const BRACKETED = /\[[^\]\n]+\]/y;
const STRING = /'(?:[^']|'')*'/y;
const ESCAPED_STRING = /'(?:[^'\\]|''|\\[\s\S])*'/y;
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_$]*$/u;
const STRING_WITH_NAME = /^[^\s'][^\n']{0,200}$/;

/**
 * Every name that a text of SQL mentions, quoted or bare, with the names before its dots; what stands in strings and
 * comments is none. The body of a function between dollar signs counts as code. It does not know the grammar, so that it
 * reads the SQL of every database: keywords and columns are among the names, and whoever asks looks for those that it knows.
 */
export function readMentions(text: string): Mentions {
  const names = new Map<string, MentionedName>();
  const strings = new Set<string>();
  scan(text, STRING, names, strings);
  // Whether a backslash escapes the quote behind it depends on the database: read both ways.
  if (text.includes("\\'")) scan(text, ESCAPED_STRING, names, strings);
  return { names: [...names.values()], strings: [...strings] };
}

function scan(text: string, stringPattern: RegExp, names: Map<string, MentionedName>, strings: Set<string>): void {
  let position = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0];
  };
  const skip = (): void => {
    position += match(SPACE_AND_COMMENTS)?.length ?? 0;
  };
  /** The name at the position, which moves behind it. */
  const takeName = (): string | undefined => {
    const quoted = match(DOUBLE_QUOTED) ?? match(BACKTICKED);
    const found = quoted ?? match(NAME);
    if (found === undefined) return undefined;
    position += found.length;
    return quoted === undefined ? found : unquote(quoted);
  };
  while (position < text.length) {
    skip();
    const name = takeName();
    if (name !== undefined) {
      const parts = [name];
      for (;;) {
        const end = position;
        skip();
        if (text[position] !== ".") {
          position = end;
          break;
        }
        position += 1;
        skip();
        const next = takeName();
        if (next === undefined) break;
        parts.push(next);
      }
      const end = position;
      skip();
      const isCall = text[position] === "(";
      position = end;
      names.set(`${parts.join("\u0000")}${isCall ? "(" : ""}`, { parts, isCall });
      continue;
    }
    const string = match(stringPattern);
    if (string !== undefined) {
      const content = string.slice(1, -1);
      if (STRING_WITH_NAME.test(content)) strings.add(content);
      position += string.length;
      continue;
    }
    const bracketed = match(BRACKETED)?.slice(1, -1);
    // Elsewhere brackets are an index or a list, so what stands in them is read as code too.
    if (bracketed !== undefined && !PLAIN_NAME.test(bracketed))
      names.set(bracketed, { parts: [bracketed], isCall: false });
    position += match(DOLLAR_QUOTE)?.length ?? 1;
  }
}

function unquote(token: string): string {
  const quote = token[0]!;
  return token.slice(1, -1).replaceAll(quote + quote, quote);
}
