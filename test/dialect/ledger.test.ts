import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { acceptChecksums } from "../../src/migrate/ledger-checks";
import { createLedger, type RecordedRevision } from "../../src/migrate/ledger";
import type { DataSource } from "../../src/data-source/data-source";
import { Runner } from "../../src/migrate/runner";
import { createVersionTable } from "../../src/migrate/version-table";
import { describeEachDatabase } from "../support/databases";
import { collectEvents, createTable, useRevisionProject } from "../support/revision-project";

const THREE = { a1: createTable("t_a"), b2: createTable("t_b"), c3: createTable("t_c") };

/** What the database keeps of its revisions, and what a run makes of it. */
describeEachDatabase("the records of applied revisions", (database) => {
  const project = useRevisionProject(database);
  let dataSource: DataSource;
  let runner: Runner;

  beforeEach(async () => {
    dataSource = await project.open();
    runner = new Runner(dataSource);
    project.write(THREE);
  });

  const ledger = () => createLedger(dataSource.dialect, dataSource.migrations);
  async function recorded(): Promise<readonly RecordedRevision[]> {
    const rows = await dataSource.withConnection((connection) => ledger().read(connection));
    return [...rows.values()].sort((left, right) => (left.revision < right.revision ? -1 : 1));
  }
  const source = (id: string) => dataSource.withConnection((connection) => ledger().readSource(connection, id));
  const at = async () => (await runner.current()).map(({ revision }) => revision);

  it("have a row for each, with who applied it, its source and its links, until it is taken back", async () => {
    await runner.upgrade("b2");
    const rows = await recorded();
    expect(rows).toEqual([
      expect.objectContaining({
        revision: "a1",
        fileName: "a1.js",
        form: "javascript",
        downRevision: [],
        how: "upgrade",
      }),
      expect.objectContaining({
        revision: "b2",
        downRevision: ["a1"],
        dependsOn: [],
        branchLabels: [],
        how: "upgrade",
      }),
    ]);
    expect(rows[0]!.appliedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(rows[0]!.appliedBy).toMatch(/^.+@.+$/);
    expect(await source("b2")).toBe(readFileSync(project.file("b2"), "utf8"));
    await runner.downgrade("-1");
    expect((await recorded()).map(({ revision }) => revision)).toEqual(["a1"]);
  });

  it("hold sources of any size and any characters", async () => {
    project.edit("a1", `// ${"ä€😀'\"\\`$1?:x".repeat(20_000)}\n`);
    await runner.upgrade("a1");
    expect(await source("a1")).toBe(readFileSync(project.file("a1"), "utf8"));
  });

  it("follow a stamp in both directions", async () => {
    await runner.stamp("c3");
    expect((await recorded()).map(({ revision, how }) => [revision, how])).toEqual([
      ["a1", "stamp"],
      ["b2", "stamp"],
      ["c3", "stamp"],
    ]);
    await runner.stamp("a1");
    expect((await recorded()).map(({ revision }) => revision)).toEqual(["a1"]);
    await runner.stamp("b2", { purge: true });
    expect((await recorded()).map(({ revision }) => revision)).toEqual(["a1", "b2"]);
  });

  it("refuse an applied revision that was edited, and execute nothing", async () => {
    await runner.upgrade("b2");
    project.edit("a1", "// another line\n");
    for (const run of [() => runner.upgrade(), () => runner.downgrade("base"), () => runner.check()]) {
      await expect(run()).rejects.toMatchObject({
        code: "REVISION.EDITED",
        message: "revision a1 (a1.js) is applied, and the file changed since",
        hint: expect.stringContaining("orm repair --accept a1") as string,
      });
    }
    expect(await at()).toEqual(["b2"]);
    await runner.stamp("a1");
    expect(await at()).toEqual(["a1"]);
  });

  it("take an edited file for what was applied where it is accepted", async () => {
    await runner.upgrade("b2");
    project.edit("a1", "// another line\n");
    const graph = await new Runner(dataSource).graph();
    const accepted = await dataSource.withConnection((connection) =>
      acceptChecksums(dataSource, graph, connection, ["b2"], ["a1"]),
    );
    expect(accepted.map(({ revision }) => revision)).toEqual(["a1"]);
    expect((await runner.upgrade()).current).toEqual(["c3"]);
  });

  it("take line ends for the same, and files that a compiler wrote anew for a notice", async () => {
    await runner.upgrade("b2");
    writeFileSync(project.file("b2"), readFileSync(project.file("b2"), "utf8").replaceAll("\n", "\r\n"));
    project.edit("a1", "//# sourceMappingURL=a1.js.map\n");
    const { events, onEvent } = collectEvents("notice");
    expect((await runner.upgrade("head", { onEvent })).current).toEqual(["c3"]);
    expect(events).toEqual([expect.objectContaining({ notice: "recompiled", details: { revisions: ["a1"] } })]);
  });

  it("say what they know of a database that is ahead of the code", async () => {
    await runner.upgrade();
    project.remove("b2");
    project.remove("c3");
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.NO_SUCH_REVISION",
      message: expect.stringMatching(
        /^the database is at revision c3 \(applied .+Z by .+\), and no file has that id: the database is ahead of this code by 2 revisions, after a1, which is known here$/,
      ) as string,
    });
    await expect(runner.check()).rejects.toMatchObject({ code: "REVISION.NO_SUCH_REVISION" });
    expect(await runner.current()).toEqual([{ revision: "c3", message: "", isHead: false, isKnown: false }]);
  });

  it("run the kept source to take down what no file has, and leave no file", async () => {
    await runner.upgrade();
    project.remove("b2");
    project.remove("c3");
    const { events, onEvent } = collectEvents("notice");
    expect((await runner.downgrade("a1", { onEvent })).current).toEqual(["a1"]);
    expect(events).toEqual([
      expect.objectContaining({ notice: "stored-source", details: { revisions: ["c3", "b2"] } }),
    ]);
    expect(readdirSync(path.dirname(project.file("a1")))).toEqual(["a1.js"]);
    expect((await recorded()).map(({ revision }) => revision)).toEqual(["a1"]);
    await expect(dataSource.query("SELECT id FROM t_b")).rejects.toMatchObject({ code: "QUERY.FAILED" });
  });

  it("refuse a kept source that somebody changed", async () => {
    await runner.upgrade();
    project.remove("c3");
    await dataSource.query("UPDATE orm_revision SET source = 'x' WHERE revision = 'c3'");
    await expect(runner.downgrade("-1")).rejects.toMatchObject({ code: "REVISION.LOAD_FAILED" });
    expect(await at()).toEqual(["c3"]);
  });

  it("know nothing of a row that something else wrote", async () => {
    await runner.upgrade("a1");
    const table = createVersionTable(dataSource.dialect, dataSource.migrations);
    await dataSource.withConnection((connection) => table.move(connection, ["a1"], ["zz"]));
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.NO_SUCH_REVISION",
      message: "the database is at revision zz, and no file has that id",
    });
  });

  it("list the runs, newest first, with how they ended", async () => {
    await runner.upgrade("b2", { tag: "release 7" });
    await runner.upgrade("b2");
    project.write({ ...THREE, c3: `throw new Error("stop");` });
    await expect(runner.upgrade()).rejects.toMatchObject({ code: "REVISION.FAILED" });
    await runner.downgrade("-1");
    const runs = await runner.runs();
    expect(runs.map(({ command, target, from, to, result, tag }) => [command, target, from, to, result, tag])).toEqual([
      ["downgrade", "-1", ["b2"], ["a1"], "done", null],
      ["upgrade", "head", ["b2"], ["b2"], "failed", null],
      ["upgrade", "b2", [], ["b2"], "done", "release 7"],
    ]);
    expect(runs[1]!.error).toContain("REVISION.FAILED");
    expect(runs[0]!.pid).toBe(process.pid);
    expect(await runner.runs(1)).toEqual([runs[0]]);
  });

  it("mark a run whose process is gone", async () => {
    await runner.upgrade("a1");
    await dataSource.query("UPDATE orm_run SET result = 'running', pid = 2147483646, finished_at = NULL");
    const { events, onEvent } = collectEvents("notice");
    await runner.upgrade("b2", { onEvent });
    expect((await runner.runs()).map(({ result }) => result)).toEqual(["done", "interrupted"]);
    expect(events).toEqual([expect.objectContaining({ notice: "interrupted-run" })]);
  });

  it("keep no record of a run that has nothing to do, and make no table for it", async () => {
    project.write({ a1: createTable("t_a") });
    for (const id of ["b2", "c3"]) project.remove(id);
    await runner.stamp("base");
    expect(await runner.runs()).toEqual([]);
    await expect(dataSource.query("SELECT * FROM orm_run")).rejects.toMatchObject({ code: "QUERY.FAILED" });
  });
});
