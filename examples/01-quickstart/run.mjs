import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { styleText } from "node:util";

const source = import.meta.dirname;
const packageRoot = path.resolve(source, "..", "..");
const work = path.join(source, ".ormolu");

/** What stands behind the commands that are printed. */
const programs = {
  orm: path.join(packageRoot, "dist", "cli", "bin.js"),
  tsc: path.join(path.dirname(createRequire(import.meta.url).resolve("typescript-7/package.json")), "bin", "tsc"),
};

/** The second version of the entities: of each file, what is there and what takes its place. */
const changes = {
  "entities/user.ts": [
    ["  @CreateDateColumn()", '  @Column("text", { nullable: true })\n  bio!: string | null;\n\n  @CreateDateColumn()'],
  ],
  "entities/post.ts": [
    ["  @Column({ length: 100 })\n  title!: string;", "  @Column({ length: 200 })\n  title!: string;"],
    ["  @CreateDateColumn()", "  @Index()\n  @CreateDateColumn()"],
  ],
};

let stepNumber = 0;

prepare();

await step("Entities: classes that say what is in the tables");
await show("entities/user.ts");
await show("entities/post.ts");
await show("entities/tag.ts");

await step("A configuration: where the database is, and where the entities are");
await run("orm", "init", "--url", "sqlite:blog.db", "--entities", "entities/*.ts");
await show("orm.config.ts");

await step("The first revision, written by comparing the entities with the empty database");
await run("orm", "revision", "--autogenerate", "-m", "create users, posts and tags");
await show(newestRevision());

await step("Apply it");
await run("orm", "upgrade", "head");

await step("Write rows: repositories, and relations that are saved with their entity");
await show("app/write-posts.ts");
await run("tsc", "-p", ".");
await run("node", "dist/app/write-posts.js");

await step("Read them back with their relations");
await show("app/read-posts.ts");
await run("node", "dist/app/read-posts.js");

await step("Change the entities: a new column, a longer title, an index");
await changeEntities();
await run("orm", "check", { status: 1 });

await step("The second revision has just the difference");
await run("orm", "revision", "--autogenerate", "-m", "add bio, longer titles, index posts by date");
await show(newestRevision());
await run("orm", "upgrade", "head");

await step("The rows are still there, and the entities and the database agree");
await run("node", "dist/app/read-posts.js");
await run("orm", "check");
await run("orm", "history", "-i");

await step("Back: one revision, then all of them");
await run("orm", "downgrade", "-1");
await run("orm", "current");
await run("orm", "downgrade", "base");
await run("orm", "current");

await print(`\nQuickstart finished: ${countRevisions()} revisions written, applied and taken back.\n`);

/** A fresh copy of the example, so that its own files never change. It has no package.json: "ormolu" is this package. */
function prepare() {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const name of ["entities", "app", "tsconfig.json"]) {
    cpSync(path.join(source, name), path.join(work, name), { recursive: true });
  }
}

async function step(title) {
  stepNumber += 1;
  await print(`\n${paint("bold", `${stepNumber}. ${title}`)}\n`);
}

/** Prints a file of the working copy, marked off by a rule. */
async function show(file) {
  const text = readFileSync(path.join(work, file), "utf8").trimEnd();
  const lines = text.split("\n").map((line) => (line === "" ? rule() : `${rule()} ${line}`));
  await print(`\n${paint("cyan", file)}\n${lines.join("\n")}\n`);
}

/** Runs a program of the project in the working copy and ends the example where it fails. */
async function run(program, ...words) {
  const last = words.at(-1);
  const expected = typeof last === "object" ? last.status : 0;
  const args = words.filter((word) => typeof word === "string");
  const line = [program === "tsc" ? "npx tsc" : program, ...args.map(quote)].join(" ");
  await print(`\n${paint("green", "$")} ${paint("bold", line)}\n`);
  const status = await spawnNode(program === "node" ? args : [programs[program], ...args]);
  if (expected !== 0) await print(`(exit status ${status})\n`);
  if (status === expected) return;
  await print(`\nQuickstart stopped: "${line}" ended with exit status ${status}, not ${expected}.\n`);
  process.exit(1);
}

/** The commands must reach the database of the example, whatever DATABASE_URL says. */
function spawnNode(args) {
  const { DATABASE_URL: _url, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: work, env, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Edits the entities as an author would, and prints the edits of each file as a diff. */
async function changeEntities() {
  for (const [file, edits] of Object.entries(changes)) {
    const target = path.join(work, file);
    let text = readFileSync(target, "utf8");
    for (const [before, after] of edits) {
      if (!text.includes(before)) throw new Error(`${file} does not contain ${before}`);
      text = text.replace(before, () => after);
    }
    writeFileSync(target, text);
    const hunks = edits.map(([before, after]) => diffLines(before, after).join("\n"));
    await print(`\n${paint("cyan", file)}\n${hunks.join("\n  ...\n")}\n`);
  }
}

function diffLines(before, after) {
  const old = before.split("\n");
  const next = after.split("\n");
  return [
    ...old.filter((line) => !next.includes(line)).map((line) => paint("red", `- ${line}`)),
    ...next.map((line) => (old.includes(line) ? `  ${line}` : paint("green", `+ ${line}`.trimEnd()))),
  ];
}

function newestRevision() {
  const folder = path.join("migrations", "versions");
  const heads = readdirSync(path.join(work, folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: readFileSync(path.join(work, folder, name), "utf8") }));
  const followed = heads.map(({ text }) => /downRevision = "(\w+)"/.exec(text)?.[1]);
  const head = heads.find(({ name }) => !followed.includes(name.split("_")[0]));
  return path.join(folder, head.name);
}

function countRevisions() {
  return readdirSync(path.join(work, "migrations", "versions")).filter((name) => name.endsWith(".ts")).length;
}

function quote(word) {
  return /^[\w./:=-]+$/.test(word) ? word : `"${word}"`;
}

function rule() {
  return paint("dim", "│");
}

function paint(format, text) {
  return process.stdout.isTTY && process.env.NO_COLOR === undefined ? styleText(format, text) : text;
}

/** Resolves when the text is out, so that it stands before the output of the next command. */
function print(text) {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
