import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { DriverConnection } from "../../src/dialect/driver";
import type { MigrationHost } from "../../src/migrate/migration-host";
import type { RunEvent } from "../../src/migrate/run-event";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import { killableHost } from "../support/killable-host";
import { writeRevisionFile } from "../support/write-revision-file";

/** What is kept of a revision that stopped, and how the next run goes on. */
describeEachDatabase("a revision that stopped part-way", (database) => {
  const { transactionalDdl, autocommitBlocks, advisoryLocks } = database.capabilities;
  const keeps = !transactionalDdl || autocommitBlocks;
  let root: string;
  let options: DataSourceOptions;
  let dataSource: DataSource;
  let runner: Runner;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-stopped-"));
    texts = 0;
    options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    runner = new Runner(dataSource);
    write("a1", null, `await op.createTable("log", { columns: [{ name: "what", type: "varchar(50)" }] });`);
    await runner.upgrade();
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  /** A file that was loaded is not loaded again: every text gets a file of its own. */
  let texts = 0;
  function write(id: string, downRevision: string | null, upgrade: string, downgrade = ""): void {
    const folder = path.join(root, "migrations", "versions");
    if (texts > 0)
      for (const file of readdirSync(folder)) if (file.startsWith(`${id}_`)) rmSync(path.join(folder, file));
    writeRevisionFile(root, { id, downRevision, upgrade, downgrade });
    renameSync(path.join(folder, `${id}.js`), path.join(folder, `${id}_${(texts += 1)}.js`));
  }

  /** Statements where each is kept by itself. */
  const kept = (statements: string): string =>
    autocommitBlocks ? `await op.autocommit(async (op) => { ${statements} });` : statements;

  async function state(): Promise<object> {
    const { tables } = await introspect(dataSource);
    const rows = await dataSource.query<{ what: string }>("SELECT what FROM log ORDER BY what");
    const current = await runner.current();
    return {
      tables: tables.map(({ name }) => name).sort(),
      log: rows.map(({ what }) => what),
      at: current.map(({ revision }) => revision).join(),
    };
  }

  const journal = (): Promise<readonly unknown[]> => dataSource.query("SELECT * FROM orm_journal");
  const log = (what: string): string => `await op.execute("INSERT INTO log VALUES ('${what}')");`;
  const create = (name: string): string => `await op.execute("CREATE TABLE ${name} (id integer)");`;

  /** The same place, where a statement is answered by a function instead. */
  function hostWith(
    answer: (sql: string, run: () => Promise<unknown>, own: DriverConnection) => unknown,
    isGone: () => boolean = () => false,
  ): MigrationHost {
    return new Proxy(dataSource, {
      get(target, name) {
        if (name === "openConnection" && isGone()) return () => Promise.reject(new Error("killed"));
        if (name !== "withConnection") {
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        }
        return <T>(work: (connection: DriverConnection) => Promise<T>) =>
          target.withConnection((own) =>
            work({
              get isOpen() {
                return own.isOpen;
              },
              close: async () => {
                // A connection that waits for the server is closed when that has answered.
                void own.close().catch(() => undefined);
              },
              execute: async (sql, parameters, options) => {
                const run = () => own.execute(sql, parameters, options);
                return (await answer(sql, run, own)) as Awaited<ReturnType<typeof run>>;
              },
            }),
          );
      },
    });
  }

  (keeps ? describe : describe.skip)("where something is kept", () => {
    it("goes on after what is applied, once the cause is gone; the file may change from there on", async () => {
      write(
        "b2",
        "a1",
        kept(`${log("one")} ${create("t")} ${log("two")} await op.execute("INSERT INTO nowhere VALUES (1)");`),
      );
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.PARTIAL",
        hint: expect.stringContaining("run the same command again") as string,
        details: {
          statement: "INSERT INTO nowhere VALUES (1)",
          applied: expect.arrayContaining([
            "INSERT INTO log VALUES ('one')",
            "CREATE TABLE t (id integer)",
          ]) as string[],
        },
      });
      write("b2", "a1", kept(`${log("one")} ${create("t")} ${log("two")} ${log("three")}`));
      await runner.upgrade();
      expect(await state()).toEqual({ tables: ["log", "t"], log: ["one", "three", "two"], at: "b2" });
      expect(await journal()).toEqual([]);
    });

    it("executes nothing where the file says something else than what was done", async () => {
      write("b2", "a1", `${kept(create("t"))} throw new Error("stop");`);
      await expect(runner.upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
      write("b2", "a1", kept(`${create("other")} ${create("t")}`));
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.JOURNAL_MISMATCH",
        details: { revision: "b2", position: 1, before: expect.stringContaining("CREATE TABLE t") as string },
      });
      expect(await state()).toEqual({ tables: ["log", "t"], log: [], at: "a1" });
    });

    it("refuses to go the other way, or elsewhere, before it is finished", async () => {
      write("b2", "a1", `${kept(create("t"))} throw new Error("stop");`);
      await expect(runner.upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
      const refusal = { code: "RUNNER.HALF_DONE", hint: expect.stringContaining("orm upgrade b2") as string };
      await expect(runner.downgrade("base")).rejects.toMatchObject(refusal);
      await expect(runner.stamp("b2")).rejects.toMatchObject(refusal);
      await expect(runner.upgrade("a1")).rejects.toMatchObject(refusal);
      write("b2", "a1", kept(create("t")));
      write("c3", "b2", log("later"));
      await runner.upgrade("c3");
      expect(await state()).toMatchObject({ log: ["later"], at: "c3" });
    });

    it("goes on with a downgrade, too", async () => {
      const downgrade = kept(
        `${log("down")} await op.execute("DROP TABLE t"); await op.execute("INSERT INTO other VALUES (1)");`,
      );
      write("b2", "a1", create("t"), downgrade);
      await runner.upgrade();
      await expect(runner.downgrade("-1")).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.HALF_DONE",
        hint: expect.stringContaining("orm downgrade -1") as string,
      });
      await dataSource.query("CREATE TABLE other (id integer)");
      await runner.downgrade("-1");
      expect(await state()).toEqual({ tables: ["log", "other"], log: ["down"], at: "a1" });
    });

    it("gives the same answers and the same caught errors as before", async () => {
      const body = (end: string): string =>
        kept(`
          const [{ n }] = await op.query("SELECT count(*) AS n FROM log");
          ${log("one")}
          ${create("t")}
          let caught = "none";
          try { await op.execute("DROP TABLE nowhere"); } catch (error) { caught = "some"; }
          ${create("u")}
          await op.execute("INSERT INTO log VALUES ('" + n + " rows, " + caught + " caught')");
          ${end}`);
      write("b2", "a1", body(`throw new Error("stop");`));
      await expect(runner.upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
      write("b2", "a1", body(""));
      await runner.upgrade();
      expect(await state()).toEqual({ tables: ["log", "t", "u"], log: ["0 rows, some caught", "one"], at: "b2" });
    });

    it("stops at a statement of which nobody can say whether it ran, unless the revision says it", async () => {
      const call = "CALL p()";
      const insert = "INSERT INTO log VALUES ('p')";
      await dataSource.query(
        autocommitBlocks
          ? `CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN ${insert}; END; $$`
          : `CREATE PROCEDURE p() ${insert}`,
      );
      const revision = (options: string): string => kept(`${create("t")} await op.execute("${call}"${options});`);
      write("b2", "a1", revision(""));
      const { host } = killableHost(dataSource, { statement: call, when: "sent" });
      await expect(new Runner(host).upgrade()).rejects.toThrow("killed");
      await expect(runner.upgrade()).rejects.toMatchObject({
        code: "RUNNER.JOURNAL_UNKNOWN",
        hint: expect.stringContaining("--resume-after") as string,
        details: { revision: "b2", statement: call },
      });
      write("b2", "a1", revision(`, { isApplied: "SELECT count(*) FROM log" }`));
      await runner.upgrade();
      expect(await state()).toEqual({ tables: ["log", "t"], log: ["p"], at: "b2" });
    });
  });

  // Where there is one connection only, nobody else's statement can be under way.
  (keeps && advisoryLocks ? it : it.skip)(
    "waits until the server is done with a statement whose process is gone",
    async () => {
      const slow = autocommitBlocks
        ? "CREATE INDEX CONCURRENTLY i ON log (what)"
        : "CREATE TABLE slow AS SELECT SLEEP(1) AS s";
      write("b2", "a1", kept(`${create("t")} await op.execute("${slow}"); ${log("end")}`));
      let isGone = false;
      const host = hostWith(
        async (sql, run, own) => {
          if (isGone) throw new Error("killed");
          if (sql !== slow) return run();
          isGone = true;
          void run().catch(() => undefined);
          void own.close().catch(() => undefined);
          throw new Error("killed");
        },
        () => isGone,
      );
      const other = await new DataSource(options).initialize();
      try {
        const blocker = dataSource.transaction(async (manager) => {
          await manager.query("INSERT INTO log VALUES ('blocker')");
          await expect(new Runner(host).upgrade()).rejects.toThrow("killed");
          const events: string[] = [];
          const next = new Runner(other).upgrade("head", { onEvent: ({ type }) => events.push(type) });
          await new Promise((resolve) => setTimeout(resolve, 700));
          return { next, events };
        });
        const { next, events } = await blocker;
        await next;
        expect(events).toContain("wait");
      } finally {
        await other.destroy();
      }
      const { tables } = await introspect(dataSource);
      expect(tables.find(({ name }) => name === "log")?.indexes.map(({ name }) => name)).toEqual(
        autocommitBlocks ? ["i"] : [],
      );
      expect(await state()).toMatchObject({ log: ["blocker", "end"], at: "b2" });
    },
  );

  it("is done where the answer to its COMMIT was lost, and the run goes on", async () => {
    write("b2", "a1", log("b2"));
    write("c3", "b2", log("c3"));
    let isLost = false;
    const host = hostWith(async (sql, run, own) => {
      const answer = await run();
      if (isLost || sql !== "COMMIT" || !(await hasMoved())) return answer;
      isLost = true;
      await own.close();
      throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    });
    const hasMoved = async (): Promise<boolean> => (await runner.current())[0]?.revision === "b2";
    if (database.capabilities.advisoryLocks) {
      await new Runner(host).upgrade();
      expect(isLost).toBe(true);
    } else await runner.upgrade();
    expect(await state()).toEqual({ tables: ["log"], log: ["b2", "c3"], at: "c3" });
  });

  it("ends between two statements when its signal comes, and keeps what cannot be rolled back", async () => {
    const stop = new AbortController();
    write("b2", "a1", `${log("one")} ${create("t")} ${log("two")}`);
    const onEvent = (event: RunEvent): void => {
      if (event.type === "statement" && event.sql.startsWith("CREATE TABLE t")) stop.abort();
    };
    const run = runner.upgrade("head", { signal: stop.signal, onEvent });
    await expect(run).rejects.toMatchObject({ code: transactionalDdl ? "RUNNER.ABORTED" : "RUNNER.PARTIAL" });
    expect(await state()).toMatchObject({ at: "a1", tables: transactionalDdl ? ["log"] : ["log", "t"] });
    await runner.upgrade();
    expect(await state()).toEqual({ tables: ["log", "t"], log: ["one", "two"], at: "b2" });
  });

  it("is not part of the caller's transaction where that cannot be", async () => {
    write("b2", "a1", autocommitBlocks ? kept(log("one")) : log("one"));
    const join = dataSource.transaction((manager) => runner.upgrade("head", { manager }));
    if (transactionalDdl && !autocommitBlocks) await join;
    else await expect(join).rejects.toMatchObject({ code: "RUNNER.JOINED" });
    expect(await state()).toMatchObject(keeps ? { log: [], at: "a1" } : { log: ["one"], at: "b2" });
  });

  it("needs no journal where a revision is one transaction, and few statements more where it is not", async () => {
    const tables = Array.from({ length: 10 }, (_, index) => create(`t${index}`)).join("\n");
    write("b2", "a1", tables);
    const { host, statements } = killableHost(dataSource);
    await new Runner(host).upgrade();
    const around = statements.filter((sql) => /orm_journal|SHOW CREATE/.test(sql));
    if (transactionalDdl) expect(around.length).toBeLessThanOrEqual(1);
    else expect(around.length).toBeLessThanOrEqual(2 * 10 + 3);
  });
});
