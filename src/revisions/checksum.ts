/** Which kind of file a checksum is of: production may run compiled files, whose text is another one. */
export type RevisionForm = "typescript" | "javascript";

/** The kind of a revision file, from the ending of its name. */
export function formOfFile(path: string): RevisionForm {
  return path.endsWith("ts") ? "typescript" : "javascript";
}

/**
 * The checksum of a revision file's text: 32 hexadecimal digits. Line ends, a byte order mark and white space at the end do not
 * count, because checkouts and editors change them.
 */
export function checksumOf(text: string): string {
  // Most commands find all checksums in the cache, and loading this module would take longer than they have.
  const { hash } = require("node:crypto") as typeof import("node:crypto");
  const plain = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
  return hash("sha256", plain).slice(0, 32);
}

/** Whether a file says of itself that a compiler wrote it: its text changes with the compiler's version too. */
export function isCompilerOutput(text: string): boolean {
  return /^Object\.defineProperty\(exports, "__esModule"|^\/\/# sourceMappingURL=/m.test(text);
}
