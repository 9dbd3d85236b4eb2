/**
 * `UserProfile` to `user_profile`. A run of capitals is one word, whose last letter begins the next: `HTTPServer`
 * becomes `http_server`. Only ASCII letters part words.
 */
export function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_").toLowerCase();
}

/** `user_profile_ID` to `userProfileID`: the first capital falls, and what follows `_`, `-` or a space rises. */
export function camelCase(name: string): string {
  const start = name.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  return start.replace(/[\s_-](\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Each word with one capital at its beginning and none after it; words are parted by spaces. */
export function titleCase(text: string): string {
  return text.replace(/(\w)(\S*)/g, (_match, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase());
}
