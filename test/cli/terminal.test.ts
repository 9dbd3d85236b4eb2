import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

const BIN = path.resolve(__dirname, "../../dist/cli/bin.js");

const files = {
  "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
  "migrations/versions/a.js": `/**
 * add users
 */
exports.revision = "a1";
exports.downRevision = null;
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => {
  await op.createTable("users", { columns: [{ name: "id", type: "integer" }] });
  await op.execute("create index users_id\\n on users (id)");
  await new Promise((resolve) => setTimeout(resolve, 1200));
};
exports.downgrade = async (op) => {
  await op.execute("delete from users\\n where id > 0");
  await op.dropTable("users");
};
`,
};

const hasTerminal = spawnSync("script", ["--version"]).status === 0;

(hasTerminal ? describe : describe.skip)("at a terminal", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject(files);
  });
  afterEach(() => project.remove());

  async function type(line: string, typed?: string): Promise<{ readonly status: number | null; readonly raw: string }> {
    const { CI: _ci, ...env } = process.env;
    const command = `stty cols 100; ${process.execPath} ${BIN} ${line}`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: project.root, env });
    let raw = "";
    child.stdout.on("data", (chunk: Buffer) => {
      raw += chunk.toString();
      if (typed !== undefined && chunk.toString().includes("›")) child.stdin.write(typed);
    });
    return { status: await new Promise<number | null>((resolve) => child.on("close", resolve)), raw };
  }

  it("a long run shows where it is, and leaves nothing of that behind", async () => {
    const { status, raw } = await type("upgrade");
    expect(status).toBe(0);
    expect(raw).toMatch(/─{20} 1\/1 {2}a1 add users {2}\d\.\d s {2}create index users_id on users \(id\)/);
    const last = raw.split("\n").find((line) => line.includes("↑"));
    expect(stripVTControlCharacters(last!.slice(last!.lastIndexOf("\u001b[2K")))).toMatch(
      /^ {2}↑ a1 {2}add users {2}1\.\d s\r$/,
    );
    const piped = await project.orm("downgrade", "base");
    expect(piped).toMatchObject({ status: 0, stderr: "" });
  });

  it("what loses data is asked about, and --yes answers", async () => {
    await project.orm("upgrade");
    const refused = await type("downgrade base", "no\n");
    expect(refused.status).toBe(1);
    expect(stripVTControlCharacters(refused.raw)).toContain("- runs delete from users where id > 0");
    expect(stripVTControlCharacters(refused.raw)).toContain('- drops table "users" and every row in it');
    expect(refused.raw).toContain("CLI.DECLINED");
    expect((await project.orm("current")).stdout).toContain("a1");
    const purged = await type("stamp base --purge", "no\n");
    expect([purged.status, stripVTControlCharacters(purged.raw)]).toEqual([
      1,
      expect.stringMatching(/is forgotten:\s+- a1/) as string,
    ]);
    expect((await type("downgrade base --yes")).status).toBe(0);
    expect((await project.orm("current")).stdout).toContain("base");
  });

  it("a run that loses nothing asks nothing", async () => {
    const { status, raw } = await type("upgrade");
    expect([status, raw.includes("›")]).toEqual([0, false]);
  });
});
