import { existsSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

function revision(id: string, body = ""): string {
  return `exports.revision = "${id}";
exports.downRevision = null;
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => { ${body} };
exports.downgrade = async () => {};
`;
}

const config = `const { defineConfig } = require("ormolu");
module.exports = defineConfig({
  databases: {
    main: { dataSource: { database: "main.db" } },
    events: { dataSource: { database: "events.db" } },
    logs: { dataSource: { database: "logs.db" }, migrations: { directory: "other" } },
  },
  dataSource: { type: "sqlite", driver: "libsql" },
});
`;

describe("several databases in one configuration", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({
      "orm.config.js": config,
      "migrations/main/versions/a1.js": revision("a1"),
      "migrations/events/versions/b2.js": revision("b2"),
      "other/versions/c3.js": revision("c3"),
    });
  });
  afterEach(() => project.remove());

  const has = (file: string): boolean => existsSync(path.join(project.root, file));

  it("a command works on the one that -n names, before or after the command", async () => {
    expect((await project.orm("upgrade", "-n", "main")).stdout).toContain("at a1");
    expect((await project.orm("--name", "logs", "upgrade")).stdout).toContain("at c3");
    expect([has("main.db"), has("events.db"), has("logs.db")]).toEqual([true, false, true]);
  });

  it.each([
    [["upgrade"], "which database is meant? The configuration has main, events, logs"],
    [["upgrade", "-n", "evnets"], 'Did you mean "events"?'],
    [["revision", "-m", "x", "--all-databases"], "Unknown argument: all-databases"],
    [["revision", "-m", "x", "-n", "main", "-n", "logs"], "`orm revision` works on one database"],
    [["upgrade", "-n", "all", "--sql"], "--sql prints a script for one database"],
    [["upgrade", "-n", "main", "-n", "nope"], 'no database "nope"'],
  ])("%j is wrong usage and changes nothing", async (args, message) => {
    const { status, stderr } = await project.orm(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) as string });
    expect(has("main.db")).toBe(false);
  });

  it.each([[["--all-databases"]], [["-n", "all"]], [["-n", "main", "-n", "events", "-n", "logs"]]])(
    "%j runs on each, with a heading and a summary",
    async (args) => {
      const { status, stdout } = await project.orm("upgrade", ...args);
      expect(status).toBe(0);
      expect(stdout.split("\n").filter((line) => /^Database|done$/.test(line))).toEqual([
        "Database main",
        "Database events",
        "Database logs",
        "main    done",
        "events  done",
        "logs    done",
      ]);
      expect((await project.orm("current", "-n", "all", "--check-heads")).status).toBe(0);
    },
  );

  it("stops at the first that fails, and says which did not run", async () => {
    project.write("migrations/events/versions/b2.js", revision("b2", `await op.execute("broken");`));
    const { status, stdout, stderr } = await project.orm("upgrade", "--all-databases");
    expect(status).toBe(1);
    expect(stderr).toContain("REVISION.FAILED");
    expect(stdout.split("\n").slice(-4)).toEqual([
      "main    done",
      "events  failed with exit status 1",
      "logs    not run",
      "",
    ]);
    expect(has("logs.db")).toBe(false);
  });

  it("goes on with --keep-going, and prints everything as one JSON document", async () => {
    project.write("migrations/events/versions/b2.js", revision("b2", `await op.execute("broken");`));
    const { status, stdout } = await project.orm("upgrade", "--all-databases", "--keep-going", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      databases: [
        { name: "main", status: 0, result: { current: ["a1"] } },
        { name: "events", status: 1, error: { code: "REVISION.FAILED" } },
        { name: "logs", status: 0, result: { current: ["c3"] } },
      ],
    });
  });

  it("the URL of the environment is found by the name", async () => {
    project.write(".env", "EVENTS_DATABASE_URL=sqlite:elsewhere.db\nDATABASE_URL=sqlite:wrong.db\n");
    expect((await project.orm("upgrade", "--all-databases")).status).toBe(0);
    expect([has("elsewhere.db"), has("events.db"), has("wrong.db"), has("main.db")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("new revisions go to the folder of their database", async () => {
    const { stdout } = await project.orm("revision", "-n", "events", "--rev-id", "d4", "-m", "more");
    expect(stdout).toContain(path.join("migrations", "events", "versions", "d4_more"));
  });

  it("a program chooses with Runner.fromConfig({ name })", async () => {
    project.write(
      "boot.js",
      `const { Runner } = require("ormolu/migrate");
(async () => {
  const runner = await Runner.fromConfig({ name: "events" });
  console.log((await runner.upgrade()).current.join());
  await runner.close();
})();
`,
    );
    expect(await project.node("boot.js")).toEqual({ status: 0, stdout: "b2\n", stderr: "" });
  });
});
