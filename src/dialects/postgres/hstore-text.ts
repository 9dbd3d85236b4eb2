/** A pair: a text that may hold escaped characters, and a text or NULL. */
const PAIR = /"((?:[^"\\]|\\[\s\S])*)"\s*=>\s*(?:NULL|"((?:[^"\\]|\\[\s\S])*)")/gi;

/** Writes texts by key as the text of an `hstore`; `undefined` for a value that is neither a text nor plain. */
export function writeHstore(values: object): string | undefined {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(values) as [string, unknown][]) {
    const text = valueText(value);
    if (text === undefined) return undefined;
    pairs.push(`${quote(key)}=>${text}`);
  }
  return pairs.join(",");
}

/** Reads the text of an `hstore`: texts by key, `null` for NULL. */
export function readHstore(text: string): Record<string, string | null> {
  const pairs = [...text.matchAll(PAIR)].map(
    ([, key, value]) => [unescape(key!), value === undefined ? null : unescape(value)] as const,
  );
  return Object.fromEntries(pairs);
}

function valueText(value: unknown): string | undefined {
  if (value === null || value === undefined) return "NULL";
  return typeof value === "object" || typeof value === "function" || typeof value === "symbol"
    ? undefined
    : quote(String(value));
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, "$1");
}
