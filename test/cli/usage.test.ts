import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInProcess } from "../support/run-in-process";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

const REVISION = `exports.revision = "aaaa1111";
exports.downRevision = null;
exports.branchLabels = ["search"];
exports.dependsOn = [];
exports.upgrade = async (op) => { console.log("x is", JSON.stringify(op.x)); };
exports.downgrade = async () => {};
`;

const files = {
  "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
  "migrations/versions/a.js": REVISION,
};

describe("the command line", () => {
  let project: UserProject;
  const use = (more: Readonly<Record<string, string>>): UserProject => (project = createUserProject(more));
  afterEach(() => project.remove());

  it.each([
    [["upgarde"], 'unknown command "upgarde"', "Did you mean `orm upgrade`?"],
    [["frobnicate"], 'unknown command "frobnicate"', "The commands are init, "],
    [[], "no command is given", "orm --help"],
    [["--quiet"], "no command is given with --quiet", "orm --help"],
    [["heads", "--resolve"], "Unknown argument: resolve", "orm heads --help"],
    [["downgrade"], "an argument is missing: orm downgrade <revision>", "orm downgrade --help"],
    [["completion", "tcsh"], 'shell: "tcsh" is not one of "bash", "zsh", "fish"', "orm completion --help"],
    [
      ["ensure-version", "--sql", "--output", "none/up.sql"],
      "--output: none/up.sql cannot be written (ENOENT)",
      "Name a file in a folder",
    ],
    [["upgrade", "-x"], "Not enough arguments following: x", "orm upgrade --help"],
    [["upgrade", "-x", "=1"], "-x =1: it has no name", "-x name=value"],
  ])("%j is wrong usage", async (args, message, hint) => {
    const { status, stdout, stderr } = await runInProcess(use(files).root, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  it("shows all commands, and the options of one", async () => {
    const { orm } = use({});
    const all = await orm("--help");
    expect(all.status).toBe(0);
    for (const command of ["init", "branches", "edit <revisions..>", "completion [shell]", "-n, --name"])
      expect(all.stdout).toContain(command);
    expect((await orm("help", "heads")).stdout).toContain("--resolve-dependencies");
    expect((await orm("heads", "-h")).stdout).toContain("--all-databases");
    expect((await orm("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("takes options before and after the command", async () => {
    const { orm } = use(files);
    expect(JSON.parse((await orm("--json", "heads")).stdout)).toMatchObject({ heads: ["aaaa1111"] });
    expect((await orm("-q", "heads")).stdout).toBe("");
    expect((await orm("heads", "--quiet")).stdout).toBe("");
  });

  it("reads the configuration that --config or ORMOLU_CONFIG names, a later one over the first", async () => {
    const { orm, write, root } = use({ "db/one.json": files["orm.config.json"] });
    write("db/two.json", '{ "dataSource": { "database": "two.db" }, "migrations": { "directory": "../migrations" } }');
    write("migrations/versions/a.js", REVISION);
    expect((await orm("upgrade", "-c", "db/one.json", "-c", "db/two.json")).stdout).toContain("two.db");
    expect(existsSync(path.join(root, "db", "two.db"))).toBe(true);
    const missing = await orm("heads", "--config", "db/none.json");
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining("db/none.json") as string]);
    process.env["ORMOLU_CONFIG"] = "db/three.json";
    try {
      expect((await orm("heads")).stderr).toContain("Check the path given to ORMOLU_CONFIG.");
    } finally {
      delete process.env["ORMOLU_CONFIG"];
    }
  });

  it("hands -x arguments to the revisions, and to a configuration that is a function", async () => {
    const { orm, write } = use({ "migrations/versions/a.js": REVISION });
    write(
      "orm.config.js",
      `module.exports = async ({ x, env }) => ({
  dataSource: { type: "sqlite", driver: "libsql", database: x.file ?? env.FILE },
});
`,
    );
    write(".env", "FILE=from-env.db\n");
    expect((await orm("upgrade")).stdout).toContain("from-env.db");
    const { stdout, stderr } = await orm("upgrade", "-x", "file=b.db", "-x", "note=a=b", "-x", "flag");
    expect(stdout).toContain("b.db");
    expect(stderr).toContain('x is {"file":"b.db","note":"a=b","flag":""}');
  });

  it.each([
    ['"migrations": { "versionLocation": ["a"] }', 'migrations has no option "versionLocation"', '"versionLocations"'],
    ['"migrations": { "slugLength": "40" }', "migrations.slugLength is not a whole number from 1", "leave it out"],
    ['"migrations": { "versionLocations": "a" }', "migrations.versionLocations is not a list of texts", "leave it out"],
    ['"migrations": { "recursive": 1 }', "migrations.recursive is not true or false", "leave it out"],
    ['"migrations": { "timezone": "Mars/Olympus" }', 'is not a time zone such as "Europe/Berlin"', "leave it out"],
    ['"migrations": { "logging": { "level": "loud" } }', "migrations.logging.level is not one of", "leave it out"],
    ['"migration": { "recursive": true }', 'the configuration has no option "migration"', '"migrations"'],
  ])("refuses a configuration with %s", async (part, message, hint) => {
    const config = files["orm.config.json"].replace(/\}$/, `, ${part} }`);
    const { status, stderr } = await runInProcess(use({ ...files, "orm.config.json": config }).root, "heads");
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("CONFIG.INVALID") as string });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  it("refuses a misspelt option of the data source, which would be passed over", async () => {
    const { orm } = use({
      ...files,
      "orm.config.json": files["orm.config.json"].replace('"type"', '"entites": [], "type"'),
    });
    const { status, stderr } = await orm("heads");
    expect([status, stderr]).toEqual([1, expect.stringContaining('Did you mean "entities"?') as string]);
  });

  it("names the new file by the template, in the time zone of the project", async () => {
    const { orm, root } = use({
      ...files,
      "orm.config.json": files["orm.config.json"].replace(
        /\}$/,
        ', "migrations": { "fileTemplate": "%(year)d/%(rev)s_%(slug)s", "recursive": true, "timezone": "Asia/Kolkata", "slugLength": 7 } }',
      ),
    });
    const year = new Date().toLocaleDateString("en", { timeZone: "Asia/Kolkata", year: "numeric" });
    const { stdout } = await orm("revision", "--rev-id", "bbbb2222", "-m", "wide words", "--head", "base");
    const file = path.join("migrations", "versions", year, "bbbb2222_wide.ts");
    expect(stdout).toBe(`Wrote ${file}\n`);
    expect(readFileSync(path.join(root, file), "utf8")).toMatch(/Create Date: .*\+05:30/);
    expect((await orm("heads")).stdout).toContain("bbbb2222");
  });

  it("init writes the form that --template names, and list-templates lists them", async () => {
    const { orm, root } = use({});
    expect((await orm("list-templates")).stdout).toMatch(/^generic {2}.*\nmultidb {2}.*\n$/);
    expect((await orm("init", "--template", "mutlidb")).stderr).toContain('Did you mean "multidb"?');
    expect((await orm("init", "db", "-t", "multidb", "--package")).status).toBe(0);
    expect(JSON.parse(readFileSync(path.join(root, "db/package.json"), "utf8"))).toEqual({
      name: "project-migrations",
      private: true,
      type: "commonjs",
    });
    expect((await orm("revision", "-n", "events", "--rev-id", "bbbb2222")).stdout).toContain(
      "db/events/versions/bbbb2222",
    );
    expect((await orm("upgrade", "--all-databases")).status).toBe(0);
  });

  it("init leaves a folder that is not empty alone", async () => {
    const { orm, root } = use({ "migrations/notes.txt": "mine" });
    const { status, stderr } = await orm("init");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining(
        "the folder migrations is already there, and is not empty: it has notes.txt",
      ) as string,
    });
    expect(existsSync(path.join(root, "orm.config.ts"))).toBe(false);
  });

  it("revision --sql needs no database, and goes not with --autogenerate", async () => {
    const { orm } = use(files);
    expect((await orm("revision", "--sql", "-m", "x", "--head", "search@head")).status).toBe(0);
    const { status, stderr } = await orm("revision", "--sql", "--autogenerate");
    expect([status, stderr]).toEqual([2, expect.stringContaining("orm diff --sql") as string]);
  });

  describe("edit", () => {
    async function edit(editor: string | undefined, ...args: readonly string[]) {
      const before = { VISUAL: process.env["VISUAL"], EDITOR: process.env["EDITOR"] };
      delete process.env["VISUAL"];
      delete process.env["EDITOR"];
      if (editor !== undefined) process.env["EDITOR"] = editor;
      try {
        return await project.orm("edit", ...args);
      } finally {
        for (const [name, value] of Object.entries(before)) if (value !== undefined) process.env[name] = value;
        if (before.EDITOR === undefined) delete process.env["EDITOR"];
      }
    }
    const writer = `require("fs").writeFileSync("edited.txt", process.argv.slice(2).join("|"));`;

    it("opens the file, without a shell", async () => {
      const { root } = use({ ...files, "my editor.js": writer });
      const line = `"${process.execPath}" 'my editor.js' --wait ; touch pwned $(touch pwned)`;
      expect((await edit(line, "head")).status).toBe(0);
      expect(readFileSync(path.join(root, "edited.txt"), "utf8")).toBe(
        `--wait|;|touch|pwned|$(touch|pwned)|${path.join(root, "migrations/versions/a.js")}`,
      );
      expect(existsSync(path.join(root, "pwned"))).toBe(false);
    });

    it("opens what the database is at", async () => {
      const { root, orm } = use({ ...files, "editor.js": writer });
      await orm("upgrade");
      expect((await edit(`${process.execPath} editor.js`, "current")).status).toBe(0);
      expect(readFileSync(path.join(root, "edited.txt"), "utf8")).toContain("a.js");
    });

    it("says that there are no revisions", async () => {
      use({ "orm.config.json": files["orm.config.json"], "migrations/versions/.keep": "" });
      const { status, stderr } = await edit("true", "head");
      expect([status, stderr]).toEqual([1, expect.stringContaining("there are no revisions yet") as string]);
    });

    it.each([
      [undefined, ["head"], "CLI.NO_EDITOR: neither VISUAL nor EDITOR names an editor"],
      ["not-an-editor-at-all", ["head"], '"not-an-editor-at-all" was not found'],
      ["false", ["head"], 'the editor "false" ended with status 1'],
      ["true", ["current"], "current is base, which has no file"],
      ["true", ["nope"], "REVISION.NO_SUCH_REVISION"],
    ])("with EDITOR=%s and %j it says what is wrong", async (editor, args, message) => {
      use(files);
      const { status, stderr } = await edit(editor, ...args);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) as string });
    });
  });

  describe("completion", () => {
    it.each([
      [["fish", "orm", "up"], "upgrade\tBring the database up to a revision\n"],
      [["bash", "orm", "-q", "upgrade", "aa"], "aaaa1111\n"],
      [["zsh", "orm", "show", "sea"], "search:Branch of aaaa1111\nsearch@head:The newest of that branch\n"],
      [["bash", "orm", "history", "-r", "aaaa1111:he"], "head\nheads\n"],
      [["bash", "orm", "heads", "--reso"], "--resolve-dependencies\n"],
      [["bash", "orm", "init", "--template", ""], "generic\nmultidb\n"],
      [["bash", "orm", "completion", "f"], "fish\n"],
      [["bash", "orm", "upgrade", "--config", ""], ""],
      [["bash", "orm", "nonsense", "x"], ""],
    ])("of %j", async (words, expected) => {
      expect(await runInProcess(use(files).root, "__complete", ...words)).toEqual({
        status: 0,
        stdout: expected,
        stderr: "",
      });
    });

    it("keeps silent where the project is broken", async () => {
      const { orm } = use({ "orm.config.json": "{" });
      expect(await orm("__complete", "bash", "orm", "upgrade", "")).toEqual({ status: 0, stdout: "", stderr: "" });
    });

    it("prints scripts that the shells can read", async () => {
      const { orm } = use({});
      for (const shell of ["bash", "zsh", "fish"]) {
        const { status, stdout } = await orm("completion", shell);
        expect({ status, stdout }).toEqual({
          status: 0,
          stdout: expect.stringContaining(`__complete ${shell}`) as string,
        });
        const check = spawnSync(shell, ["-n"], { input: stdout, encoding: "utf8" });
        if (check.error === undefined) expect(check.stderr).toBe("");
      }
      expect((await orm("completion", "tcsh")).status).toBe(2);
    });
  });

  it("a program runs it with commands of its own", async () => {
    const { node, write } = use(files);
    write(
      "cli.js",
      `const { runCli, withRunner } = require("ormolu/cli");
const seed = {
  usage: "seed [table]",
  summary: "Fill the tables",
  positionals: { table: { default: "all", describe: "What" } },
  run: (context) => withRunner(context, { entities: false }, async ({ database }) => {
    context.output.line(context.values.table + " in " + database.replace(/^.*, /, ""));
    return 0;
  }),
};
runCli(process.argv.slice(2).length ? process.argv.slice(2) : ["seed"], { commands: [seed] }).then((status) => { process.exitCode = status; });
`,
    );
    expect(await node("cli.js")).toEqual({ status: 0, stdout: "all in app.db\n", stderr: "" });
  });
});
