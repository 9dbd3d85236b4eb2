import { readFileSync, readdirSync, existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

/** The repository to check: the first argument, so that the checks can be tried on a copy; else this one. */
export const root = resolve(
  process.argv.slice(2).find((argument) => !argument.startsWith("-")) ??
    dirname(dirname(fileURLToPath(import.meta.url))),
);

/** TypeScript files below these folders, as paths from the root with `/`, sorted. */
export function listSources(...folders) {
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[cm]?ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
    .sort();
}

export function readSource(file) {
  return readFileSync(join(root, file), "utf8");
}

export function parse(file) {
  return parseSync(file, readSource(file), { sourceType: "module" });
}

/** The text with its comments blanked; every other character stays at its line and column. */
export function blankComments(file) {
  const text = readSource(file);
  let result = "";
  let position = 0;
  for (const { start, end } of parse(file).comments) {
    result += text.slice(position, start) + text.slice(start, end).replace(/[^\n]/g, " ");
    position = end;
  }
  return result + text.slice(position);
}

/** Visits every node of a syntax tree. */
export function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit);
  } else if (node !== null && typeof node === "object") {
    if (typeof node.type === "string") visit(node);
    for (const key in node) if (key !== "parent") walk(node[key], visit);
  }
}

/** Prints what is wrong and ends with status 1, or says in one line that all is well. */
export function report(problems, success) {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(success);
}
