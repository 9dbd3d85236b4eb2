import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");
const document = readFileSync(path.join(repository, "docs/reference/alembic.md"), "utf8");

/** The cells of a line of a table; `\|` is no end of one. */
const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The last cell of each line of the tables that name tests. */
const named = document
  .split(/^## /m)
  .filter((section) => section.includes("covered by"))
  .flatMap((section) =>
    section
      .split("\n")
      .filter(
        (line) => /^\| /.test(line) && !/^\| (?:-|Alembic)[-\s\w.]* \|/.test(line.replace(/^\| - \|/, "| none |")),
      )
      .map((line) => ({ line, cell: cellsOf(line).at(-1)! })),
  );

describe("docs/reference/alembic.md", () => {
  it("names tests that are there for everything that Alembic has", () => {
    expect(named.length).toBeGreaterThan(110);
    const wrong = named.flatMap(({ line, cell }) =>
      cell.split("<br>").flatMap((part) => {
        const [, file, title] = /^`([^`]+\.test\.ts)` › (.+)$/.exec(part.trim()) ?? [];
        if (file === undefined) return [`no test in: ${line}`];
        const source = path.join(repository, "test", file);
        if (!existsSync(source)) return [`no file ${file}: ${line}`];
        const text = readFileSync(source, "utf8").replaceAll(/\\(["'`])/g, "$1");
        return text.includes(title!) ? [] : [`no test "${title}" in ${file}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
