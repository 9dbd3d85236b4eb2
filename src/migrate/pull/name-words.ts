/** Words that cannot name a parameter or a constant, and those that mean something in strict code. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public " +
    "return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** `order_items` to `OrderItems`: a name for a class. */
export function pascalName(name: string, fallback: string): string {
  const text = wordsOf(name).map(capitalize).join("");
  return text === "" ? fallback : /^\p{ID_Start}/u.test(text) ? text : `${fallback}${text}`;
}

/** `USER_ID` and `user_id` to `userId`: a name for a property. */
export function camelName(name: string, fallback: string): string {
  const [first = "", ...rest] = wordsOf(name);
  const text = [uncapitalize(first), ...rest.map(capitalize)].join("");
  return text === "" ? fallback : /^\p{ID_Start}/u.test(text) ? text : `${fallback}${text}`;
}

/** `OrderItems` to `order-items`: a name for a file. */
export function kebabName(name: string): string {
  return name.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, "-").toLowerCase();
}

/** A word that may name a parameter. */
export function parameterName(className: string): string {
  const name = uncapitalize(className);
  return RESERVED.has(name) ? `${name}Entity` : name;
}

/** Whether a name cannot stand where a constant is declared. */
export function isReservedWord(name: string): boolean {
  return RESERVED.has(name);
}

/** The first letter in upper case. */
export function capitalize(word: string): string {
  const [first = ""] = word;
  const upper = first.toUpperCase();
  // Some letters become two in upper case: they stay as they are.
  return (/^.$/u.test(upper) ? upper : first) + word.slice(first.length);
}

/** `postsByAuthor`: the name of the way back, where several ways lead to a table. */
export function inverseName(base: string, relation: string): string {
  return `${base}By${capitalize(relation)}`;
}

/** What letters and digits there are, parted where anything else stands. A name all in upper case counts as one in lower case. */
function wordsOf(name: string): readonly string[] {
  const words = name.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const isShouted = words.every((word) => word === word.toUpperCase());
  return isShouted ? words.map((word) => word.toLowerCase()) : words;
}

/** `HTTPServer` to `httpServer`, `Users` to `users`. */
function uncapitalize(word: string): string {
  return word.replace(/^(?:\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}+$|\p{Lu})/u, (start) => start.toLowerCase());
}
