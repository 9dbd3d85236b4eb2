import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { writeRevisionFile } from "../support/write-revision-file";

/** What a database and the error say after a revision that stopped. */
describeEachDatabase("a revision that fails", (database) => {
  let root: string;
  let dataSource: DataSource;
  let runner: Runner;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-fail-"));
    const options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    runner = new Runner(dataSource);
    write("a1", null, `await op.createTable("t", { columns: [{ name: "id", type: "integer" }] });`);
    await runner.upgrade();
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  const write = (id: string, downRevision: string | null, upgrade: string): void =>
    writeRevisionFile(root, { id, downRevision, upgrade });

  async function state(): Promise<object> {
    const { tables } = await introspect(dataSource);
    const rows = await dataSource.query("SELECT id FROM t");
    const current = await runner.current();
    return { tables: tables.map(({ name }) => name), rows: rows.length, at: current.map(({ revision }) => revision) };
  }

  it("keeps nothing where it only changed rows, and says so", async () => {
    write(
      "b2",
      "a1",
      `await op.execute("INSERT INTO t VALUES (1)"); await op.execute("INSERT INTO nowhere VALUES (1)");`,
    );
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      hint: expect.stringContaining("Nothing of this revision was kept") as string,
      details: { statement: "INSERT INTO nowhere VALUES (1)" },
    });
    expect(await state()).toEqual({ tables: ["t"], rows: 0, at: ["a1"] });
  });

  it("says what the same run has done before it", async () => {
    write("b2", "a1", `await op.execute("INSERT INTO t VALUES (1)");`);
    write("c3", "b2", `await op.execute("INSERT INTO nowhere VALUES (1)");`);
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      hint: expect.stringContaining("1 revision before it is done: the database is at b2.") as string,
      details: { finished: ["b2"] },
    });
    expect(await state()).toEqual({ tables: ["t"], rows: 1, at: ["b2"] });
  });

  it("says which statements are applied where schema changes cannot be rolled back", async () => {
    write("b2", "a1", `await op.execute("CREATE TABLE kept (id integer)"); throw new Error("stop");`);
    const isKept = !database.capabilities.transactionalDdl;
    await expect(runner.upgrade()).rejects.toMatchObject(
      isKept
        ? { code: "RUNNER.PARTIAL", details: { applied: ["CREATE TABLE kept (id integer)"] } }
        : { code: "REVISION.FAILED" },
    );
    expect(await state()).toEqual({ tables: isKept ? ["kept", "t"] : ["t"], rows: 0, at: ["a1"] });
  });

  it("leaves no call running that it did not await", async () => {
    write(
      "b2",
      "a1",
      `for (let n = 0; n < 5; n += 1) void op.execute("INSERT INTO t VALUES (" + n + ")"); throw new Error("stop");`,
    );
    await expect(runner.upgrade()).rejects.toMatchObject({ code: "REVISION.FAILED" });
    expect(await state()).toEqual({ tables: ["t"], rows: 0, at: ["a1"] });
  });
});
