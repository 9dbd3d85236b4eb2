/** A password between the user and the host of a URL. */
const IN_URL = /([a-z][a-z0-9+.-]*:\/\/[^\s:@/?#"'`]*:)[^\s"'`]*(@)/gi;

/** Shorter ones are parts of ordinary words, and are hidden in URLs only. */
const SHORTEST = 4;

const HIDDEN = "***";

/** What must never be printed, out of the options of a data source: the passwords, as they are and as a URL or JSON spells them. */
export function secretsOf(options: object): readonly string[] {
  const { password, url, username, database, host } = options as Readonly<Record<string, unknown>>;
  const inUrl = typeof url === "string" ? /:\/\/[^:@/]*:(.*)@/.exec(url)?.[1] : undefined;
  const found = [password, inUrl, inUrl === undefined ? undefined : decode(inUrl)];
  const known = [username, database, host];
  return found
    .filter((secret) => typeof secret === "string")
    .filter((secret) => secret.length >= SHORTEST && !known.includes(secret))
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
}

/** The text without these secrets, and without any password in a URL. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = text.replaceAll(IN_URL, `$1${HIDDEN}$2`);
  for (const secret of secrets) hidden = hidden.replaceAll(secret, HIDDEN);
  return hidden;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
