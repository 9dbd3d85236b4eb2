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

/**
 * Makes an entry point load what is asked of it, when it is asked: a configuration that takes `defineConfig` and nothing else
 * has no need of the query builder. An entry point holds nothing but re-exports, so only lines of that form are touched.
 */
function makeLazy(entry) {
  const source = readFileSync(entry, "utf8");
  const modules = new Map();
  const declared = source.replace(/^(?:var|const) (\w+) = require\("(\.[^"]+)"\);$/gm, (_line, name, file) => {
    modules.set(name, file);
    return `let ${name}_loaded; const ${name} = () => (${name}_loaded ??= require("${file}"));`;
  });
  const lazy = declared.replace(/return (\w+)\.(\w+);/g, (line, name, member) =>
    modules.has(name) ? `return ${name}().${member};` : line,
  );
  writeFileSync(entry, lazy);
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
  const entries = join(partial, "entry");
  for (const name of existsSync(entries) ? readdirSync(entries) : []) {
    if (!name.endsWith(".js")) continue;
    makeLazy(join(entries, name));
    writeWrapper(join(entries, name));
  }
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
