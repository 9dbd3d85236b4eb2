/** Control characters but tabs and line ends, lone halves of a pair, what ends a line in older readers, what turns the reading direction. */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** TypeScript source in which every character shows: what would not is written as an escape, in strings and comments alike. */
export function escapeUnseen(source: string): string {
  return source.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
