import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { createTable, useRevisionProject } from "../support/revision-project";

const dist = path.resolve(__dirname, "..", "..", "dist");

/** Many processes, or many parts of one, bring the same database to the head at once. */
describeEachDatabase("an upgrade at boot", (database) => {
  const project = useRevisionProject(database);

  beforeEach(() =>
    project.write({
      a1: createTable("t"),
      b2: `await op.execute("INSERT INTO t VALUES (1)");`,
      c3: `await op.execute("INSERT INTO t VALUES (2)");`,
    }),
  );

  async function rowsOf(dataSource: DataSource): Promise<readonly unknown[]> {
    return (await dataSource.query<{ id: number }>("SELECT id FROM t ORDER BY id")).map(({ id }) => id);
  }

  it("runs each revision once for ten runs of one process", async () => {
    const dataSource = await project.open();
    const runs = await Promise.all(Array.from({ length: 10 }, () => new Runner(dataSource).upgrade()));
    expect(runs.map(({ current }) => current)).toEqual(Array.from({ length: 10 }, () => ["c3"]));
    expect(runs.flatMap(({ steps }) => steps.map(({ revision }) => revision)).sort()).toEqual(["a1", "b2", "c3"]);
    expect(await rowsOf(dataSource)).toEqual([1, 2]);
  });

  it("works with a pool of one connection", async () => {
    const dataSource = await project.open({ poolSize: 1 });
    const runs = await Promise.all(Array.from({ length: 3 }, () => new Runner(dataSource).upgrade()));
    expect(runs.map(({ steps }) => steps.length).sort()).toEqual([0, 0, 3]);
    expect(await rowsOf(dataSource)).toEqual([1, 2]);
  });

  it("runs each revision once for ten processes whose data sources upgrade when they are initialized", async () => {
    const options = { ...project.options, migrations: { upgradeOnInitialize: true } } as DataSourceOptions;
    if ((options as { type: string }).type === "pglite") return;
    const barrier = path.join(project.root, "go");
    const children = Array.from({ length: 10 }, () => start(JSON.stringify(options), barrier));
    writeFileSync(barrier, "");
    expect(await Promise.all(children)).toEqual(Array(10).fill(""));
    expect(await rowsOf(await project.open())).toEqual([1, 2]);
  }, 180_000);
});

/** What the process says that is wrong. */
function start(options: string, barrier: string): Promise<string> {
  const child = spawn(process.execPath, [path.join(__dirname, "..", "support", "boot.cjs"), dist, options, barrier]);
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve(status === 0 ? "" : `${status}: ${output}`)));
}
