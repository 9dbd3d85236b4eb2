/**
 * Installs the packed tarball into new projects and uses it there: `require` and `import` must give the same classes,
 * and both must have types, in a CommonJS and in an ES module project.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const compiler = join(root, "node_modules/typescript-7/bin/tsc");
const subpaths = Object.keys(manifest.exports).filter((subpath) => !subpath.endsWith(".json"));
const work = mkdtempSync(join(tmpdir(), "ormolu-package-"));

function execute(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}

function pack() {
  const [packed] = JSON.parse(execute("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work], root));
  const files = packed.files.map((file) => file.path);
  for (const wanted of ["LICENSE", "README.md", ...listTargets(manifest.exports), ...Object.values(manifest.bin)]) {
    assert.ok(files.includes(wanted.replace(/^\.\//, "")), `the package lacks ${wanted}`);
  }
  const strange = files.filter((file) => /^(src|test|\.ci)\//.test(file));
  assert.deepEqual(strange, [], "the package holds files that nobody needs");
  return join(work, packed.filename);
}

/** Every file that the exports map leads to. */
function listTargets(entry) {
  return typeof entry === "string" ? [entry] : Object.values(entry).flatMap(listTargets);
}

/** A project as npm leaves it after an install; the dependencies are those of the repository, so that no network is needed. */
function createProject(type, tarball) {
  const project = join(work, type);
  const installed = join(project, "node_modules", manifest.name);
  mkdirSync(installed, { recursive: true });
  execute("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed], work);
  for (const name of [...Object.keys(manifest.dependencies), "@types/node", "undici-types"]) {
    mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  writeJson(join(project, "package.json"), { name: `uses-ormolu-${type}`, private: true, type });
  writeJson(join(project, "tsconfig.json"), {
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      strict: true,
      noEmit: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      types: ["node"],
    },
    include: ["*.ts"],
  });
  return project;
}

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value, null, 2));
}

function nameOf(subpath) {
  return `${manifest.name}${subpath.slice(1)}`;
}

/** Each export, of each entry point, is one object whichever way it is had. */
function checkIdentity(project) {
  const script = join(project, "identity.mjs");
  writeFileSync(
    script,
    `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const counts = {};
for (const name of ${JSON.stringify(subpaths.map(nameOf))}) {
  const required = require(name);
  const imported = await import(name);
  const names = Object.keys(required).filter((key) => key !== "__esModule");
  const different = names.filter((key) => required[key] !== imported[key]);
  const missing = Object.keys(imported).filter((key) => key !== "default" && !(key in required));
  if (names.length === 0 || different.length > 0 || missing.length > 0) {
    throw new Error(name + ": " + names.length + " exports; different: " + different + "; only by import: " + missing);
  }
  counts[name] = names.length;
}
console.log(JSON.stringify(counts));
`,
  );
  return JSON.parse(execute(process.execPath, [script], project));
}

/** The types of each entry point resolve, and are not \`any\`. */
function checkTypes(project) {
  const lines = subpaths.flatMap((subpath, index) => [
    `import * as entry${index} from "${nameOf(subpath)}";`,
    `export const isTyped${index}: IsAny<typeof entry${index}> = false;`,
  ]);
  writeFileSync(
    join(project, "types.ts"),
    `type IsAny<T> = 0 extends 1 & T ? true : false;
import { Column, Entity, PrimaryGeneratedColumn } from "${manifest.name}";
@Entity()
export class User {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
}
// @ts-expect-error an option that does not exist is refused
@Entity({ nonsense: true })
export class Nonsense {}
export const isColumnTyped: IsAny<typeof Column> = false;
${lines.join("\n")}
`,
  );
  execute(process.execPath, [compiler, "-p", project], project);
}

function checkCommand(project) {
  const bin = join(project, "node_modules", manifest.name, manifest.bin.orm);
  assert.match(execute(bin, ["--help"], project), /upgrade/, "orm --help names the commands");
}

try {
  const tarball = pack();
  for (const type of ["commonjs", "module"]) {
    const project = createProject(type, tarball);
    const counts = checkIdentity(project);
    checkTypes(project);
    checkCommand(project);
    const list = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    console.log(`package, ${type}: same exports by require and import (${list.join(", ")}), types resolve`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
