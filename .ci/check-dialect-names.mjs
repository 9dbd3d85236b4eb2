/** No database's name stands in the code outside the dialects: what differs between databases is said by capabilities. */
import { blankComments, listSources, report } from "./source-files.mjs";

const names = new Set(["postgres", "postgresql", "pg", "mysql", "mariadb", "sqlite", "pglite", "libsql"]);
const LONGEST_NAME_PARTS = 3;
const allowed = /^src\/(dialects\/|data-source\/builtin-dialects\.ts$)/;

/** The first name in a line: as a word, or as part of a camelCase or SNAKE_CASE identifier (`MySqlText`, `pgType`). */
function findName(line) {
  for (const word of line.match(/[A-Za-z0-9]+/g) ?? []) {
    const parts = word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
    for (let start = 0; start < parts.length; start += 1) {
      for (let length = 1; length <= LONGEST_NAME_PARTS; length += 1) {
        const candidate = parts
          .slice(start, start + length)
          .join("")
          .toLowerCase();
        if (names.has(candidate)) return candidate;
      }
    }
  }
  return undefined;
}

const files = listSources("src").filter((file) => !allowed.test(file));
const problems = files.flatMap((file) =>
  blankComments(file)
    .split("\n")
    .flatMap((line, index) => {
      const name = findName(line);
      return name ? [`${file}:${index + 1}: names a dialect (${name}): ${line.trim()}`] : [];
    }),
);
report(problems, `dialect names: ${files.length} files, none outside the dialects`);
