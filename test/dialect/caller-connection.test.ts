import type { DataSource } from "../../src/data-source/data-source";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { createTable, useRevisionProject } from "../support/revision-project";

const TWO = { a1: createTable("t_a"), b2: createTable("t_b") };
const transactional = { requires: { transactionalDdl: "a schema change must be part of a transaction" } };

async function tablesOf(dataSource: DataSource): Promise<readonly string[]> {
  return (await introspect(dataSource)).tables.map(({ name }) => name);
}

describeEachDatabase("a run on the caller's connection", (database) => {
  const project = useRevisionProject(database);

  it("commits each revision by itself where no transaction is open", async () => {
    project.write(TWO);
    const dataSource = await project.open();
    await dataSource.withConnection(async (connection) => {
      expect((await new Runner(dataSource).upgrade("head", { connection })).current).toEqual(["b2"]);
      expect((await connection.execute("SELECT count(*) FROM orm_version", [])).rows).toHaveLength(1);
    });
    expect(await tablesOf(dataSource)).toEqual(["t_a", "t_b"]);
  });

  it("refuses to join a transaction where schema changes commit by themselves", async () => {
    if (database.capabilities.transactionalDdl) return;
    project.write(TWO);
    const dataSource = await project.open();
    const run = dataSource.transaction((manager) => new Runner(dataSource).upgrade("head", { manager }));
    await expect(run).rejects.toMatchObject({ code: "RUNNER.JOINED" });
    expect(await tablesOf(dataSource)).toEqual([]);
  });
});

describeEachDatabase(
  "a run in the caller's transaction",
  (database) => {
    const project = useRevisionProject(database);
    let dataSource: DataSource;
    let runner: Runner;

    beforeEach(async () => {
      project.write(TWO);
      dataSource = await project.open();
      runner = new Runner(dataSource);
    });

    const at = async () => (await runner.current()).map(({ revision }) => revision);

    it("is committed with it, records and all", async () => {
      await dataSource.transaction(async (manager) => {
        expect((await runner.upgrade("head", { manager })).current).toEqual(["b2"]);
        await manager.query("INSERT INTO t_b VALUES (7)");
      });
      expect(await at()).toEqual(["b2"]);
      expect((await runner.runs()).map(({ result }) => result)).toEqual(["done"]);
      expect(await dataSource.query("SELECT id FROM t_b")).toHaveLength(1);
    });

    it("is gone with it", async () => {
      const work = dataSource.transaction(async (manager) => {
        await runner.upgrade("head", { manager });
        throw new Error("changed my mind");
      });
      await expect(work).rejects.toThrow("changed my mind");
      expect([await at(), await tablesOf(dataSource), await runner.runs()]).toEqual([[], [], []]);
    });

    it("refuses a block that would commit", async () => {
      if (!database.capabilities.autocommitBlocks) return;
      project.write({ a1: `await op.autocommit(async () => {});` });
      project.remove("b2");
      const run = dataSource.transaction((manager) => runner.upgrade("head", { manager }));
      await expect(run).rejects.toMatchObject({ code: "RUNNER.JOINED" });
    });

    it("has the lock until the transaction ends", async () => {
      if (!database.capabilities.advisoryLocks) return;
      const other = new Runner(await project.open());
      await dataSource.transaction(async (manager) => {
        await runner.upgrade("a1", { manager });
        await expect(other.upgrade("head", { lockTimeout: 0 })).rejects.toMatchObject({ code: "RUNNER.LOCK_TIMEOUT" });
      });
      expect((await other.upgrade()).steps.map(({ revision }) => revision)).toEqual(["b2"]);
    });
  },
  transactional,
);

describeEachDatabase(
  "one transaction for a whole run",
  (database) => {
    const project = useRevisionProject(database);
    const AS_ONE = { transactionPerMigration: false };

    it("applies all revisions", async () => {
      project.write(TWO);
      const runner = await project.runner({}, AS_ONE);
      expect((await runner.upgrade()).current).toEqual(["b2"]);
      expect((await runner.downgrade("base")).current).toEqual([]);
      expect((await runner.runs()).map(({ result }) => result)).toEqual(["done", "done"]);
    });

    it("applies none where one fails, and says which were taken back", async () => {
      project.write({ ...TWO, c3: `throw new Error("stop");` });
      const dataSource = await project.open({}, AS_ONE);
      await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({
        code: "REVISION.FAILED",
        hint: expect.stringContaining(
          "The whole run was one transaction: a1, b2 before it were rolled back too.",
        ) as string,
        details: { rolledBack: ["a1", "b2"] },
      });
      expect(await tablesOf(dataSource)).toEqual([]);
      const runner = new Runner(dataSource);
      expect(await runner.current()).toEqual([]);
      expect((await runner.runs()).map(({ result, to }) => [result, to])).toEqual([["failed", []]]);
    });
  },
  transactional,
);
