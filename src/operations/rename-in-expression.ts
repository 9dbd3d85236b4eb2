const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*/gu;
/** What every database reads as the same name without quotes. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;

/**
 * An SQL expression after something that it mentions was renamed, as databases rewrite it: bare and quoted mentions get the
 * new name, in quotes where it needs them, strings stay.
 */
export function renameInExpression(expression: string, from: string, to: string): string {
  return expression.replace(TOKEN, (token) => (isMention(token, from) ? writeLike(token, from, to) : token));
}

/** Whether a token of SQL is the name, bare or in quotes. */
export function isMention(token: string, name: string): boolean {
  const quote = token[0]!;
  if (quote === '"' || quote === "`") return token === quoted(name, quote);
  return token === (quote === "[" ? `[${name}]` : name);
}

/** Quotes that the old name needed and the new one does not need go away. */
function writeLike(token: string, from: string, to: string): string {
  const quote = token[0]!;
  if (quote === "[") return `[${to}]`;
  if (quote === "`") return quoted(to, quote);
  const keepsQuotes = quote === '"' && PLAIN.test(from);
  return PLAIN.test(to) && !keepsQuotes ? to : quoted(to, '"');
}

function quoted(name: string, quote: string): string {
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
