import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { planBetweenDatabases, planForEntities, type DiffPlan } from "../../src/migrate/diff-plan";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import * as first from "./migration-road/first";
import * as second from "./migration-road/second";

describeEachDatabase("the plan of a comparison", (database) => {
  const open: DataSource[] = [];
  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
  });

  async function connect(options: object, entities: object = {}): Promise<DataSource> {
    const classes = Object.values(entities).filter((value) => typeof value === "function");
    const dataSource = new DataSource({ ...options, entities: classes } as unknown as DataSourceOptions);
    open.push(await dataSource.initialize());
    return dataSource;
  }

  async function createWith(entities: object): Promise<DataSource> {
    const options = await database.createEmpty();
    const dataSource = await connect(options, entities);
    await dataSource.synchronize();
    return dataSource;
  }

  async function run({ changes }: DiffPlan, dataSource: DataSource): Promise<void> {
    const { locks } = dataSource.dialect;
    await dataSource.withConnection(async (connection) => {
      await locks.beginRevision(connection);
      for (const sql of changes.flatMap((change) => change.sql)) await connection.execute(sql, []);
      await locks.commitRevision(connection);
    });
  }

  async function execute(dataSource: DataSource, ...statements: readonly string[]): Promise<void> {
    await dataSource.withConnection(async (connection) => {
      for (const sql of statements) await connection.execute(sql, []);
    });
  }

  it("turns one database into the other with its statements alone, and changes none of them by itself", async () => {
    const one = await createWith(first);
    const other = await createWith(second);
    const before = await introspect(one);
    const plan = await planBetweenDatabases(one, other, { noRenames: true });
    expect(plan.changes.length).toBeGreaterThan(5);
    expect(await introspect(one)).toEqual(before);
    await run(plan, one);
    expect((await planBetweenDatabases(one, other)).changes).toEqual([]);
  });

  it("drops between databases what the second does not have", async () => {
    const one = await createWith(first);
    const other = await connect(await database.createEmpty());
    const plan = await planBetweenDatabases(one, other);
    await run(plan, one);
    const { tables, enums } = await introspect(one);
    expect({ tables, enums }).toEqual({ tables: [], enums: [] });
  });

  it("renames a table to the name of a view that goes, and makes anew what reads the view", async () => {
    const one = await connect(await database.createEmpty());
    const other = await connect(await database.createEmpty());
    await execute(one, "CREATE TABLE purchases (id integer)", "INSERT INTO purchases VALUES (1)");
    await execute(one, "CREATE VIEW orders AS SELECT id FROM purchases", "CREATE VIEW latest AS SELECT id FROM orders");
    await execute(other, "CREATE TABLE orders (id integer)", "CREATE VIEW latest AS SELECT id FROM orders");
    const answers = { renames: [{ from: "purchases", to: "orders" }] };
    await run(await planBetweenDatabases(one, other, answers), one);
    expect((await planBetweenDatabases(one, other)).changes).toEqual([]);
    expect(await one.query("SELECT id FROM latest")).toHaveLength(1);
  });

  it("tells of each change its summary, its risks, its arguments and what undoes it", async () => {
    const one = await createWith(second);
    await one.withConnection((connection) => connection.execute("CREATE TABLE gone (id integer)", []));
    const { changes, questions } = await planForEntities(one);
    expect(questions).toEqual([]);
    expect(changes).toMatchObject([
      {
        operation: { kind: "dropTable" },
        summary: 'drop table "gone"',
        hazards: expect.arrayContaining([expect.objectContaining({ kind: "data loss" })]) as unknown,
        arguments: ["gone"],
        reverse: [{ kind: "createTable" }],
        sql: [expect.stringMatching(/^DROP TABLE .gone.$/)],
      },
    ]);
  });
});
