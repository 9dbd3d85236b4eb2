/**
 * Prints a command of the README's quick start, so that CI runs what the README tells people to run.
 *
 * `first` is the first fenced shell block under `## Quick start`, `test` the second.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const order = { first: 0, test: 1 };
const readme = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), "README.md"), "utf8");
const section = /^## Quick start$([^]*?)(?=^## |$(?![^]))/m.exec(readme)?.[1] ?? "";
const blocks = [...section.matchAll(/^```(?:sh|bash|shell|console)\n([^]*?)^```$/gm)].map((match) => match[1].trim());
const command = blocks[order[process.argv[2]]];
if (!command) {
  console.error(
    `README.md: no "${process.argv[2]}" command: "## Quick start" has ${blocks.length} fenced shell blocks, 2 are needed`,
  );
  process.exit(1);
}
console.log(command);
