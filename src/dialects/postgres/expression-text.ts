/** Takes away parentheses around a whole expression: `(a > 0)` is `a > 0`, but `(a) + (b)` stays. */
export function withoutParentheses(expression: string): string {
  const text = expression.trim();
  return text.startsWith("(") && closingOf(text) === text.length - 1 ? withoutParentheses(text.slice(1, -1)) : text;
}

/** Where the first parenthesis is closed; texts and quoted names are skipped. */
function closingOf(text: string): number {
  let depth = 0;
  let quote = "";
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position]!;
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "(") depth += 1;
    else if (character === ")" && (depth -= 1) === 0) return position;
  }
  return -1;
}

/** Whether an expression names a column (or anything else) of that name, outside of texts. */
export function mentions(expression: string, name: string): boolean {
  const text = expression.replace(/'(?:[^']|'')*'/g, "''");
  if (text.includes(`"${name.replaceAll('"', '""')}"`)) return true;
  const words: readonly string[] =
    text
      .replace(/"(?:[^"]|"")*"/g, '""')
      .toLowerCase()
      .match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return name === name.toLowerCase() && words.includes(name);
}
