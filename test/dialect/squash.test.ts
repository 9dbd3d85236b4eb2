import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { loadGraph } from "../../src/migrate/locations";
import { loadRevisionModule } from "../../src/migrate/revision-module";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { planSquash, type SquashPlan, type SquashRequest } from "../../src/migrate/squash";
import { proveSquash } from "../../src/migrate/squash-prove";
import { emptySchema } from "../../src/schema/model";
import { describeEachDatabase } from "../support/databases";
import { writeRevisionFile } from "../support/write-revision-file";

/** A line of revisions becomes one, on every database. */
describeEachDatabase("orm squash", (database) => {
  let root: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-squash-"));
    const options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    write(
      "a1",
      null,
      `await op.createTable("users", { columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(50)" }], primaryKey: { name: "PK_users", columns: ["id"] } });`,
      `await op.dropTable("users");`,
    );
    write(
      "b2",
      "a1",
      `await op.addColumn("users", { name: "state", type: "varchar(10)", default: "new" });
      await op.createIndex("users", { name: "IDX_state", columns: ["state"] });`,
      `await op.dropIndex("users", "IDX_state"); await op.dropColumn("users", "state");`,
    );
    write(
      "c3",
      "b2",
      `await op.bulkInsert("users", [{ id: 1, name: "x" }, { id: 2, name: "y" }]);`,
      `await op.execute("DELETE FROM users");`,
    );
    write(
      "d4",
      "c3",
      `await op.createTable("posts", { columns: [{ name: "id", type: "integer" }, { name: "author", type: "integer" }], primaryKey: { name: "PK_posts", columns: ["id"] } });
      await op.createForeignKey("posts", { name: "FK_author", columns: ["author"], references: { table: "users", columns: ["id"] } });
      await op.renameColumn("users", "name", "title");`,
      `await op.renameColumn("users", "title", "name"); await op.dropTable("posts");`,
    );
    write(
      "e5",
      "d4",
      `await op.alterColumn("users", "title", { type: "varchar(80)" });`,
      `await op.alterColumn("users", "title", { type: "varchar(50)" });`,
    );
  });

  afterEach(async () => {
    await dataSource.destroy();
    await database.cleanUp();
    rmSync(root, { recursive: true, force: true });
  });

  const write = (id: string, downRevision: string | null, upgrade: string, downgrade: string): void =>
    writeRevisionFile(root, { id, downRevision, upgrade, downgrade });

  async function plan(request: Partial<SquashRequest> = {}): Promise<SquashPlan> {
    return planSquash(dataSource, await loadGraph(dataSource), { range: "base:head", ...request }, dataSource);
  }

  async function state(): Promise<object> {
    const schema = await introspect(dataSource);
    const rows =
      schema.tables.length === 0 ? [] : await dataSource.query("SELECT id, title, state FROM users ORDER BY id");
    return { schema, rows, at: (await new Runner(dataSource).current()).map(({ revision }) => revision) };
  }

  it("is proved, leaves an upgraded database as it is, and makes a new one the same", async () => {
    await new Runner(dataSource).upgrade();
    const before = await state();
    const squash = await plan();
    expect(squash.proof).toMatchObject({ outcome: "proved" });
    await squash.write();
    expect((await new Runner(dataSource).upgrade()).steps).toEqual([]);
    await new Runner(dataSource).downgrade("base");
    expect((await introspect(dataSource)).tables).toEqual([]);
    await new Runner(dataSource).upgrade();
    expect(await state()).toEqual(before);
  });

  it("does the same with the code of the revisions", async () => {
    const squash = await plan({ keepBodies: true });
    expect(squash.proof).toMatchObject({ outcome: "proved" });
    await squash.write();
    await new Runner(dataSource).upgrade();
    expect(await state()).toMatchObject({ rows: [{ id: 1, title: "x", state: "new" }, { id: 2 }], at: ["e5"] });
  });

  it("is refused where it leaves another schema, or other rows", async () => {
    const graph = await loadGraph(dataSource);
    const members = await Promise.all(
      ["a1", "b2", "c3"].map(async (id) => [id, await loadRevisionModule(dataSource, graph.get(id))] as const),
    );
    const about = { start: emptySchema, end: emptySchema, operations: [], members };
    const [[, first], [, second], [, third]] = members as unknown as [
      (typeof members)[0],
      (typeof members)[0],
      (typeof members)[0],
    ];
    const withoutRows = {
      upgrade: async (op: Parameters<typeof first.upgrade>[0]) => {
        await first.upgrade(op);
        await second.upgrade(op);
      },
      downgrade: first.downgrade,
    };
    await expect(proveSquash(dataSource, { ...about, squash: first })).rejects.toMatchObject({
      code: "REVISION.NOT_PROVED",
      message: expect.stringContaining("after the upgrade the squash leaves another schema"),
    });
    await expect(proveSquash(dataSource, { ...about, squash: withoutRows })).rejects.toMatchObject({
      message: 'after the upgrade table "users" has 0 rows with the squash, and 2 with the revisions',
    });
    const wrongWay = {
      upgrade: async (op: Parameters<typeof first.upgrade>[0]) => {
        await withoutRows.upgrade(op);
        await third.upgrade(op);
      },
      downgrade: async () => undefined,
    };
    await expect(proveSquash(dataSource, { ...about, squash: wrongWay })).rejects.toMatchObject({
      message: expect.stringContaining("after the downgrade the squash leaves another schema"),
    });
  });

  it("is refused for a database in the middle, and stops one that is there later", async () => {
    await new Runner(dataSource).upgrade("b2");
    await expect(plan()).rejects.toMatchObject({
      code: "REVISION.CANNOT_SQUASH",
      message: expect.stringContaining("is at revision b2, in the middle of the range"),
      hint: expect.stringContaining("orm upgrade e5"),
    });
    const squash = await planSquash(dataSource, await loadGraph(dataSource), { range: "base:head" }, undefined);
    await squash.write();
    await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({ code: "REVISION.SQUASHED" });
  });
});
