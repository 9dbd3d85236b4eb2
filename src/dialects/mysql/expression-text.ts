import { readStringLiteral, unescapeText } from "./string-literal";

/** A piece of an expression: a quoted string or name as it stands, or the text between two of them. */
interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * The expression in one spelling: without the parentheses around it and without the marks of the usual character set.
 * MySQL writes a negative number as `-(10)`, and as `-10` where it has read that back.
 */
export function canonicalExpression(text: string): string {
  const pieces = piecesOf(text).map((piece) =>
    piece.isQuoted ? piece : { ...piece, text: piece.text.replace(/-\((\d+(?:\.\d+)?)\)/g, "-$1") },
  );
  const plain = pieces.map((piece, index) => {
    const isBeforeText = pieces[index + 1]?.text.startsWith("'") === true;
    return piece.isQuoted || !isBeforeText ? piece : { ...piece, text: piece.text.replace(/_utf8mb4\s*$/i, "") };
  });
  return withoutOuterParentheses(plain.map((piece) => piece.text).join(""));
}

/** An expression as information_schema shows it on servers that escape it. */
export function readCatalogExpression(text: string): string {
  return unescapeText(mendEncoding(text));
}

/** What a literal says, where an expression is nothing but one: a string, or a number as its text. */
export function literalOf(expression: string): { readonly value: string; readonly isText: boolean } | undefined {
  if (expression.startsWith("'")) {
    const { value, end } = readStringLiteral(expression, 0);
    return end === expression.length ? { value, isText: true } : undefined;
  }
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(expression) ? { value: expression, isText: false } : undefined;
}

/** Whether an expression names a column, quoted or not. */
export function mentionsColumn(expression: string, column: string): boolean {
  return withRenamedColumn(expression, column, `${column}_`) !== expression;
}

/** The expression with another name for a column. Names of functions and the words of strings stay. */
export function withRenamedColumn(expression: string, column: string, newName: string): string {
  const quoted = `\`${newName.replaceAll("`", "``")}\``;
  return piecesOf(expression)
    .map((piece) => {
      if (piece.isQuoted) {
        const isName = piece.text.startsWith("`") && readStringLiteral(piece.text, 0).value === column;
        return isName ? quoted : piece.text;
      }
      return piece.text.replace(/[A-Za-z_$][\w$]*(?!\s*\()\b/g, (word) =>
        word.toLowerCase() === column.toLowerCase() ? quoted : word,
      );
    })
    .join("");
}

/** The text with everything outside quotes put through a function. */
export function textOutsideQuotes(text: string, change: (piece: string) => string): string {
  return piecesOf(text)
    .map((piece) => (piece.isQuoted ? piece.text : change(piece.text)))
    .join("");
}

/** Splits at the top level: never inside quotes or parentheses. */
export function splitTopLevel(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    if (isQuote(character)) {
      at = readStringLiteral(text, at).end;
      continue;
    }
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      start = at + separator.length;
      at = start;
    } else at += 1;
  }
  return [...parts, text.slice(start)];
}

/** The place behind the parenthesis that closes the one at `open`. */
export function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length;) {
    const character = text[at]!;
    if (isQuote(character)) {
      at = readStringLiteral(text, at).end;
      continue;
    }
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function withoutOuterParentheses(text: string): string {
  let inner = text.trim();
  while (inner.startsWith("(") && closingParenthesis(inner, 0) === inner.length) inner = inner.slice(1, -1).trim();
  return inner;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    if (!isQuote(text[at]!)) {
      at += 1;
      continue;
    }
    const { end } = readStringLiteral(text, at);
    if (at > start) pieces.push({ text: text.slice(start, at), isQuoted: false });
    pieces.push({ text: text.slice(at, end), isQuoted: true });
    start = end;
    at = end;
  }
  return start < text.length ? [...pieces, { text: text.slice(start), isQuoted: false }] : pieces;
}

function isQuote(character: string): boolean {
  return character === "'" || character === '"' || character === "`";
}

/** The characters of Windows-1252 at 0x80 to 0x9f; a place without one stands for itself. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** MySQL 8 and 9 give the UTF-8 bytes of an expression as if they were Windows-1252: `ü` arrives as `Ã¼`. */
function mendEncoding(text: string): string {
  const bytes: number[] = [];
  let isPlain = true;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const place = WINDOWS_1252.indexOf(character);
    if (code > 0xff && place < 0) return text;
    if (code > 0x7f) isPlain = false;
    bytes.push(place < 0 ? code : 0x80 + place);
  }
  if (isPlain) return text;
  const mended = Buffer.from(bytes).toString("utf8");
  return mended.includes("\ufffd") ? text : mended;
}
