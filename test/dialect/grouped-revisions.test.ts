import type { DataSource } from "../../src/data-source/data-source";
import type { DriverConnection } from "../../src/dialect/driver";
import { createLedger } from "../../src/migrate/ledger";
import type { MigrationOptions } from "../../src/migrate/migration-options";
import type { MigrationHost } from "../../src/migrate/migration-host";
import type { RunEvent } from "../../src/migrate/run-event";
import { Runner } from "../../src/migrate/runner";
import { watchConnection } from "../../src/migrate/watched-connection";
import { describeEachDatabase } from "../support/databases";
import { killableHost, type KillPoint } from "../support/killable-host";
import { createTable, useRevisionProject } from "../support/revision-project";

const addColumn = (table: string, name: string): readonly [upgrade: string, downgrade: string] => [
  `await op.addColumn("${table}", { name: "${name}", type: "integer", nullable: true });`,
  `await op.dropColumn("${table}", "${name}");`,
];

/** Small revisions that follow each other, each of which could stand for itself. */
const SMALL = {
  a1: createTable("t_a"),
  b2: addColumn("t_a", "x"),
  c3: createTable("t_c"),
  d4: addColumn("t_c", "y"),
} as const;
const IDS = Object.keys(SMALL);

/** The same host; each statement is seen before it runs. */
function watchedHost(dataSource: DataSource, see: (sql: string) => void): MigrationHost {
  const watch = (connection: DriverConnection): DriverConnection =>
    watchConnection(connection, { before: async (sql) => see(sql), failed: async () => undefined });
  return new Proxy(dataSource, {
    get(target, name) {
      if (name === "withConnection") {
        return <T>(work: (connection: DriverConnection) => Promise<T>) =>
          target.withConnection((own) => work(watch(own)));
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

describeEachDatabase(
  "small revisions that share a transaction",
  (database) => {
    const project = useRevisionProject(database);

    /** How often a run moves the version: once for every transaction that has a revision. */
    async function countMoves(migrations: MigrationOptions = {}, options = {}): Promise<number> {
      const { host, statements } = killableHost(await project.open({}, migrations));
      await new Runner(host).upgrade("head", options);
      return statements.filter((sql) => /^(?:INSERT INTO|UPDATE) \S*orm_version\b/.test(sql)).length;
    }

    const recorded = async (dataSource: DataSource): Promise<readonly string[]> => {
      const ledger = createLedger(dataSource.dialect, {});
      const rows = await dataSource.withConnection((connection) => ledger.read(connection));
      return [...rows.keys()].sort();
    };

    const currentOf = async (dataSource: DataSource): Promise<readonly string[]> =>
      (await new Runner(dataSource).current()).map(({ revision }) => revision);

    it("move the version once, and are recorded one by one", async () => {
      project.write(SMALL);
      expect(await countMoves()).toBe(1);
      const dataSource = await project.open();
      expect(await currentOf(dataSource)).toEqual(["d4"]);
      expect(await recorded(dataSource)).toEqual(IDS);
      expect(await dataSource.query("SELECT x FROM t_a")).toEqual([]);
      expect(await dataSource.query("SELECT y FROM t_c")).toEqual([]);
    });

    it.each<readonly [string, MigrationOptions, object]>([
      ["the configuration wants a transaction for each", { transactionPerMigration: true }, {}],
      ["somebody listens", {}, { onEvent: () => undefined }],
      ["a hook sees each", { onVersionApply: () => undefined }, {}],
      ["each statement is logged", { logging: { level: "debug", sql: "none", format: "json" } }, {}],
      ["others are not to wait", { statementLockTimeout: 5 }, {}],
    ])("have one each where %s", async (_why, migrations, options) => {
      project.write(SMALL);
      const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
      const moves = await countMoves(migrations, options);
      write.mockRestore();
      expect(moves).toBe(4);
    });

    it.each([
      ["changes a table that was there", `await op.addColumn("old", { name: "x", type: "integer", nullable: true });`],
      [
        "refers to a table that was there",
        `await op.createTable("t_x", { columns: [{ name: "id", type: "integer" }], foreignKeys: [{ columns: ["id"], references: { table: "old", columns: ["id"] } }] });`,
      ],
      ["runs SQL", `await op.execute("INSERT INTO old VALUES (1)");`],
      [
        "decides",
        `if (op.isOffline) return; await op.createTable("t_x", { columns: [{ name: "id", type: "integer" }] });`,
      ],
      ["drops", `await op.dropTable("t_a");`],
    ])("do so without a revision that %s", async (_what, body) => {
      project.write({ a1: SMALL.a1, b2: SMALL.b2, c3: body, d4: createTable("t_d"), e5: createTable("t_e") });
      const dataSource = await project.open();
      await dataSource.query("CREATE TABLE old (id integer NOT NULL PRIMARY KEY)");
      expect(await countMoves()).toBe(3);
      expect(await recorded(await project.open())).toEqual(["a1", "b2", "c3", "d4", "e5"]);
    });

    it("are kept up to the one that fails, and told as if each had stood for itself", async () => {
      project.write({ ...SMALL, e5: createTable("t_a"), f6: createTable("t_f") });
      const dataSource = await project.open();
      const told: string[] = [];
      const onEvent = (event: RunEvent): void => {
        if (event.type === "revision:start" || event.type === "revision:end")
          told.push(`${event.type} ${event.step.revision}`);
        else if (event.type === "statement:start") told.push(`${event.type} ${event.revision}`);
        else if (event.type === "statement") told.push(`${event.type} ${event.revision} ${event.position}`);
      };
      await expect(new Runner(dataSource).upgrade("head", { onEvent, grouped: true })).rejects.toMatchObject({
        code: "REVISION.FAILED",
        details: { revision: "e5", statement: expect.stringContaining("CREATE TABLE") as string },
      });
      expect(told).toEqual([
        ...IDS.flatMap((id) => [
          `revision:start ${id}`,
          `statement:start ${id}`,
          `statement ${id} 1`,
          `revision:end ${id}`,
        ]),
        "revision:start e5",
        "statement:start e5",
      ]);
      expect(await currentOf(dataSource)).toEqual(["d4"]);
      expect(await recorded(dataSource)).toEqual(IDS);
      expect((await new Runner(dataSource).runs()).map(({ result, to }) => [result, to])).toEqual([["failed", ["d4"]]]);
    });

    it("are told in their order once they are kept", async () => {
      project.write(SMALL);
      const told: string[] = [];
      await (
        await project.runner()
      ).upgrade("head", {
        grouped: true,
        events: {
          "revision:start": ({ step, position, count }) => told.push(`${step.revision} ${position}/${count}`),
          "revision:end": ({ step }) => told.push(step.revision),
        },
      });
      expect(told).toEqual(["a1 1/4", "a1", "b2 2/4", "b2", "c3 3/4", "c3", "d4 4/4", "d4"]);
    });

    it.each([
      [
        "rows",
        `await op.bulkInsert("child", [{ id: 1, parent: 1 }]);`,
        `await op.bulkInsert("parent", [{ id: 1, code: 1 }]);`,
        "id",
      ],
      ["a key", "", `await op.createUniqueConstraint("parent", { name: "uq_code", columns: ["code"] });`, "code"],
    ])("do not put right each other's references, to %s that come later", async (_what, insert, repair, column) => {
      const columns = (name: string): string =>
        `columns: [{ name: "id", type: "integer" }, { name: "${name}", type: "integer" }], primaryKey: { columns: ["id"] }`;
      const key = `foreignKeys: [{ columns: ["parent"], references: { table: "parent", columns: ["${column}"] } }]`;
      project.write({
        a1: `await op.createTable("parent", { ${columns("code")} });`,
        b2: `await op.createTable("child", { ${columns("parent")}, ${key} }); ${insert}`,
        c3: repair,
      });
      const dataSource = await project.open();
      await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({
        code: "REVISION.FAILED",
        details: { revision: "b2" },
      });
      expect(await currentOf(dataSource)).toEqual(["a1"]);
    });

    it("end in front of a constraint that is checked at COMMIT", async () => {
      const columns = `columns: [{ name: "id", type: "integer" }], primaryKey: { columns: ["id"] }`;
      const deferred = `{ name: "fk", columns: ["id"], references: { table: "t_b", columns: ["id"] }, deferrable: "initially deferred" }`;
      project.write({
        a1: `await op.createTable("t_a", { ${columns} });`,
        b2: `await op.createTable("t_b", { ${columns} });`,
        c3: `await op.createForeignKey("t_a", ${deferred});`,
        d4: createTable("t_d"),
        e5: createTable("t_e"),
      });
      expect(await countMoves()).toBe(3);
    });

    it("end where another table has taken the name of one that they made", async () => {
      const renames = `await op.renameTable("t_a", "t_b"); await op.renameTable("old", "t_a");`;
      project.write({ ...SMALL, e5: renames, f6: addColumn("t_a", "z"), g7: addColumn("t_a", "w") });
      const dataSource = await project.open();
      await dataSource.query("CREATE TABLE old (id integer NOT NULL PRIMARY KEY)");
      expect(await countMoves()).toBe(4);
    });

    it("are done, whatever a listener makes of them", async () => {
      project.write({ ...SMALL, e5: `await op.dropTable("t_a");` });
      const dataSource = await project.open();
      const events = {
        "revision:start": ({ step }: { readonly step: { readonly revision: string } }) => {
          if (step.revision === "b2") throw new Error("no");
        },
      };
      await expect(new Runner(dataSource).upgrade("head", { grouped: true, events })).rejects.toThrow("no");
      expect(await currentOf(dataSource)).toEqual(["d4"]);
      expect((await new Runner(dataSource).runs()).map(({ result, to }) => [result, to])).toEqual([["failed", ["d4"]]]);
    });

    it("are left undecided where nobody can be asked what became of their COMMIT", async () => {
      project.write(SMALL);
      const { host } = killableHost(await project.open(), { statement: "COMMIT", when: "sent" });
      const error: unknown = await new Runner(host).upgrade().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "RUNNER.PARTIAL",
        details: { revision: "d4", undecided: ["a1", "b2", "c3"] },
      });
      expect(error).not.toHaveProperty("details.rolledBack");
      const dataSource = await project.open();
      await new Runner(dataSource).upgrade();
      expect(await recorded(dataSource)).toEqual(IDS);
    });

    it("name those that are gone with the one that lost the connection", async () => {
      project.write(SMALL);
      const clean = killableHost(await project.open());
      await new Runner(clean.host).upgrade();
      const last = clean.statements.findLast((sql) => sql.startsWith("ALTER TABLE"))!;
      await new Runner(await project.open()).downgrade("base");
      const { host } = killableHost(await project.open(), { statement: last, when: "before" });
      await expect(new Runner(host).upgrade()).rejects.toMatchObject({
        code: "REVISION.FAILED",
        details: { revision: "d4", rolledBack: ["a1", "b2", "c3"] },
      });
      expect(await currentOf(await project.open())).toEqual([]);
    });

    it("end between two statements of one, where they are aborted", async () => {
      project.write({ a1: SMALL.a1, b2: `${createTable("t_b")[0]} ${createTable("t_d")[0]}` });
      const dataSource = await project.open();
      const controller = new AbortController();
      const watched = watchedHost(dataSource, (sql) => {
        if (/CREATE TABLE "?t_b/.test(sql)) controller.abort();
      });
      await expect(new Runner(watched).upgrade("head", { signal: controller.signal })).rejects.toMatchObject({
        code: "RUNNER.ABORTED",
      });
      expect(await currentOf(dataSource)).toEqual([]);
      await new Runner(dataSource).upgrade();
      expect(await recorded(dataSource)).toEqual(["a1", "b2"]);
    });

    const stride = process.env["ORMOLU_TEST_KILL"] === "all" ? 1 : 5;

    it.each(["before", "sent"] as const)(
      "are all there after the next run, wherever the first is killed (%s)",
      async (when) => {
        project.write(SMALL);
        const dataSource = await project.open();
        const run = async (point: KillPoint): Promise<boolean> => {
          const killable = killableHost(dataSource, point);
          await new Runner(killable.host).upgrade().catch(() => undefined);
          return killable.isKilled;
        };
        let statement = when === "before" ? 1 : 3;
        for (; await run({ statement, when }); statement += stride) {
          const before = await currentOf(dataSource);
          expect([[], ["d4"]]).toContainEqual(before);
          await new Runner(dataSource).upgrade();
          expect({ statement, current: await currentOf(dataSource), recorded: await recorded(dataSource) }).toEqual({
            statement,
            current: ["d4"],
            recorded: IDS,
          });
          await new Runner(dataSource).downgrade("base");
        }
        expect(statement).toBeGreaterThan(15);
      },
      300_000,
    );
  },
  {
    requires: { transactionalDdl: "a transaction that schema changes are part of is what is shared" },
    makesManyDatabases: true,
  },
);
