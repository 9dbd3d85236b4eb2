import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import { writeRevisionFile } from "../support/write-revision-file";

/** One revision with a block runs on every database; where it needs none, it changes nothing. */
describeEachDatabase("op.autocommit", (database) => {
  let root: string;
  let dataSource: DataSource;
  let runner: Runner;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-block-"));
    const options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    runner = new Runner(dataSource);
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  const write = (upgrade: string, downgrade?: string): void =>
    writeRevisionFile(root, {
      id: "a1",
      downRevision: null,
      upgrade,
      ...(downgrade === undefined ? {} : { downgrade }),
    });

  async function state(): Promise<object> {
    const { tables } = await introspect(dataSource);
    const current = await runner.current();
    return {
      tables: tables.map(({ name, indexes }) => [name, indexes.map((index) => index.name)]),
      at: current.map(({ revision }) => revision),
    };
  }

  const CREATE = `await op.createTable("t", { columns: [{ name: "id", type: "integer" }] });`;

  it("builds and drops an index concurrently, or as the database does it", async () => {
    write(
      `${CREATE}
       await op.autocommit((op) => op.createIndex("t", { name: "IDX_t", columns: ["id"], concurrently: true }));
       await op.execute("INSERT INTO t VALUES (1)");`,
      `await op.autocommit((op) => op.dropIndex("t", "IDX_t", { concurrently: true }));
       await op.dropTable("t");`,
    );
    await runner.upgrade();
    expect(await state()).toEqual({ tables: [["t", ["IDX_t"]]], at: ["a1"] });
    expect(await dataSource.query("SELECT id FROM t")).toHaveLength(1);
    await runner.downgrade("base");
    expect(await state()).toEqual({ tables: [], at: [] });
  });

  it("keeps what came before it exactly where the database commits there", async () => {
    write(`${CREATE} await op.autocommit(async () => {}); throw new Error("stop");`);
    const { transactionalDdl, autocommitBlocks } = database.capabilities;
    const isKept = !transactionalDdl || autocommitBlocks;
    await expect(runner.upgrade()).rejects.toMatchObject({ code: isKept ? "RUNNER.PARTIAL" : "REVISION.FAILED" });
    expect(await state()).toEqual({ tables: isKept ? [["t", []]] : [], at: [] });
  });
});
