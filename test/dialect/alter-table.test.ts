import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import type { RunEvent } from "../../src/migrate/run-event";
import { describeEachDatabase } from "../support/databases";
import { useScriptProject } from "../support/script-project";

const CREATE = {
  id: "a1",
  upgrade: `
    await op.createTable("parents", { columns: [{ name: "id", type: "integer" }], primaryKey: { columns: ["id"] } });
    await op.createTable("t", {
      columns: [
        { name: "id", type: "integer" },
        { name: "old", type: "varchar(20)", nullable: true },
        { name: "n", type: "integer", default: 1 },
      ],
      primaryKey: { columns: ["id"] },
    });
    await op.bulkInsert("t", [{ id: 1, old: "x", n: 7 }]);`,
};
const CHANGE = {
  id: "b2",
  upgrade: `
    await op.alterTable("t", (t) => {
      t.addColumn({ name: "parent", type: "integer", nullable: true });
      t.dropColumn("old");
      t.alterColumn("n", { type: "bigint", default: 5, nullable: true });
      t.createUniqueConstraint({ name: "UQ_n", columns: ["n"] });
      t.createForeignKey({ name: "FK_p", columns: ["parent"], references: { table: "parents", columns: ["id"] } });
    });`,
  downgrade: `
    await op.alterTable("t", (t) => {
      t.dropConstraint({ type: "foreignKey", name: "FK_p" });
      t.dropConstraint({ type: "unique", name: "UQ_n" });
      t.alterColumn("n", { type: "integer", default: 1, nullable: false });
      t.addColumn({ name: "old", type: "varchar(20)", nullable: true });
      t.dropColumn("parent");
    });`,
};

/** Several changes of one table together. */
describeEachDatabase("op.alterTable", (database) => {
  const project = useScriptProject(database);

  it("does all changes, with one rebuild at most, and takes them back", async () => {
    project.write(CREATE, CHANGE);
    const { dataSource } = await project.open();
    const runner = new Runner(dataSource);
    const statements: string[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type === "statement") statements.push(event.sql);
    };
    await runner.upgrade("a1");
    const before = await introspect(dataSource);
    await runner.upgrade("b2", { onEvent });
    const { tables } = await introspect(dataSource);
    const table = tables.find(({ name }) => name === "t")!;
    expect(table.columns.map(({ name, nullable }) => [name, nullable]).sort()).toEqual([
      ["id", false],
      ["n", true],
      ["parent", true],
    ]);
    expect(table.foreignKeys).toHaveLength(1);
    expect(await dataSource.query("SELECT id, n, parent FROM t")).toEqual([
      { id: 1, n: expect.anything() as unknown, parent: null },
    ]);
    const alters = statements.filter((sql) => /^ALTER TABLE .t. /.test(sql));
    const rebuilds = statements.filter((sql) => sql.startsWith("CREATE TABLE"));
    expect([alters.length <= 5, rebuilds.length <= 1]).toEqual([true, true]);
    expect(alters.length + rebuilds.length).toBeGreaterThan(0);

    await runner.downgrade("a1");
    const after = await introspect(dataSource);
    const columnsOf = ({ tables: all }: typeof before): unknown =>
      all
        .find(({ name }) => name === "t")
        ?.columns.map(({ name, type, nullable }) => [name, type, nullable])
        .sort();
    expect(columnsOf(after)).toEqual(columnsOf(before));
  });

  it("takes a rename in its place", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        await op.alterTable("t", (t) => {
          t.alterColumn("n", { nullable: true });
          t.renameColumn("old", "fresh");
          t.alterColumn("fresh", { type: "varchar(50)" });
        });`,
    });
    const { dataSource } = await project.open();
    await new Runner(dataSource).upgrade();
    expect(await dataSource.query("SELECT fresh, n FROM t")).toEqual([{ fresh: "x", n: 7 }]);
  });
});

/** What is there already, or not any more, is left as it is. */
describeEachDatabase("ifNotExists and ifExists", (database) => {
  const project = useScriptProject(database);

  it("leave out what has its effect already, and do the rest", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        for (let round = 0; round < 2; round += 1) {
          await op.createTable("t", { columns: [{ name: "other", type: "integer" }] }, { ifNotExists: true });
          await op.createTable("fresh", { columns: [{ name: "id", type: "integer" }] }, { ifNotExists: true });
          await op.addColumn("t", { name: "added", type: "integer", nullable: true }, { ifNotExists: true });
          await op.createIndex("t", { name: "IDX_added", columns: ["added"], ifNotExists: true });
          await op.createView("v", { query: "SELECT id FROM t" }, { ifNotExists: true });
        }`,
      downgrade: `
        for (let round = 0; round < 2; round += 1) {
          await op.dropView("v", { ifExists: true });
          await op.dropIndex("t", "IDX_added", { ifExists: true });
          await op.dropColumn("t", "added", { ifExists: true });
          await op.dropConstraint("t", { type: "check", name: "nobody" }, { ifExists: true });
          await op.dropTable("fresh", { ifExists: true });
        }`,
    });
    const { dataSource } = await project.open();
    const runner = new Runner(dataSource);
    const names = async (): Promise<unknown> => {
      const { tables, objects } = await introspect(dataSource);
      return [
        tables.map(({ name, columns, indexes }) => [name, columns.length, indexes.length]).sort(),
        objects.map(({ name }) => name),
      ];
    };
    await runner.upgrade("a1");
    const before = await names();
    await runner.upgrade();
    expect(await names()).toEqual([
      [
        ["fresh", 1, 0],
        ["parents", 1, 0],
        ["t", 4, 1],
      ],
      ["v"],
    ]);
    await runner.downgrade("a1");
    expect(await names()).toEqual(before);
  });
});

/** A condition asks about the place that the operation names. */
describeEachDatabase(
  "ifNotExists and ifExists in another schema",
  (database) => {
    const project = useScriptProject(database);

    it("look there", async () => {
      const there = `{ schema: "billing", name: "t" }`;
      project.write({
        id: "a1",
        upgrade: `
          for (let round = 0; round < 2; round += 1) {
            await op.createSchema("billing", { ifNotExists: true });
            await op.createTable(${there}, { columns: [{ name: "id", type: "integer" }] }, { ifNotExists: true });
            await op.addColumn(${there}, { name: "n", type: "integer" }, { backfill: 1, ifNotExists: true });
          }`,
        downgrade: `
          for (let round = 0; round < 2; round += 1) {
            await op.dropColumn(${there}, "n", { ifExists: round === 0 });
            await op.dropTable(${there}, { ifExists: true });
            await op.dropTable(${there}, { ifExists: true });
            if (round === 0) await op.createTable(${there}, { columns: [{ name: "n", type: "integer" }, { name: "m", type: "integer" }] });
          }
          await op.dropSchema("billing", { ifExists: true });
          await op.dropSchema("billing", { ifExists: true });`,
      });
      const { dataSource } = await project.open();
      const runner = new Runner(dataSource);
      await runner.upgrade();
      const find = `SELECT count(*) AS n FROM information_schema.columns WHERE table_schema = 'billing'`;
      expect(Number((await dataSource.query<{ n: unknown }>(find))[0]!.n)).toBe(2);
      await runner.downgrade("base");
      expect(Number((await dataSource.query<{ n: unknown }>(find))[0]!.n)).toBe(0);
    });
  },
  { requires: { schemas: "tables live in schemas with names" } },
);

/** What belongs to the run and not to the schema. */
describeEachDatabase("op beside its operations", (database) => {
  const project = useScriptProject(database);

  it("runs statements on the connection in the order of the calls, and knows the -x arguments", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        const { sql } = require("ormolu/migrate");
        void op.addColumn("t", { name: "added", type: "integer", nullable: true });
        const { affected } = await op.connection.execute(sql\`UPDATE t SET added = \${41}\`);
        const { rows } = await op.connection.execute("SELECT added FROM t");
        await op.execute(sql\`UPDATE t SET n = \${Number(rows[0].added) + affected}, old = \${op.x.mark + op.isOffline}\`);`,
    });
    const { dataSource } = await project.open();
    await new Runner(dataSource).upgrade("head", { x: { mark: "m" } });
    expect(await dataSource.query("SELECT n, old FROM t")).toEqual([{ n: 42, old: "mfalse" }]);
  });
});
