import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PostWriteHook } from "../../../src/migrate/post-write-hook";
import { runPostWriteHooks } from "../../../src/migrate/run-post-write-hooks";

let root: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "ormolu-post-write-"));
  file = path.join(root, "a b.ts");
  writeFileSync(file, "start\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (hooks: PostWriteHook | readonly PostWriteHook[]): Promise<void> =>
  runPostWriteHooks({ root, migrations: { hooks } }, "3f2a", file);

const append =
  'const [file, ...rest] = process.argv.slice(1); require("fs").appendFileSync(file, [process.cwd(), ...rest].join(" ") + "\\n")';
const text = (): readonly string[] => readFileSync(file, "utf8").trim().split("\n");

/** A package in the project that brings a program. */
function writePackage(name: string, bin: string | Readonly<Record<string, string>>, source: string): void {
  const folder = path.join(root, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, bin, exports: {} }));
  writeFileSync(path.join(folder, "cli.js"), source);
}

describe("hooks after writing", () => {
  it("run a command without a shell, with the file in its place, in a folder of the project", async () => {
    mkdirSync(path.join(root, "sub"));
    await run({ command: [process.execPath, "-e", append, "--", "{file}", "$HOME; {file}"], cwd: "sub" });
    expect(text()).toEqual(["start", `${path.join(root, "sub")} $HOME; ${file}`]);
  });

  it("put the file behind the arguments where nothing says its place", async () => {
    await run({ command: [process.execPath, "-e", append, "--"] });
    expect(text()).toEqual(["start", root]);
  });

  it("run a program that a package brings, by the package's name", async () => {
    const source = 'require("fs").appendFileSync(process.argv.at(-1), process.argv.slice(2, -1).join(" ") + "\\n")';
    writePackage("@acme/tidy", { tidy: "cli.js", other: "missing.js" }, source);
    await run({ script: "@acme/tidy", arguments: ["--hard"] });
    expect(text()).toEqual(["start", "--hard"]);
  });

  it("run prettier and eslint by their names", async () => {
    for (const name of ["prettier", "eslint"]) {
      writePackage(
        name,
        "./cli.js",
        `require("fs").appendFileSync(process.argv[3], "${name} " + process.argv[2] + "\\n")`,
      );
    }
    await run(["prettier", "eslint"]);
    expect(text()).toEqual(["start", "prettier --write", "eslint --fix"]);
  });

  it("call functions with the file and the revision, one after the other", async () => {
    const log: unknown[] = [];
    await run([
      async (given, context) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push([given, context]);
      },
      () => void log.push("second"),
    ]);
    expect(log).toEqual([[file, { revision: "3f2a", root }], "second"]);
  });

  it("say which one failed and what it printed, and keep the file", async () => {
    const later = jest.fn();
    const command = [process.execPath, "-e", 'console.error("line 3: no semicolon"); process.exit(2)'] as const;
    await expect(run([{ command }, later])).rejects.toMatchObject({
      code: "REVISION.HOOK_FAILED",
      message: expect.stringMatching(
        /^a b\.ts was written, and then the hook .* failed: exit status 2: line 3: no semicolon$/,
      ) as string,
      details: { path: file },
    });
    expect([text(), later.mock.calls]).toEqual([["start"], []]);
  });

  it.each<[string, PostWriteHook, string]>([
    ["a program that is not there", { command: ["no-such-program-here"] }, "spawn no-such-program-here ENOENT"],
    ["a package that is not installed", { script: "acme" }, 'package "acme" is not installed in the project'],
    [
      "a name that means nothing",
      "black" as "prettier",
      'there is no built-in hook "black"; there are prettier, eslint',
    ],
    ["a function that throws", () => Promise.reject(new TypeError("broken")), "failed: broken"],
  ])("refuse %s", async (_what, hook, message) => {
    await expect(run(hook)).rejects.toThrow(message);
  });
});
