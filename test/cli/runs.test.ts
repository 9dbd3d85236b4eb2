import { appendFileSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";
import { writeRevisionFile } from "../support/write-revision-file";

const CONFIG = `module.exports = { dataSource: { type: "sqlite", database: "app.db" } };`;

describe("what a database remembers", () => {
  let project: UserProject;

  beforeEach(() => {
    project = createUserProject({ "orm.config.js": CONFIG });
    writeRevisionFile(project.root, { id: "a1", downRevision: null, upgrade: "", downgrade: "" });
  });

  afterEach(() => project.remove());

  it("is listed by `orm runs`, newest first", async () => {
    expect((await project.orm("runs")).stdout).toContain("No run is recorded.");
    await project.orm("upgrade", "--tag", "release 7");
    await project.orm("downgrade", "base");
    const { status, stdout } = await project.orm("runs", "--json");
    const { runs } = JSON.parse(stdout) as { runs: readonly { command: string; result: string; tag: string | null }[] };
    expect(status).toBe(0);
    expect(runs.map(({ command, result, tag }) => [command, result, tag])).toEqual([
      ["downgrade", "done", null],
      ["upgrade", "done", "release 7"],
    ]);
    expect((await project.orm("runs", "--limit", "1")).stdout).toMatch(/done\s+downgrade base\s+a1 -> base/);
  });

  it("makes `orm upgrade` and `orm check` refuse an edited revision with status 1", async () => {
    await project.orm("upgrade");
    appendFileSync(path.join(project.root, "migrations", "versions", "a1.js"), "// edited\n");
    for (const command of ["upgrade", "check"]) {
      const { status, stderr } = await project.orm(command);
      expect([status, stderr]).toEqual([1, expect.stringContaining("error REVISION.EDITED: revision a1 (a1.js)")]);
    }
  });

  it("refuses a --lock-timeout that is no span of time with status 2", async () => {
    const { status, stderr } = await project.orm("upgrade", "--lock-timeout", "soon");
    expect([status, stderr]).toEqual([2, expect.stringContaining("--lock-timeout is not a span of time")]);
  });
});
