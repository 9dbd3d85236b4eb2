/** The escapes of a string literal; another escaped character stands for itself. */
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
};

/** A string literal at a place in a text: what it says, and the place behind it. */
export interface ReadLiteral {
  readonly value: string;
  readonly end: number;
}

/** Reads the string literal that starts at `start` (its quote); doubled quotes and backslashes are escapes. */
export function readStringLiteral(text: string, start: number): ReadLiteral {
  const quote = text[start];
  let value = "";
  let at = start + 1;
  while (at < text.length) {
    const character = text[at]!;
    if (character === "\\" && quote !== "`") {
      const escaped = text[at + 1] ?? "";
      value += ESCAPES[escaped] ?? escaped;
      at += 2;
    } else if (character !== quote) {
      value += character;
      at += 1;
    } else if (text[at + 1] === quote) {
      value += character;
      at += 2;
    } else return { value, end: at + 1 };
  }
  return { value, end: at };
}

/** Undoes one level of backslash escapes: how information_schema shows expressions on some servers. */
export function unescapeText(text: string): string {
  return text.replace(/\\([\s\S])/g, (_whole, character: string) => ESCAPES[character] ?? character);
}

/** A string literal. Quotes are doubled and not escaped, so that no mode of the server lets a value end it early. */
export function writeStringLiteral(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
