import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createModuleLoader } from "../../../src/data-source/loader/module-loader";
import { OrmError } from "../../../src/errors/orm-error";

const repository = path.resolve(__dirname, "../../..");
const fixtures = path.join(repository, "test/fixtures/loader");
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "ormolu-loader-")));
  compileLoader();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The loader as it is published: jest would take the place of Node's module system, which is what it extends. */
function compileLoader(): void {
  const flags = "--target es2022 --module nodenext --strict --esModuleInterop --noCheck --types node".split(" ");
  const entries = ["module-loader", "esm-hooks", "design-type"].map((name) =>
    path.join(repository, "src/data-source/loader", `${name}.ts`),
  );
  const out = ["--ignoreConfig", "--rootDir", path.join(repository, "src"), "--outDir", path.join(folder, "build")];
  const tsc = path.join(repository, "node_modules/typescript-7/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...flags, ...out, ...entries], {
    cwd: repository,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout);
  symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
}

interface Project {
  readonly root: string;
  write(name: string, text: string): void;
  run(script: string, ...flags: string[]): { output: string; errors: string };
}

/** A project of the user's, with packages of its own, in which a script uses the loader. */
function createProject(name: string, type: "commonjs" | "module", compilerOptions: object = {}): Project {
  const root = path.join(folder, "projects", name);
  const project: Project = {
    root,
    write(file, text) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    },
    run(script, ...flags) {
      const code = `const { createModuleLoader } = require(${JSON.stringify(path.join(folder, "build/data-source/loader/module-loader.js"))});
const path = require("node:path");
const loader = createModuleLoader({ root: process.cwd() });
const load = (file, code = "CONFIG.LOAD_FAILED") => loader.load(path.resolve(file), code);
const print = (value) => console.log(JSON.stringify(value));
(async () => { ${script} })().catch((error) => print({ code: error.code, message: error.message, hint: error.hint }));`;
      const env = { ...process.env, NODE_OPTIONS: "" };
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, "-e", code], {
        cwd: root,
        encoding: "utf8",
        env,
      });
      return { output: stdout.trim(), errors: stderr };
    },
  };
  project.write("package.json", JSON.stringify({ name, type }));
  project.write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        strict: true,
        experimentalDecorators: true,
        paths: { "@/*": ["./src/*"] },
        ...compilerOptions,
      },
    }),
  );
  cpSync(path.join(fixtures, "miniorm"), path.join(root, "node_modules/miniorm"), { recursive: true });
  symlinkSync(path.join(repository, "node_modules/reflect-metadata"), path.join(root, "node_modules/reflect-metadata"));
  project.write(
    "node_modules/typings-only/package.json",
    JSON.stringify({ name: "typings-only", exports: { ".": { types: "./index.d.ts" } } }),
  );
  project.write("node_modules/typings-only/index.d.ts", "export interface Shape { side: number }");
  return project;
}

function fill(name: string, values: Record<string, string>): string {
  return readFileSync(path.join(fixtures, name), "utf8").replaceAll(
    /\{\{(\w+)\}\}/g,
    (_match, key: string) => values[key]!,
  );
}

function writeEntities(project: Project, isModule: boolean, isRelation: boolean, isTypeImport: boolean): void {
  const ending = isModule ? ".js" : "";
  const type = isTypeImport ? "type " : "";
  const wrap = (name: string): string => (isRelation ? `Relation<${name}>` : name);
  project.write("src/entities/user.ts", fill("user.template.ts", { ending, type, post: wrap("Post") }));
  project.write("src/entities/post.ts", fill("post.template.ts", { ending, user: wrap("User") }));
  project.write("src/shared/role.ts", readFileSync(path.join(fixtures, "role.ts"), "utf8"));
}

const DUMP = `const { User } = await load("src/entities/user.ts"); const { Post } = await load("src/entities/post.ts");
  const { dump } = require("miniorm"); print([User.isEntity && Post.isEntity, dump()]);`;

const shapes = ["commonjs", "module"].flatMap((type) =>
  [false, true].flatMap((isRelation) =>
    [false, true].map((isTypeImport) => ({ type: type as "commonjs" | "module", isRelation, isTypeImport })),
  ),
);

describe("the loader in a process of its own", () => {
  it.each(shapes)(
    "gives entities their types: $type, Relation<T>: $isRelation, type import: $isTypeImport",
    ({ type, isRelation, isTypeImport }) => {
      const project = createProject(`${type}-${isRelation}-${isTypeImport}`, type);
      writeEntities(project, type === "module", isRelation, isTypeImport);
      const { output, errors } = project.run(DUMP);
      const relation = (known: string, name: string): string => `${isRelation ? "Object" : known} | ${name}`;
      expect([errors, JSON.parse(output)]).toEqual([
        "",
        [
          true,
          {
            "User.id": "Number",
            "User.big": "BigInt",
            "User.name": "String",
            "User.slug": "String",
            "User.role": "String | String",
            "User.level": "Number",
            "User.meta": isTypeImport ? "Object" : "Object | Object",
            "User.created": "Date",
            "User.deleted": "Object",
            "User.tags": "Array",
            "User.bytes": "Buffer",
            "User.shape": "Object",
            "User.use": "Object",
            "User.first": relation("Post", "Post"),
            "User.self": "Object",
            "User.promote": "Function | (User, String) => Promise",
            "Post.author": relation("Object", "User"),
            "Post.title": "String",
          },
        ],
      ]);
    },
  );

  it("sees Date | null as Date without strictNullChecks, as tsc does", () => {
    const project = createProject("loose", "commonjs", { strict: false });
    project.write(
      "a.ts",
      `import { Column } from "miniorm"; export class A { @Column() at!: Date | null; @Column() name!: string | undefined; }`,
    );
    expect(JSON.parse(project.run(`await load("a.ts"); print(require("miniorm").dump());`).output)).toEqual({
      "A.at": "Date",
      "A.name": "String",
    });
  });

  it.each([
    ["es2021", false],
    ["es2022", true],
  ])("follows the target for fields without a value: %s", (target, isOwn) => {
    const project = createProject(`fields-${target}`, "module", { target });
    project.write("a.ts", "export class A { name!: string; }");
    expect(project.run(`const { A } = await load("a.ts"); print(Object.hasOwn(new A(), "name"));`).output).toBe(
      String(isOwn),
    );
  });

  it("gives one class to a file that is imported under several names", () => {
    const project = createProject("identity", "module");
    project.write("src/a.ts", "export class A {}");
    project.write(
      "src/b.ts",
      `export { A as One } from "./a"; export { A as Two } from "./a.js"; export { A as Three } from "@/a";`,
    );
    expect(
      project.run(
        `const { One, Two, Three } = await load("src/b.ts"); const { A } = await load("src/a.ts"); print([One === A, Two === A, Three === A]);`,
      ).output,
    ).toBe("[true,true,true]");
  });

  it.each(["commonjs", "module"] as const)("reads default exports and named ones alike: %s", (type) => {
    const project = createProject(`exports-${type}`, type);
    project.write("config.ts", "export const named = 1; export default { dataSource: { type: 'x' } };");
    project.write("plain.cjs", "module.exports = { dataSource: 1 };");
    project.write("plain.mjs", "export default { dataSource: 2 };");
    project.write("data.json", `{ "dataSource": 3 }`);
    const { output } = project.run(
      `for (const file of ["config.ts", "plain.cjs", "plain.mjs", "data.json"]) { const { named, default: value } = await load(file); print([named, value]); }`,
    );
    expect(output.split("\n").map((line) => JSON.parse(line) as unknown)).toEqual([
      [1, { dataSource: { type: "x" } }],
      [null, { dataSource: 1 }],
      [null, { dataSource: 2 }],
      [null, { dataSource: 3 }],
    ]);
  });

  it("installs nothing for JavaScript", () => {
    const project = createProject("plain", "module");
    project.write("a.js", "export const a = 1;");
    expect(
      project.run(
        `const { a } = await load("a.js"); print([a, ".ts" in require.extensions, process.sourceMapsEnabled ?? false]);`,
      ).output,
    ).toMatch(/^\[1,false/);
  });

  it("loads CommonJS source from modules: .cts from .mts", () => {
    const project = createProject("mixed", "module");
    project.write("a.mts", `import { b } from "./b.cjs"; export const a: number = b + 1;`);
    project.write("b.cts", "const one: number = 1; export const b = one;");
    expect(project.run(`print((await load("a.mts")).a); print((await load("b.cts")).b);`).output).toBe("2\n1");
  });

  it.each(["commonjs", "module"] as const)("keeps the lines of the source in stack traces: %s", (type) => {
    const project = createProject(`stack-${type}`, type);
    project.write(
      "a.ts",
      `import { Column } from "miniorm";\n\nexport class A {\n  @Column() name!: string;\n}\nexport function fail(): never {\n  throw new Error("here");\n}\n`,
    );
    const { output } = project.run(
      `const { fail } = await load("a.ts"); try { fail(); } catch (error) { print(error.stack.split("\\n")[1]); }`,
    );
    expect(output).toMatch(/a\.ts:7:9\)?"$/);
  });

  it("keeps compiled code until the source or its options change", () => {
    const project = createProject("cached", "commonjs");
    project.write("a.ts", "export const a: number = 1;");
    const script = `print((await load("a.ts")).a);`;
    expect(project.run(script).output).toBe("1");
    const cache = path.join(project.root, "node_modules/.cache/ormolu/transpiled");
    const [entry] = readdirSync(cache).map((name) => path.join(cache, name));
    writeFileSync(entry!, readFileSync(entry!, "utf8").replace(/const a\s+= 1/, "const a = 41"));
    expect(project.run(script).output).toBe("41");
    project.write("a.ts", "export const a: number = 2;");
    expect([project.run(script).output, readdirSync(cache).length]).toEqual(["2", 1]);
  });

  it("keeps no compiled code of a hidden file, which is there for a moment only", () => {
    const project = createProject("hidden", "commonjs");
    project.write(".a.ts", "export const a: number = 1;");
    expect(project.run(`print((await load(".a.ts")).a);`).output).toBe("1");
    expect(existsSync(path.join(project.root, "node_modules/.cache/ormolu/transpiled"))).toBe(false);
  });

  it.each(["commonjs", "module"] as const)("names the place of what went wrong: %s", (type) => {
    const project = createProject(`failures-${type}`, type);
    project.write("syntax.ts", `const a = 1;\nexport const = 2;\n`);
    project.write("decorated.ts", `@Entity(\nclass A {}\n`);
    project.write("throws.ts", `\nexport const a: number = JSON.parse("{");\n`);
    project.write("missing.ts", `import { a } from "./nowhere.js";\nconsole.log(a);\n`);
    const fail = (file: string): { code: string; message: string; hint: string } => {
      const { output } = project.run(`await load(${JSON.stringify(file)}, "REVISION.LOAD_FAILED");`);
      return JSON.parse(output) as { code: string; message: string; hint: string };
    };
    expect(fail("syntax.ts")).toMatchObject({
      code: "REVISION.LOAD_FAILED",
      message: expect.stringMatching(/^syntax\.ts:2:14: \w/) as string,
    });
    expect(fail("decorated.ts").message).toMatch(/^decorated\.ts:\d+:\d+: /);
    expect(fail("throws.ts").message).toMatch(/^throws\.ts:2:\d+: .*JSON/);
    const missing = fail("missing.ts");
    expect([missing.message, missing.hint]).toEqual([
      expect.stringMatching(/missing\.ts.*nowhere/s),
      expect.stringMatching(/nowhere/),
    ]);
  });

  it("explains a circular import, and a type imported as a value", () => {
    const project = createProject("circular", "module");
    project.write("a.ts", `import { B } from "./b.js";\nexport class A extends B {}\n`);
    project.write("b.ts", `import { A } from "./a.js";\nexport class B {}\nexport const early = A;\n`);
    project.write("c.ts", `import { Thing } from "./d.js";\nexport const c = Thing;\n`);
    project.write("d.ts", `export interface Thing {}\n`);
    const [circular, link] = ["b.ts", "c.ts"].map(
      (file) =>
        JSON.parse(project.run(`await load(${JSON.stringify(file === "b.ts" ? "a.ts" : file)});`).output) as {
          message: string;
          hint: string;
        },
    );
    expect(circular).toMatchObject({
      message: "b.ts:3:22: Cannot access 'A' before initialization",
      hint: expect.stringContaining("Relation<A>") as string,
    });
    expect(link).toMatchObject({
      message: expect.stringMatching(/^c\.ts:1: .*Thing/) as string,
      hint: expect.stringContaining("import type") as string,
    });
  });

  it("explains what is undefined because its module does not have it", () => {
    const project = createProject("undefined-imports", "commonjs");
    project.write("library.ts", `export const there = 1;\n`);
    project.write("base.ts", `import { Base } from "./library";\nexport class A extends Base {}\n`);
    project.write("decorator.ts", `import { Gone } from "./library";\n@Gone() export class B {}\n`);
    const hints = ["base.ts", "decorator.ts"].map(
      (file) => (JSON.parse(project.run(`await load(${JSON.stringify(file)});`).output) as { hint: string }).hint,
    );
    const why = "is undefined: the module that it is imported from has nothing of that name";
    expect(hints).toEqual([
      expect.stringContaining(`What the class extends ${why}`),
      expect.stringContaining(`Gone ${why}`),
    ]);
  });

  it("leaves an error of ours as it is", () => {
    const project = createProject("ours", "commonjs");
    project.write(
      "a.ts",
      `throw Object.assign(new Error("table"), { code: "ENTITY.NO_PRIMARY_KEY", [Symbol.for("ormolu.error")]: true });`,
    );
    expect(JSON.parse(project.run(`await load("a.ts");`).output)).toMatchObject({ code: "ENTITY.NO_PRIMARY_KEY" });
  });

  it("leaves the work to a runner that handles TypeScript already", () => {
    const project = createProject("runner", "commonjs");
    project.write("a.ts", "export const a: number = 1;");
    const { output } = project.run(
      `require.extensions[".ts"] = (module) => module._compile("exports.a = 'by the runner'", module.filename); print((await load("a.ts")).a);`,
    );
    expect(output).toBe('"by the runner"');
  });
});

describe("the loader under jest", () => {
  it("loads TypeScript through jest, so that classes are the ones that tests import", async () => {
    const file = path.join(repository, "src/errors/orm-error.ts");
    const loader = createModuleLoader({ root: repository });
    const loaded = await loader.load(file, "CONFIG.LOAD_FAILED");
    expect(loaded["OrmError"]).toBe(OrmError);
  });
});
