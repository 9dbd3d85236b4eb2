import type { DriverConnection } from "../../src/dialect/driver";
import { Runner } from "../../src/migrate/runner";
import { answeringHost } from "../support/answering-host";
import { describeEachDatabase } from "../support/databases";
import { useRevisionProject } from "../support/revision-project";

/** What revisions in this process may ask for, by name: a test's own part in them. */
const helpers = globalThis as { helper?: unknown };

/** What was lost is never taken for done, and what was done is never done twice. */
describeEachDatabase("work of a revision", (database) => {
  const { transactionalDdl, autocommitBlocks, advisoryLocks } = database.capabilities;
  const project = useRevisionProject(database);
  const T = `await op.execute("CREATE TABLE t (id integer NOT NULL PRIMARY KEY, v integer)");
    await op.execute("INSERT INTO t VALUES (1, 0), (2, 0)");`;

  afterEach(() => {
    delete helpers.helper;
  });

  const versionOf = async (runner: Runner): Promise<string> =>
    (await runner.current()).map(({ revision }) => revision).join();

  (transactionalDdl ? it.each : it.skip.each)([
    ["op.execute", "COMMIT"],
    ["op.execute", "-- why\nEND"],
    ["op.execute", "BEGIN"],
    ["op.execute", "ROLLBACK"],
    ["op.connection.execute", "COMMIT"],
    ["op.query", "ROLLBACK"],
  ])("is not parted by %s(%j)", async (call, sql) => {
    project.write({ a1: `${T} await ${call}(${JSON.stringify(sql)});` });
    const dataSource = await project.open();
    const runner = new Runner(dataSource);
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      details: { reason: { code: "OPERATION.INVALID" } },
    });
    await expect(dataSource.query("SELECT * FROM t")).rejects.toMatchObject({ code: expect.anything() as string });
    expect(await versionOf(runner)).toBe("");
  });

  (transactionalDdl ? it : it.skip)("goes back to savepoints of its own", async () => {
    project.write({
      a1: `${T}
        await op.execute("SAVEPOINT mine");
        await op.execute("DELETE FROM t");
        await op.execute("ROLLBACK TO SAVEPOINT mine");
        await op.execute("RELEASE SAVEPOINT mine");`,
    });
    const dataSource = await project.open();
    await new Runner(dataSource).upgrade();
    expect(await dataSource.query("SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  (transactionalDdl ? it.skip.each : it.each)(["op.execute", "op.connection.execute"])(
    "is not done where %s was the victim of a deadlock, although the error is caught",
    async (call) => {
      project.write({
        a1: `${T}
          await op.execute("CREATE TABLE big (id integer NOT NULL PRIMARY KEY)");
          await op.execute("INSERT INTO big VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)");`,
        b2: `await op.execute("UPDATE t SET v = v + 1 WHERE id = 1");
          const end = await globalThis.helper();
          try {
            await ${call}("UPDATE t SET v = v + 1 WHERE id = 2");
          } catch {}
          await end();`,
      });
      const dataSource = await project.open();
      const other = (await dataSource.openConnection())!;
      helpers.helper = () => waitForFirst(other);
      const runner = new Runner(dataSource);
      await expect(runner.upgrade()).rejects.toMatchObject({ code: "REVISION.FAILED" });
      expect(await versionOf(runner)).toBe("a1");
      helpers.helper = async () => async () => undefined;
      await runner.upgrade();
      await other.close();
      expect(await dataSource.query("SELECT v FROM t ORDER BY id")).toEqual([{ v: 1 }, { v: 1 }]);
    },
  );

  /** Another transaction, which has written more, holds row 2 and waits for row 1. @returns what ends it. */
  async function waitForFirst(other: DriverConnection): Promise<() => Promise<void>> {
    await other.execute("START TRANSACTION", []);
    await other.execute("INSERT INTO big SELECT id + 100 FROM big", []);
    await other.execute("UPDATE t SET v = 7 WHERE id = 2", []);
    const waiting = other.execute("UPDATE t SET v = 7 WHERE id = 1", []).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return async () => {
      await waiting;
      await other.execute("ROLLBACK", []);
    };
  }

  (transactionalDdl && !autocommitBlocks ? it : it.skip)(
    "is not done where a statement took back the whole transaction, although the error is caught",
    async () => {
      project.write({ a1: `${T} try { await op.execute("INSERT OR ROLLBACK INTO t VALUES (1, 0)"); } catch {}` });
      const dataSource = await project.open();
      const runner = new Runner(dataSource);
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "REVISION.FAILED",
        details: { reason: { code: "QUERY.UNIQUE_VIOLATION" } },
      });
      expect(await versionOf(runner)).toBe("");
    },
  );

  (autocommitBlocks ? it.each : it.skip.each)([
    ["", ""],
    ["try {", "} catch {}"],
  ])("is not done where the COMMIT before a block is refused: %s %s", async (before, after) => {
    project.write({
      a1: `${T} await op.execute("CREATE TABLE c (id integer REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)");`,
      b2: `await op.execute("INSERT INTO c VALUES (7)");
        ${before} await op.autocommit((op) => op.execute("CREATE TABLE x (id integer)")); ${after}
        await op.execute("CREATE TABLE y (id integer)");`,
    });
    const dataSource = await project.open();
    const runner = new Runner(dataSource);
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      hint: expect.stringContaining("Nothing of this revision was kept") as string,
    });
    await expect(dataSource.query("SELECT * FROM y")).rejects.toMatchObject({ code: expect.anything() as string });
    expect(await versionOf(runner)).toBe("a1");
  });

  describe("that was stopped part-way", () => {
    const log = (v: number): string => `await op.execute("INSERT INTO t VALUES (${v}, 0)");`;
    const kept = (body: string): string =>
      autocommitBlocks ? `await op.autocommit(async (op) => { ${body} });` : `${body} await op.execute("COMMIT");`;
    const STOP = `if (globalThis.helper) throw new Error("stop");`;

    async function stopIn(body: string): Promise<void> {
      project.write({ a1: T.replace(" NOT NULL PRIMARY KEY", ""), b2: body });
      helpers.helper = true;
      await expect((await project.runner()).upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
      delete helpers.helper;
    }

    (advisoryLocks ? it : it.skip)("is not done twice where the journal grows until the claim is had", async () => {
      await stopIn(`${kept(log(3))} ${STOP}`);
      const dataSource = await project.open();
      // As it is while the server has not yet done what a killed process has sent.
      await dataSource.query("CREATE TABLE late AS SELECT * FROM orm_journal");
      await dataSource.query("DELETE FROM orm_journal");
      let isThere = false;
      const { host } = answeringHost(dataSource, async (sql, run) => {
        if (!isThere && /^(?:BEGIN|START TRANSACTION)/.test(sql)) {
          isThere = true;
          await dataSource.query("INSERT INTO orm_journal SELECT * FROM late");
        }
        return run();
      });
      await new Runner(host).upgrade();
      expect(await dataSource.query("SELECT id FROM t WHERE id = 3")).toHaveLength(1);
    });

    (advisoryLocks ? it : it.skip)("has the settings of its connection again", async () => {
      const [set, get] = transactionalDdl
        ? ["SET my.a = '5'", "CAST(current_setting('my.a') AS integer)"]
        : ["SET @a = 5", "@a"];
      const insert = `await op.execute("INSERT INTO t VALUES (${get}, 0)");`;
      await stopIn(`await op.connection.execute("${set}"); ${kept(log(3))} ${STOP} ${insert}`);
      const dataSource = await project.open();
      await new Runner(dataSource).upgrade();
      expect(await dataSource.query("SELECT id FROM t ORDER BY id")).toEqual([1, 2, 3, 5].map((id) => ({ id })));
    });

    (advisoryLocks ? it.each : it.skip.each)([
      `op.batch("t", { columns: ["id"], size: 1, key: "id" }, async (rows, op) => {
        if (globalThis.helper && rows[0].id === 2) throw new Error("stop");
        await op.execute("UPDATE t SET v = v + 1 WHERE id = " + rows[0].id);
      })`,
      `op.connection.execute("UPDATE t SET v = v + 1"); ${transactionalDdl ? "" : `await op.execute("COMMIT");`} ${STOP}`,
    ])("is not said to have kept nothing: %s", async (work) => {
      await stopIn(autocommitBlocks ? `await op.autocommit(async (op) => { await ${work} });` : `await ${work};`);
      const dataSource = await project.open();
      await new Runner(dataSource).upgrade();
      expect(await dataSource.query("SELECT v FROM t")).toEqual([{ v: 1 }, { v: 1 }]);
    });

    (advisoryLocks ? it : it.skip)("does not go on as if a temporary table were still there", async () => {
      await stopIn(`await op.connection.execute("CREATE TEMPORARY TABLE g (id integer)"); ${kept(log(3))} ${STOP}`);
      const runner = await project.runner();
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.JOURNAL_UNKNOWN",
        details: { statement: "CREATE TEMPORARY TABLE g (id integer)" },
      });
    });
  });

  (transactionalDdl ? it.skip : it)("is done where the connection is lost right after its COMMIT", async () => {
    project.write({ a1: `${T} await op.execute("COMMIT");`, b2: `await op.execute("INSERT INTO t VALUES (3, 0)");` });
    const dataSource = await project.open();
    let isLost = false;
    const { host, lose } = answeringHost(dataSource, async (sql, run) => {
      if (isLost || !sql.startsWith("SELECT RELEASE_LOCK")) return run();
      if ((await versionOf(new Runner(dataSource))) !== "b2") return run();
      isLost = true;
      lose();
      await run();
      throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    });
    expect(await new Runner(host).upgrade()).toMatchObject({ current: ["b2"] });
    expect(isLost).toBe(true);
  });

  (autocommitBlocks && advisoryLocks ? it : it.skip)("ends in a block where the lock is lost", async () => {
    const insert = (id: number): string => `await op.execute("INSERT INTO t VALUES (${id}, 0)");`;
    project.write({
      a1: `${T} await op.autocommit(async (op) => { ${insert(3)} await globalThis.helper(); ${insert(4)} });`,
    });
    const dataSource = await project.open();
    const END_LOCK = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    helpers.helper = () => dataSource.query(END_LOCK);
    await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({
      code: "RUNNER.PARTIAL",
      details: { reason: { code: "RUNNER.LOCK_LOST" } },
    });
    expect(await dataSource.query("SELECT id FROM t ORDER BY id")).toEqual([1, 2, 3].map((id) => ({ id })));
    helpers.helper = () => undefined;
    await new Runner(dataSource).upgrade();
    expect(await dataSource.query("SELECT id FROM t ORDER BY id")).toEqual([1, 2, 3, 4].map((id) => ({ id })));
  });

  (advisoryLocks ? it : it.skip)("leaves no setting behind for whoever has the connection next", async () => {
    const [set, show] = transactionalDdl
      ? ["SET my.a = '5'", "SELECT current_setting('my.a', true) AS a"]
      : ["SET @a = 5", "SELECT @a AS a"];
    project.write({ a1: `await op.execute("${set}");`, b2: `await op.connection.execute("${set}");` });
    const dataSource = await project.open();
    for (const target of ["a1", "b2"]) {
      await new Runner(dataSource).upgrade(target);
      expect(await dataSource.query(show)).toEqual([{ a: null }]);
    }
  });

  it("is recorded beside a version table of any name", async () => {
    const versionTable = "v".repeat(58);
    project.write({ a1: T });
    const dataSource = await project.open({}, { versionTable });
    const runner = new Runner(dataSource);
    await runner.upgrade();
    expect(await versionOf(runner)).toBe("a1");
    expect(await runner.runs()).toMatchObject([{ command: "upgrade", result: "done" }]);
  });

  describe("in one transaction for the whole run", () => {
    const whole = { transactionPerMigration: false };

    (transactionalDdl ? it : it.skip)("fails as a whole, and says so", async () => {
      project.write({ a1: T, b2: `await op.execute("SELECT nonsense FROM t");` });
      const runner = await project.runner({}, whole);
      const error: unknown = await runner.upgrade().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "REVISION.FAILED", details: { rolledBack: ["a1"] } });
      expect((error as { hint: string }).hint).not.toContain("caller");
      expect(await versionOf(runner)).toBe("");
    });

    (autocommitBlocks ? it : it.skip)("refuses a block, and says how it can be run", async () => {
      project.write({ a1: `await op.autocommit((op) => op.execute("SELECT 1"));` });
      const runner = await project.runner({}, whole);
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.JOINED",
        hint: expect.stringContaining("transactionPerMigration") as string,
      });
    });

    (transactionalDdl && advisoryLocks ? it : it.skip)(
      "is done where its COMMIT is still under way when the answer is lost",
      async () => {
        project.write({ a1: T });
        const dataSource = await project.open({}, whole);
        let isLate = false;
        const { host, lose } = answeringHost(dataSource, async (sql, run) => {
          if (isLate || sql !== "COMMIT") return run();
          isLate = true;
          lose();
          setTimeout(() => void run(), 400);
          throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
        });
        await new Runner(host).upgrade();
        expect(isLate).toBe(true);
        expect(await versionOf(new Runner(dataSource))).toBe("a1");
      },
    );
  });
});
