/** Characters that end a line or hide text in a log. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/**
 * Text for the inside of a comment: it can neither end the comment, nor begin one inside of it where comments nest, nor
 * break the line.
 */
export function commentText(text: string): string {
  return text
    .replace(UNSEEN, " ")
    .replace(/\*(?=\/)/g, "* ")
    .replace(/\/(?=\*)/g, "/ ");
}
