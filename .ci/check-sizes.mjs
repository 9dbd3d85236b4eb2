/**
 * Keeps files small, and holds counts that may only fall (`.ci/ratchets.json`).
 *
 * `--write` lowers the ratchets to what the code has now.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listSources, parse, readSource, report, root, walk } from "./source-files.mjs";

const MOST_LINES = 700;
const USUAL_LINES = 400;
const USUAL_SHARE = 0.93;

const files = listSources("src", "packages");
const sizes = files.map((file) => ({ file, lines: readSource(file).trimEnd().split("\n").length }));

function checkSizes() {
  const problems = sizes
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file}: ${lines} lines, at most ${MOST_LINES}`);
  const large = sizes.filter(({ lines }) => lines > USUAL_LINES);
  if (large.length > sizes.length * (1 - USUAL_SHARE)) {
    const list = large.map(({ file, lines }) => `${file} (${lines})`).join(", ");
    problems.push(`${large.length} of ${sizes.length} files have over ${USUAL_LINES} lines, at most 7% may: ${list}`);
  }
  return problems;
}

const counters = {
  any: (node) => node.type === "TSAnyKeyword",
  bareErrors: (node) => node.type === "NewExpression" && node.callee.name === "Error",
};

function countAll() {
  const places = Object.fromEntries(Object.keys(counters).map((name) => [name, []]));
  for (const file of files) {
    walk(parse(file).program, (node) => {
      for (const [name, matches] of Object.entries(counters)) if (matches(node)) places[name].push(file);
    });
  }
  return places;
}

function checkRatchets() {
  const ratchetFile = join(root, ".ci/ratchets.json");
  const ratchets = existsSync(ratchetFile) ? JSON.parse(readFileSync(ratchetFile, "utf8")) : {};
  const places = countAll();
  const problems = Object.entries(places).flatMap(([name, found]) =>
    found.length > (ratchets[name] ?? 0)
      ? [`${name}: ${found.length}, at most ${ratchets[name] ?? 0}: ${[...new Set(found)].join(", ")}`]
      : [],
  );
  if (process.argv.includes("--write") && problems.length === 0) {
    const lowered = Object.fromEntries(Object.entries(places).map(([name, found]) => [name, found.length]));
    writeFileSync(ratchetFile, `${JSON.stringify(lowered, null, 2)}\n`);
  }
  return problems;
}

const largest = Math.max(0, ...sizes.map(({ lines }) => lines));
report([...checkSizes(), ...checkRatchets()], `sizes: ${files.length} files, the largest has ${largest} lines`);
