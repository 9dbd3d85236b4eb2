// The whole road as a user walks it: a new project that installs the packed package, once as ESM and once as CommonJS,
// with TypeScript entities that refer to each other, on every database that answers.
// node .ci/package-road.mjs [--keep]
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const { findTargets } = require("../test/support/targets.cjs");
const work = mkdtempSync(path.join(os.tmpdir(), "ormolu-package-"));
const failures = [];

const first = {
  get "user.ts"() {
    return userText("");
  },
  get "post.ts"() {
    return `import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from "ormolu";
import { User } from "./user$JS";

@Entity()
@Index(["title"])
export class Post {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 200 })
  title!: string;

  @Column({ type: "text", nullable: true })
  body!: string | null;

  @CreateDateColumn()
  createdAt!: Date;

  @ManyToOne(() => User, (user) => user.posts, { onDelete: "CASCADE" })
  author!: Relation<User>;
}
`;
  },
};

const second = {
  get "user.ts"() {
    return userText(`
  @Column({ length: 60, nullable: true })
  nickname!: string;
`).replace('Reader = "reader"', 'Reader = "reader",\n  Editor = "editor"');
  },
  get "post.ts"() {
    return first["post.ts"].replace("length: 200", "length: 300");
  },
};

/** What is left of tables, sequences and enum types, the runner's own tables not. */
const PG_LEFTOVERS = String.raw`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname not like 'orm\_%'
             union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'`;

const tarball = pack();
const targets = (await findTargets({ requireAll: process.env.ORMOLU_TEST_REQUIRE === "all" })).targets;
for (const kind of ["module", "commonjs"]) {
  const project = createProject(kind);
  for (const target of targets) await walk(project, kind, target);
}
if (!process.argv.includes("--keep")) rmSync(work, { recursive: true, force: true });
console.log(failures.length === 0 ? "package road: all passed" : `package road: ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function pack() {
  const out = execFileSync("npm", ["pack", "--silent", "--pack-destination", work], { cwd: root, encoding: "utf8" });
  return path.join(work, out.trim().split("\n").at(-1));
}

function createProject(kind) {
  const project = path.join(work, kind);
  mkdirSync(path.join(project, "src", "entities"), { recursive: true });
  const manifest = { name: `road-${kind}`, private: true, type: kind };
  writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest, null, 2));
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
  };
  writeFileSync(
    path.join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["src", "migrations", "orm.config.ts"] }, null, 2),
  );
  const drivers = ["pg", "mysql2", "libsql", "@electric-sql/pglite", "@types/node"].map(
    (name) => `${name}@${require(path.join(root, "node_modules", name, "package.json")).version}`,
  );
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...drivers], {
    cwd: project,
    stdio: "inherit",
  });
  // The compiled driver is borrowed: building it again would take longer than everything else.
  const compiled = path.join(root, "node_modules", "sqlite3");
  if (existsSync(compiled)) symlinkSync(compiled, path.join(project, "node_modules", "sqlite3"));
  return project;
}

async function walk(project, kind, target) {
  const name = `${target.name}, ${kind === "module" ? "ESM" : "CommonJS"}`;
  const database = await createDatabase(target, project, kind);
  const env = { ...process.env, ...database.env, DATABASE_URL: undefined };
  const orm = (...args) => spawnSync("npx", ["--no-install", "orm", ...args], { cwd: project, env, encoding: "utf8" });
  const log = [];
  const expect = (status, ...args) => {
    const result = orm(...args);
    log.push(`$ orm ${args.join(" ")}  -> ${result.status}\n${result.stdout}${result.stderr}`);
    if (result.status !== status) throw new Error(`orm ${args.join(" ")} ended with ${result.status}, not ${status}`);
    return result.stdout;
  };
  try {
    rmSync(path.join(project, "migrations"), { recursive: true, force: true });
    rmSync(path.join(project, "orm.config.ts"), { force: true });
    writeEntities(project, kind, first);
    expect(0, "init");
    writeFileSync(path.join(project, "orm.config.ts"), configText(database.options));
    expect(0, "revision", "--autogenerate", "-m", "first");
    expect(0, "upgrade", "head");
    expect(0, "check");
    writeEntities(project, kind, second);
    const changes = expect(1, "check");
    if (!changes.includes("nickname")) throw new Error("orm check does not name what changed");
    expect(0, "revision", "--autogenerate", "-m", "second");
    typeCheck(project, log);
    expect(0, "upgrade", "head");
    expect(0, "check");
    if (process.argv.includes("--keep") && kind === "module") keepRevisions(project, target.name);
    expect(0, "downgrade", "base");
    const left = await database.leftovers();
    if (left.length > 0) throw new Error(`not empty after downgrade base: ${left.join(", ")}`);
    console.log(`  passed  ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`  FAILED  ${name}: ${error.message}\n${log.slice(-2).join("\n")}`);
  } finally {
    await database.drop();
  }
}

function typeCheck(project, log) {
  const tsc = path.join(root, "node_modules", "typescript-7", "bin", "tsc");
  const result = spawnSync(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: project, encoding: "utf8" });
  log.push(`$ tsc -> ${result.status}\n${result.stdout}`);
  if (result.status !== 0) throw new Error("the project does not type check");
}

function keepRevisions(project, name) {
  const folder = path.join(work, "revisions", name);
  mkdirSync(folder, { recursive: true });
  const versions = path.join(project, "migrations", "versions");
  for (const file of readdirSync(versions))
    writeFileSync(path.join(folder, file), readFileSync(path.join(versions, file)));
}

/** A fresh database, what the configuration says of it, and how to look whether anything is left in it. */
async function createDatabase(target, project, kind) {
  const name = `orm_road_${process.pid}_${kind}`;
  if (target.dialect === "sqlite" || target.type === "pglite") {
    const place = path.join(project, target.type === "pglite" ? "pgdata" : "road.db");
    rmSync(place, { recursive: true, force: true });
    const options = {
      type: target.type,
      database: place,
      ...(target.driver === undefined ? {} : { driver: target.driver }),
    };
    return {
      options,
      env: {},
      leftovers: () => (target.type === "pglite" ? pgliteLeftovers(place) : sqliteLeftovers(place)),
      drop: async () => rmSync(place, { recursive: true, force: true }),
    };
  }
  const url = new URL(target.url);
  url.pathname = `/${name}`;
  const options = { type: target.type, url: url.href };
  if (target.dialect === "postgres") {
    const { Client } = require("pg");
    const run = async (at, sql) => {
      const client = new Client({ connectionString: at });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    };
    await run(target.url, `create database ${name}`);
    return {
      options,
      env: {},
      leftovers: async () => (await run(url.href, PG_LEFTOVERS)).map((row) => row.name),
      drop: () => run(target.url, `drop database ${name}`),
    };
  }
  const mysql = require("mysql2/promise");
  const run = async (sql) => {
    const { hostname: host, port, username: user, password } = new URL(target.url);
    const connection = await mysql.createConnection({ host, port: Number(port || 3306), user, password });
    try {
      return (await connection.query(sql))[0];
    } finally {
      await connection.end();
    }
  };
  await run(`create database ${name}`);
  return {
    options,
    env: {},
    leftovers: async () =>
      (
        await run(
          `select table_name as name from information_schema.tables where table_schema = '${name}' and table_name not like 'orm\\_%'`,
        )
      ).map((row) => row.name),
    drop: () => run(`drop database ${name}`),
  };
}

async function pgliteLeftovers(place) {
  const { PGlite } = await import("@electric-sql/pglite");
  const database = await PGlite.create(place);
  const { rows } = await database.query(PG_LEFTOVERS);
  await database.close();
  return rows.map((row) => row.name);
}

async function sqliteLeftovers(place) {
  const Database = require("libsql");
  const database = new Database(place);
  const rows = database
    .prepare(
      "select name from sqlite_master where name not like 'sqlite\\_%' escape '\\' and tbl_name not like 'orm\\_%' escape '\\'",
    )
    .all();
  database.close();
  return rows.map((row) => row.name);
}

function configText(options) {
  return `import { defineConfig } from "ormolu";

export default defineConfig({
  dataSource: { ...${JSON.stringify(options)}, entities: ["src/entities/*.ts"] },
  migrations: { directory: "migrations" },
});
`;
}

function writeEntities(project, kind, entities) {
  const ending = kind === "module" ? ".js" : "";
  for (const [file, text] of Object.entries(entities)) {
    writeFileSync(path.join(project, "src", "entities", file), text.replaceAll("$JS", ending));
  }
}

function userText(more) {
  return `import { Check, Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from "ormolu";
import { Post } from "./post$JS";

export enum Role {
  Reader = "reader",
  Writer = "writer",
}

@Entity()
@Check("user_age", "age >= 0")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ unique: true })
  email!: string;

  @Column({ type: "enum", enum: Role, default: Role.Reader })
  role!: Role;

  @Column({ type: "int", nullable: true })
  age!: number | null;
${more}
  @OneToMany(() => Post, (post) => post.author)
  posts!: Relation<Post[]>;
}
`;
}
