import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useScriptProject } from "../support/script-project";

/** What rows come back as that were written by a revision. */
describeEachDatabase("op.bulkInsert", (database) => {
  const project = useScriptProject(database);

  it("keeps every kind of value, online and in a script", async () => {
    project.write({
      id: "a1",
      upgrade: `
        await op.createTable("t", {
          columns: [
            { name: "id", type: "integer" },
            { name: "big", type: "bigint", nullable: true },
            { name: "text", type: "varchar(200)", nullable: true },
            { name: "flag", type: "boolean", nullable: true },
            { name: "bytes", type: "blob", nullable: true },
            { name: "data", type: "json", nullable: true },
            { name: "at", type: "timestamp(3)", nullable: true },
            { name: "price", type: "decimal(12,2)", nullable: true },
          ],
        });
        await op.bulkInsert("t", [
          { id: 1, big: 9223372036854775807n, text: "it's; \\\\ -- ? $1 \\n🦄", flag: true, bytes: Buffer.from([0, 1, 255]),
            data: { a: [1, "it's"], b: null }, at: new Date("2024-02-29T12:34:56.789Z"), price: "12.50" },
          { id: 2, big: -9223372036854775808n, text: "", flag: false, bytes: Buffer.alloc(0), data: [1, "two"], at: null, price: 0.1 },
          { id: 3, big: null, text: null, flag: null, bytes: null, data: null, at: null, price: null },
        ]);`,
    });
    const online = await project.open();
    const offline = await project.open();
    await new Runner(online.dataSource).upgrade();
    await project.run(offline, await project.script(offline, "upgrade", "head"));
    const read = async ({ dataSource }: typeof online): Promise<unknown> => {
      const { queries } = dataSource.dialect;
      const names = ["id", "big", "text", "flag", "bytes", "data", "at", "price"];
      const list = names.map((name) => queries.quoteIdentifier(name)).join(", ");
      return dataSource.query(`SELECT ${list} FROM t ORDER BY id`);
    };
    const rows = (await read(online)) as Record<string, unknown>[];
    expect(await read(offline)).toEqual(rows);
    expect(rows.map(({ text }) => text)).toEqual(["it's; \\ -- ? $1 \n🦄", "", null]);
    expect(rows.map(({ big }) => (big === null ? null : String(big)))).toEqual([
      "9223372036854775807",
      "-9223372036854775808",
      null,
    ]);
    expect(rows.map(({ bytes }) => (bytes === null ? null : [...(bytes as Uint8Array)]))).toEqual([
      [0, 1, 255],
      [],
      null,
    ]);
    const parsed = rows.map(({ data }) => (typeof data === "string" ? (JSON.parse(data) as unknown) : data));
    expect(parsed).toEqual([{ a: [1, "it's"], b: null }, [1, "two"], null]);
    expect(rows.map(({ price }) => (price === null ? null : Number(price)))).toEqual([12.5, 0.1, null]);
    const [{ at }] = rows as [{ at: Date | string }];
    expect(new Date(at instanceof Date ? at : at.replace(" ", "T").replace(/Z?$/, "Z")).toISOString()).toMatch(
      /:34:56\.789Z$/,
    );
  });

  it("writes more rows than one statement takes", async () => {
    project.write({
      id: "a1",
      upgrade: `
        await op.createTable("t", { columns: ["a", "b", "c", "d"].map((name) => ({ name, type: "varchar(2000)" })) });
        const text = "x".repeat(1500);
        await op.bulkInsert("t", Array.from({ length: 9000 }, (_, n) => ({ a: text, b: String(n), c: "", d: "" })));`,
    });
    const place = await project.open();
    await new Runner(place.dataSource).upgrade();
    const [row] = await place.dataSource.query<{ n: unknown }>("SELECT count(DISTINCT b) AS n FROM t");
    expect(Number(row!.n)).toBe(9000);
  });

  it("says which row is unlike the first one, and runs nothing", async () => {
    project.write({
      id: "a1",
      upgrade: `await op.createTable("t", { columns: [{ name: "a", type: "integer" }, { name: "b", type: "integer", nullable: true }] });
        await op.bulkInsert("t", [{ a: 1, b: 2 }, { a: 1 }]);`,
    });
    const place = await project.open();
    await expect(new Runner(place.dataSource).upgrade()).rejects.toMatchObject({
      message: expect.stringContaining(
        'bulkInsert into table "t": row 2 does not have the columns of the first row',
      ) as string,
    });
  });
});
