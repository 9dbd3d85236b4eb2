import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const BIN = path.resolve(__dirname, "../../dist/cli/bin.js");

function revision(id: string, downRevision: string | null, body: string): string {
  return `exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(downRevision)};
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => { ${body} };
exports.downgrade = async () => {};
`;
}

/** How the process behaves beside its result: signals, closed pipes, work that nobody waits for. */
describe("the process of orm", () => {
  let project: UserProject;
  afterEach(() => project.remove());

  function projectWith(body: string): UserProject {
    project = createUserProject({
      "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
      "migrations/versions/a1.js": revision("a1", null, body),
    });
    return project;
  }

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends on %s with a clear message, status %i, and nothing kept", async (signal, status) => {
    const { orm, root } = projectWith(
      `await op.execute("create table kept (id integer)"); process.stdout.write("under way"); await new Promise((r) => setTimeout(r, 20000));`,
    );
    const child = spawn(process.execPath, [BIN, "upgrade"], { cwd: root });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("under way")) child.kill(signal);
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).toEqual({
      code: status,
      stderr: expect.stringMatching(
        /CLI\.INTERRUPTED: interrupted by SIG\w+\n {2}→ The revision under way is rolled back/,
      ) as string,
    });
    expect((await orm("current")).stdout).toContain("base");
  });

  it("keeps what a revision prints out of a script and of JSON", () => {
    const { root } = projectWith(`console.log("from the revision"); await op.execute("select 1");`);
    const run = (...args: string[]) => spawnSync(process.execPath, [BIN, ...args], { cwd: root, encoding: "utf8" });
    const script = run("upgrade", "--sql");
    expect(script.stdout).toContain("select 1;");
    expect(script.stdout).not.toContain("from the revision");
    expect(script.stderr).toBe("from the revision\n");
    expect(JSON.parse(run("upgrade", "--json").stdout)).toMatchObject({ current: ["a1"] });
  });

  it("ends with 3 where a revision fails behind others of the run, and with 1 where nothing has changed", async () => {
    const { orm, write } = projectWith(`await op.execute("select 1");`);
    write("migrations/versions/b2.js", revision("b2", "a1", `await op.execute("select nothing");`));
    const first = await orm("upgrade");
    expect({ status: first.status, stderr: first.stderr }).toEqual({
      status: 3,
      stderr: expect.stringContaining("1 revision before it is done: the database is at a1.") as string,
    });
    expect((await orm("upgrade")).status).toBe(1);
  });

  it("says of a file with an await outside of a function what to do", () => {
    const { root, write } = projectWith("");
    write("migrations/versions/b2.ts", `${revision("b2", "a1", "").replaceAll("exports.", "export const ")}await 1;`);
    const { status, stderr } = spawnSync(process.execPath, [BIN, "upgrade"], { cwd: root, encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        "error REVISION.LOAD_FAILED: migrations/versions/b2.ts: it has an await outside of a function\n" +
        "  → Move what is awaited into a function, or make the file an .mts.\n",
    });
  });

  it("refuses op after its revision, with the code and without a stack", async () => {
    const { orm } = projectWith(`setTimeout(() => void op.execute("select 1"), 0); await op.execute("select 1");`);
    project.write("migrations/versions/b2.js", revision("b2", "a1", "await new Promise((r) => setTimeout(r, 2000));"));
    const { status, stderr } = await orm("upgrade");
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("REVISION.ENDED") as string });
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("says nothing when its reader goes away", async () => {
    const { root } = projectWith("");
    const child = spawn(process.execPath, [BIN, "history"], { cwd: root });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it.each([
    [["upgrade", ""], "revision is empty"],
    [["upgrade", "--lock-timeout", "soon"], "--lock-timeout is not a span of time"],
    [["revision", "-m", "a", "-m", "b"], "message is given 2 times"],
    [["revision", "-m"], "Not enough arguments following: m"],
  ])("takes %j for wrong usage", async (args, message) => {
    const { status, stderr } = await projectWith("").orm(...args);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(`CLI.USAGE: ${message}`) as string,
    });
  });

  it("lets DATABASE_URL go before the path of the configuration, and reads it from .env", async () => {
    const { orm, write } = projectWith("");
    write(".env", "DATABASE_URL=sqlite:other.db\n");
    expect((await orm("upgrade")).stdout).toContain("other.db");
  });

  it("refuses an id that differs from another only by case", async () => {
    const { status, stderr } = await projectWith("").orm("revision", "--rev-id", "A1", "-m", "second");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("REVISION.DUPLICATE_REVISION: revision a1 exists already") as string,
    });
  });

  it("prints the first line of a message only", async () => {
    const { orm, write } = projectWith("");
    write(
      "migrations/versions/a1.js",
      `/**\n * first\n * second\n *\n * Revision ID: a1\n */\n${revision("a1", null, "")}`,
    );
    expect((await orm("upgrade")).stdout).toMatch(/a1 {2}first {2}\d+ ms\n/);
  });
});
