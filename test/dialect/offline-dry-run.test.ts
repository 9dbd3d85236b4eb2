import { dryRun } from "../../src/migrate/dry-run";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import type { RunEvent } from "../../src/migrate/run-event";
import { describeEachDatabase } from "../support/databases";
import { useScriptProject, type ScriptPlace } from "../support/script-project";

const CREATE = {
  id: "a1",
  upgrade: `
    await op.createTable("t", {
      columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(20)", nullable: true }],
      primaryKey: { columns: ["id"] },
    });
    await op.bulkInsert("t", [{ id: 1, name: "a" }, { id: 2, name: "b" }]);`,
  downgrade: `await op.dropTable("t");`,
};

/** What a run would do, from the schema and the rows as they are. */
describeEachDatabase("a dry run", (database) => {
  const project = useScriptProject(database);

  async function dry({ dataSource }: ScriptPlace) {
    const graph = await new Runner(dataSource).graph();
    return dryRun(dataSource, graph, { kind: "upgrade", planner: (rows, own) => own.planUpgrade(rows, "head") });
  }

  it("creates nothing, and shows the statements that the run then makes", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        await op.alterColumn("t", "name", { type: "varchar(50)", nullable: false });
        await op.addColumn("t", { name: "n", type: "integer", default: 3 });
        await op.renameColumn("t", "n", "m");`,
    });
    const place = await project.open();
    const before = await dry(place);
    expect(before.plan.map(({ step }) => step.revision)).toEqual(["a1", "b2"]);
    expect(await introspect(place.dataSource)).toMatchObject({ tables: [] });
    await new Runner(place.dataSource).upgrade("a1");
    const { current, steps, stopped } = await dry(place);
    const statements: string[] = [];
    await new Runner(place.dataSource).upgrade("head", {
      onEvent: (event: RunEvent) => void (event.type === "statement" && statements.push(event.sql)),
    });
    expect({ current, stopped }).toEqual({ current: ["a1"], stopped: undefined });
    const shown = steps.flatMap(({ parts }) => parts.flatMap((part) => ("sql" in part ? [part.sql] : [])));
    expect(shown.slice(0, -1)).toEqual(statements);
    expect(shown.at(-1)).toContain("b2");
  });

  it("really reads rows, and lets nothing be written meanwhile", async () => {
    project.write(
      CREATE,
      {
        id: "b2",
        upgrade: `
          const rows = await op.query("SELECT id FROM t ORDER BY id");
          const { rows: again } = await op.connection.execute("SELECT name FROM t");
          await op.execute("UPDATE t SET name = 'n" + (rows.length + again.length) + "'");`,
      },
      { id: "c3", upgrade: `await op.connection.execute("UPDATE t SET name = 'written'");` },
    );
    const place = await project.open();
    await new Runner(place.dataSource).upgrade("a1");
    const { steps } = await dry(place);
    expect(steps[0]!.queries).toEqual(["SELECT id FROM t ORDER BY id", "SELECT name FROM t"]);
    expect(steps[0]!.parts[0]).toEqual({ sql: "UPDATE t SET name = 'n4'" });
    expect(await place.dataSource.query("SELECT name FROM t ORDER BY id")).toEqual([{ name: "a" }, { name: "b" }]);
  });

  it("leaves out what a condition leaves out", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        await op.createTable("t", { columns: [{ name: "x", type: "integer" }] }, { ifNotExists: true });
        await op.addColumn("t", { name: "name", type: "text" }, { ifNotExists: true });
        await op.addColumn("t", { name: "fresh", type: "integer", nullable: true }, { ifNotExists: true });
        await op.dropIndex("t", "nobody", { ifExists: true });`,
    });
    const place = await project.open();
    await new Runner(place.dataSource).upgrade("a1");
    const [step] = (await dry(place)).steps;
    expect(step!.parts).toHaveLength(2);
    expect(step!.parts[0]).toEqual({ sql: expect.stringMatching(/^ALTER TABLE .t. ADD COLUMN .fresh./) as string });
  });

  it("says that a revision is half done, where the database keeps halves", async () => {
    project.write({ ...CREATE, upgrade: `${CREATE.upgrade} await op.execute("SELECT nonsense FROM nowhere");` });
    const place = await project.open();
    await expect(new Runner(place.dataSource).upgrade()).rejects.toThrow("nowhere");
    expect((await dry(place)).isHalfDone).toBe(!database.capabilities.transactionalDdl);
  });

  it("says where raw SQL makes the rest unforeseeable, and goes on", async () => {
    project.write(CREATE, {
      id: "b2",
      upgrade: `
        await op.execute("ALTER TABLE t ADD COLUMN extra integer");
        await op.alterColumn("t", "name", { type: "varchar(60)" });
        await op.execute("SELECT 1");`,
    });
    const place = await project.open();
    await new Runner(place.dataSource).upgrade("a1");
    const [step] = (await dry(place)).steps;
    const notes = step!.parts.flatMap((part) => ("comment" in part ? [part.comment] : []));
    expect(notes.join()).toContain("its SQL depends on what the table is then (SQL of revision b2 changes it)");
    expect(step!.parts).toContainEqual({ sql: "SELECT 1" });
  });
});
