/**
 * `npm run build`: src -> dist, CommonJS with types, and beside each entry point the wrapper that `import` gets.
 *
 * Does nothing where dist was made from the sources as they are. The new dist replaces the old one in one step, so
 * that a process that runs from it never sees half of it. `--force` builds anyway.
 */
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const partial = join(root, ".ormolu", `dist-${process.pid}`);
const compiler = join(root, "node_modules/typescript-7/bin/tsc");
const require = createRequire(import.meta.url);

/** Changes whenever a source, or anything else that the output depends on, changes. */
function fingerprint() {
  const hash = createHash("sha256");
  const others = ["package.json", "tsconfig.json", "tsconfig.build.json", ".ci/build.mjs", "package-lock.json"];
  for (const file of [...listFiles(join(root, "src")), ...others.map((name) => join(root, name))]) {
    if (!existsSync(file)) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function compile() {
  const args = [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", partial];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", cwd: root });
  if (status === 0) return;
  rmSync(partial, { recursive: true, force: true });
  console.error("build: the sources do not compile; dist is as it was");
  process.exit(1);
}

/** Where a module is loaded when something of it is used first: entry points, and what every command begins with. */
const LAZY = [
  "entry",
  "cli",
  "data-source",
  "migrate",
  "revisions",
  "diff",
  "mapping",
  "metadata",
  "operations",
  "dialects",
];

/**
 * Makes a module load another one when it uses it: a configuration that takes `defineConfig` has no need of the query builder, and
 * `orm current` none of the comparison. What a module needs while it is loaded itself it still gets then, in its order.
 */
function makeLazy(file) {
  const source = readFileSync(file, "utf8");
  const names = new Set();
  const declared = source.replace(/^(?:var|const) (\w+_\d+) = require\("(\.[^"]+)"\);$/gm, (line, name, from) => {
    // A module that is handed on as a whole is needed as a whole.
    const uses = source.match(new RegExp(`\\b${name}\\b(?!\\.)`, "g")) ?? [];
    if (uses.length > 1) return line;
    names.add(name);
    return `let ${name}_loaded; const ${name} = () => (${name}_loaded ??= require("${from}"));`;
  });
  const used = declared.replace(/(\bnew )?\b(\w+_\d+)\.(\w+)/g, (text, isNew, name, member) => {
    if (!names.has(name)) return text;
    return isNew === undefined ? `${name}().${member}` : `new (${name}().${member})`;
  });
  if (used !== source) writeFileSync(file, used);
}

/** `import` and `require` must give the same classes, so what `import` gets takes them from the CommonJS file. */
function writeWrapper(entry) {
  const name = basename(entry, ".js");
  const exported = Object.keys(require(entry)).filter((key) => key !== "default" && key !== "__esModule");
  const hasDefault = "default" in require(entry);
  const lines = [
    `import m from "./${name}.js";`,
    ...exported.map((key) => `export const ${key} = m.${key};`),
    ...(hasDefault ? ["export default m.default;"] : []),
  ];
  writeFileSync(join(dirname(entry), `${name}.mjs`), `${lines.join("\n")}\n`);
  const types = [`export * from "./${name}.js";`, ...(hasDefault ? [`export { default } from "./${name}.js";`] : [])];
  writeFileSync(join(dirname(entry), `${name}.d.mts`), `${types.join("\n")}\n`);
}

function finish(stamp) {
  for (const folder of LAZY.map((name) => join(partial, name)).filter((name) => existsSync(name)))
    for (const file of listFiles(folder)) if (file.endsWith(".js")) makeLazy(file);
  const entries = join(partial, "entry");
  for (const name of existsSync(entries) ? readdirSync(entries) : [])
    if (name.endsWith(".js")) writeWrapper(join(entries, name));
  for (const bin of Object.values(require(join(root, "package.json")).bin)) {
    const file = join(partial, relative("dist", bin));
    if (existsSync(file)) chmodSync(file, 0o755);
  }
  writeFileSync(join(partial, ".stamp"), stamp);
}

function replaceDist() {
  const old = `${partial}.old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(partial, dist);
  rmSync(old, { recursive: true, force: true });
}

const stamp = fingerprint();
const stampFile = join(dist, ".stamp");
const isCurrent = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
if (!isCurrent || process.argv.includes("--force")) {
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  compile();
  finish(stamp);
  replaceDist();
}
