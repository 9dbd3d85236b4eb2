import { Runner } from "../../src/migrate/runner";
import type { RunEvent } from "../../src/migrate/run-event";
import { describeEachDatabase } from "../support/databases";
import { useScriptProject, type ScriptPlace } from "../support/script-project";

/** Rows with keys of many kinds; every step must begin exactly behind the last one. */
const KEYS: readonly (readonly [kind: string, type: string, values: string])[] = [
  ["integers", "integer", "Array.from({ length: 25 }, (_, n) => n - 5)"],
  ["numbers beyond 2^53", "bigint", "Array.from({ length: 25 }, (_, n) => 9007199254740993n + BigInt(n))"],
  ["texts", "varchar(40)", `Array.from({ length: 25 }, (_, n) => "k'" + String(n).padStart(3, "0"))`],
  ["times", "timestamp(3)", "Array.from({ length: 25 }, (_, n) => new Date(1700000000000 + n))"],
  ["decimals", "decimal(20,4)", "Array.from({ length: 25 }, (_, n) => n + '.5000')"],
];

/** Data changes in bounded steps. */
describeEachDatabase("op.batch", (database) => {
  const project = useScriptProject(database);
  const CREATE = (type: string, values: string): string => `
    await op.createTable("t", {
      columns: [{ name: "id", type: "${type}" }, { name: "v", type: "integer", nullable: true }],
      primaryKey: { columns: ["id"] },
    });
    await op.bulkInsert("t", (${values}).map((id) => ({ id, v: 0 })));`;

  async function upgrade(place: ScriptPlace): Promise<readonly RunEvent[]> {
    const events: RunEvent[] = [];
    await new Runner(place.dataSource).upgrade("head", { onEvent: (event) => void events.push(event) });
    return events;
  }
  const values = async ({ dataSource }: ScriptPlace): Promise<readonly number[]> =>
    (await dataSource.query<{ v: number }>("SELECT v FROM t ORDER BY id")).map(({ v }) => v);

  it.each(KEYS)("touches every row once along a key of %s", async (_kind, type, list) => {
    const { sql } = { sql: `require("ormolu/migrate").sql` };
    project.write({
      id: "a1",
      upgrade: `${CREATE(type, list)}
        const done = await op.batch("t", { set: { v: ${sql}\`v + 1\` }, size: 4 });
        if (done !== 25) throw new Error("touched " + done);`,
    });
    const place = await project.open();
    const events = await upgrade(place);
    expect(await values(place)).toEqual(Array.from({ length: 25 }, () => 1));
    const steps = events.filter(({ type: kind }) => kind === "progress");
    expect(steps).toHaveLength(7);
    expect(steps.at(-1)).toEqual({ type: "progress", revision: "a1", table: "t", done: 25, total: 25 });
  });

  it("walks a key of several columns, of a part of the rows", async () => {
    project.write({
      id: "a1",
      upgrade: `
        const { sql } = require("ormolu/migrate");
        await op.createTable("t", {
          columns: ["id", "part", "v"].map((name) => ({ name, type: "integer" })),
          primaryKey: { columns: ["part", "id"] },
        });
        const rows = [];
        for (let part = 0; part < 5; part += 1) for (let id = 0; id < 7; id += 1) rows.push({ id, part, v: 0 });
        await op.bulkInsert("t", rows);
        const done = await op.batch("t", { set: sql\`v = v + \${1}\`, where: sql\`id <> \${3}\`, size: 4, pause: 1 });
        if (done !== 30) throw new Error("touched " + done);
        const none = await op.batch("t", { delete: true, where: "v = 7" });
        if (none !== 0) throw new Error("deleted " + none);
        await op.batch("t", { delete: true, where: sql\`part = 0\`, size: 3 });`,
    });
    const place = await project.open();
    await upgrade(place);
    expect(await place.dataSource.query("SELECT count(*) AS n, sum(v) AS s FROM t")).toEqual([
      expect.objectContaining({}) as object,
    ]);
    const rows = await place.dataSource.query<{ id: number; v: number }>("SELECT id, v FROM t ORDER BY part, id");
    expect(rows.map(({ id, v }) => (id === 3) === (v === 0))).toEqual(Array.from({ length: 28 }, () => true));
  });

  it("hands rows to a function, whose statements belong to the step", async () => {
    project.write({
      id: "a1",
      upgrade: `${CREATE("integer", "[1, 2, 3, 4, 5]")}
        const { sql } = require("ormolu/migrate");
        const sizes = [];
        await op.batch("t", { columns: ["id"], size: 2 }, async (rows, own) => {
          sizes.push(rows.length);
          for (const row of rows) await own.execute(sql\`UPDATE t SET v = \${row.id * 10} WHERE id = \${row.id}\`);
          const [{ n }] = await own.query("SELECT count(*) AS n FROM t");
          if (Number(n) !== 5) throw new Error(String(n));
        });
        if (sizes.join() !== "2,2,1") throw new Error(sizes.join());`,
    });
    const place = await project.open();
    await upgrade(place);
    expect(await values(place)).toEqual([10, 20, 30, 40, 50]);
  });

  it("goes along unique columns where they are named, and refuses a table without a key", async () => {
    project.write(
      {
        id: "a1",
        upgrade: `await op.createTable("t", { columns: [{ name: "id", type: "integer" }, { name: "v", type: "integer" }] });
          await op.bulkInsert("t", [{ id: 1, v: 0 }, { id: 2, v: 0 }, { id: 3, v: 0 }]);
          await op.batch("t", { set: { v: 5 }, key: "id", size: 2 });`,
      },
      { id: "b2", upgrade: `await op.batch("t", { set: { v: 6 } });` },
    );
    const place = await project.open();
    await expect(upgrade(place)).rejects.toMatchObject({
      message: expect.stringContaining("the table has no primary key") as string,
    });
    expect(await values(place)).toEqual([5, 5, 5]);
  });

  it("goes on where it was stopped, and touches no row twice", async () => {
    project.write(
      { id: "a1", upgrade: CREATE("integer", "[1, 2, 3, 4, 5, 6, 7]") },
      {
        id: "b2",
        upgrade: `
        const { sql } = require("ormolu/migrate");
        await op.batch("t", { columns: ["id"], size: 2 }, async (rows, own) => {
          if (process.env.ORMOLU_TEST_STOP === "5" && rows[0].id === 5) throw new Error("stop here");
          for (const { id } of rows) await own.execute(sql\`UPDATE t SET v = v + 1 WHERE id = \${id}\`);
        });
        await op.batch("t", { set: { v: sql\`v + 10\` }, size: 3 });`,
      },
    );
    const place = await project.open();
    process.env["ORMOLU_TEST_STOP"] = "5";
    try {
      await expect(upgrade(place)).rejects.toThrow("stop here");
    } finally {
      delete process.env["ORMOLU_TEST_STOP"];
    }
    await upgrade(place);
    expect(await values(place)).toEqual([11, 11, 11, 11, 11, 11, 11]);
  });

  it("takes back what it did where the revision is one transaction", async () => {
    project.write(
      { id: "a1", upgrade: CREATE("integer", "[1, 2, 3]") },
      { id: "b2", upgrade: `await op.batch("t", { set: { v: 9 }, size: 1 }); throw new Error("stop");` },
    );
    const place = await project.open();
    await expect(upgrade(place)).rejects.toThrow("stop");
    const isOneTransaction = !database.capabilities.advisoryLocks;
    if (isOneTransaction) expect(await values(place)).toEqual([0, 0, 0]);
    else expect(new Set(await values(place)).size).toBe(1);
  });
});
