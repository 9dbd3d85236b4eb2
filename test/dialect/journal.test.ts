import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import { killableHost, type KillPoint } from "../support/killable-host";
import { writeRevisionFile } from "../support/write-revision-file";

const FIRST = `
  await op.createTable("counters", { columns: [{ name: "id", type: "integer" }, { name: "n", type: "integer" }], primaryKey: { columns: ["id"] } });
  await op.createTable("log", { columns: [{ name: "what", type: "varchar(50)" }] });
  await op.execute("INSERT INTO counters VALUES (1, 7)");`;

/** Schema changes, changes of rows, and rows that later ones depend on, all mixed; each change of rows counts when it is done twice. */
const MIXED = {
  upgrade: `
    const double = { strings: ["n * 2"], values: [], [Symbol.for("ormolu.sql-fragment")]: true };
    await op.execute("INSERT INTO log VALUES ('up: begin')");
    await op.createTable("items", {
      columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(40)" }, { name: "n", type: "integer", nullable: true }],
      primaryKey: { columns: ["id"] },
    });
    await op.bulkInsert("items", [{ id: 1, name: "one", n: 1 }, { id: 2, name: "two", n: null }, { id: 3, name: "three", n: 3 }]);
    await op.execute("CREATE TABLE raw_things (id integer PRIMARY KEY)");
    const [{ n }] = await op.query("SELECT n FROM counters WHERE id = 1");
    await op.execute("UPDATE counters SET n = n + " + n);
    await op.alterColumn("items", "n", { nullable: false, backfill: 9 });
    await op.execute("UPDATE counters SET n = n + 1");
    await op.addColumn("items", { name: "twice", type: "integer" }, { backfill: double });
    await op.execute("UPDATE counters SET n = n * 2");
    await op.createIndex("items", { name: "IDX_items_name", columns: ["name"] });
    await op.batch("items", { set: { n: 100 }, where: "n > 1", size: 1 });
    await op.renameColumn("items", "name", "title");
    const rows = await op.query("SELECT id FROM items ORDER BY id");
    for (const { id } of rows) await op.execute("UPDATE items SET twice = twice + 1 WHERE id = " + id);
    await op.execute("ALTER TABLE raw_things ADD COLUMN more integer");
    await op.execute("INSERT INTO log VALUES ('up: end')");`,
  downgrade: `
    await op.execute("INSERT INTO log VALUES ('down: begin')");
    await op.execute("UPDATE counters SET n = n + 1000");
    await op.dropIndex("items", "IDX_items_name");
    await op.renameColumn("items", "title", "name");
    await op.execute("UPDATE counters SET n = n + 500");
    await op.dropTable("items");
    await op.execute("DROP TABLE raw_things");
    await op.execute("INSERT INTO log VALUES ('down: end')");`,
};

/** With blocks that leave the transaction, and what refuses one. */
const BLOCKS = {
  upgrade: `
    await op.execute("INSERT INTO log VALUES ('up: begin')");
    await op.createTable("items", { columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(40)" }], primaryKey: { columns: ["id"] } });
    const [{ n }] = await op.query("SELECT n FROM counters WHERE id = 1");
    await op.autocommit(async (op) => {
      await op.execute("UPDATE counters SET n = n + " + n);
      await op.createIndex("items", { name: "IDX_items_name", columns: ["name"], concurrently: true });
      await op.execute("INSERT INTO items SELECT 1, 'one'");
      await op.execute("VACUUM items");
      await op.batch("items", { set: { name: "first" }, size: 1 });
      await op.execute("UPDATE counters SET n = n * 2");
    });
    await op.execute("UPDATE items SET name = name || '!'");
    await op.autocommit((op) => op.createIndex("items", { name: "IDX_items_id_name", columns: ["id", "name"], concurrently: true }));
    await op.execute("INSERT INTO log VALUES ('up: end')");`,
  downgrade: `
    await op.execute("UPDATE counters SET n = n + 1000");
    await op.autocommit(async (op) => {
      await op.dropIndex("items", "IDX_items_name", { concurrently: true });
      await op.execute("UPDATE counters SET n = n + 500");
      await op.dropIndex("items", "IDX_items_id_name", { concurrently: true });
    });
    await op.dropTable("items");
    await op.execute("INSERT INTO log VALUES ('down: end')");`,
};

describeEachDatabase("a revision that is killed", (database) => {
  let root: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-journal-"));
    const place = await database.createEmpty();
    const options = { ...place, root, migrations: { lockTimeout: 30 } } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    writeRevisionFile(root, { id: "a1", downRevision: null, upgrade: FIRST });
    const { autocommitBlocks } = database.capabilities;
    writeRevisionFile(root, { id: "b2", downRevision: "a1", ...(autocommitBlocks ? BLOCKS : MIXED) });
    await new Runner(dataSource).upgrade("a1");
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  /** Everything: the schema and the rows of all tables, with the version. */
  async function state(): Promise<object> {
    const { tables } = await introspect(dataSource);
    const rows: Record<string, unknown> = {};
    for (const { name } of tables) rows[name] = await dataSource.query(`SELECT * FROM ${name} ORDER BY 1`);
    const current = await new Runner(dataSource).current();
    return { tables, rows, at: current.map(({ revision }) => revision) };
  }

  const reset = (): Promise<unknown> =>
    dataSource.withConnection(async (connection) => {
      await connection.execute("UPDATE counters SET n = 7", []);
      await connection.execute("DELETE FROM log", []);
    });

  /** Runs until it is killed, runs again, and says whether it was killed at all. */
  async function killAndGoOn(point: KillPoint, run: (runner: Runner) => Promise<unknown>): Promise<boolean> {
    const killable = killableHost(dataSource, point);
    await run(new Runner(killable.host)).catch(() => undefined);
    if (killable.isKilled) await run(new Runner(dataSource));
    return killable.isKilled;
  }

  // Every statement takes minutes: by default some are taken, other ones in each mode.
  const stride = process.env["ORMOLU_TEST_KILL"] === "all" ? 1 : 29;

  it.each([
    ["before", 1],
    ["sent", 15],
  ] as const)(
    "goes on by itself, with every statement done once, wherever that happens (%s)",
    async (when, first) => {
      const up = (runner: Runner): Promise<unknown> => runner.upgrade("b2");
      const down = (runner: Runner): Promise<unknown> => runner.downgrade("a1");
      await up(new Runner(dataSource));
      const above = await state();
      await down(new Runner(dataSource));
      const below = await state();
      let last = 0;
      for (let isKilled = true, statement = Math.min(first, stride); isKilled; statement += stride) {
        await reset();
        isKilled = await killAndGoOn({ statement, when }, up);
        expect({ statement, ...(await state()) }).toEqual({ statement, ...above });
        isKilled = (await killAndGoOn({ statement, when }, down)) || isKilled;
        expect({ statement, ...(await state()) }).toEqual({ statement, ...below });
        last = statement;
      }
      expect(last).toBeGreaterThan(20);
    },
    300_000,
  );
});
