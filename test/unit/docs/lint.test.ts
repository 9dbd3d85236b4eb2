import { readFileSync } from "node:fs";
import path from "node:path";
import { IGNORE_RULE, LINT_RULES } from "../../../src/migrate/lint/rules";

it("docs/guide/lint.md has every rule, with its level and what it finds", () => {
  const page = readFileSync(path.join(__dirname, "../../../docs/guide/lint.md"), "utf8");
  const rows = page
    .split("\n")
    .filter((line) => /^\| `[\w-]+` +\| (?:error|warn) /.test(line))
    .map((line) => line.replaceAll(/ {2,}/g, " "));
  expect(rows).toEqual(
    [...LINT_RULES, IGNORE_RULE].map(({ id, level, summary }) => `| \`${id}\` | ${level} | ${summary} |`),
  );
});
