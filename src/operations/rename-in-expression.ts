const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*/gu;
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * An SQL expression after a column was renamed, as databases rewrite it: bare and quoted mentions get the new name,
 * strings stay.
 */
export function renameInExpression(expression: string, from: string, to: string): string {
  return expression.replace(TOKEN, (token) => {
    const quote = token[0]!;
    if (quote === "'") return token;
    if (quote === '"' || quote === "`") {
      return token === quoted(from, quote) ? quoted(to, quote) : token;
    }
    if (quote === "[") return token === `[${from}]` ? `[${to}]` : token;
    if (token !== from) return token;
    return PLAIN.test(to) ? to : quoted(to, '"');
  });
}

function quoted(name: string, quote: string): string {
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
