import { setTimeout as sleep } from "node:timers/promises";
import type { DataSource } from "../../src/data-source/data-source";
import { lockName, withLock } from "../../src/migrate/lock";
import type { RunEvent } from "../../src/migrate/run-event";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { collectEvents, createTable, useRevisionProject } from "../support/revision-project";

type WaitEvent = Extract<RunEvent, { type: "wait" }>;

/** A promise that the test itself fulfils. */
function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}

describeEachDatabase("the lock of the migrations", (database) => {
  const project = useRevisionProject(database);
  let dataSource: DataSource;
  let other: DataSource;

  beforeEach(async () => {
    project.write({ a1: createTable("t_a"), b2: createTable("t_b") });
    dataSource = await project.open();
    other = await project.open();
  });

  /** Holds what keeps others out while the work goes on. */
  function holding<T>(work: () => Promise<T>): Promise<T> {
    if (database.capabilities.advisoryLocks) return withLock(other, { timeout: 0 }, work);
    return other.withConnection(async (connection) => {
      await other.dialect.locks.beginRevision(connection);
      try {
        return await work();
      } finally {
        await other.dialect.locks.rollbackRevision(connection);
      }
    });
  }

  const isAlone = (): boolean => (project.options as { type: string }).type === "pglite";

  it("is waited for as long as is said, and no longer", async () => {
    if (isAlone()) return;
    const { events, onEvent } = collectEvents("wait");
    await holding(async () => {
      const started = Date.now();
      await expect(new Runner(dataSource).upgrade("head", { lockTimeout: "700ms", onEvent })).rejects.toMatchObject({
        code: "RUNNER.LOCK_TIMEOUT",
      });
      expect(Date.now() - started).toBeGreaterThanOrEqual(700);
      expect(Date.now() - started).toBeLessThan(2_500);
    });
    expect(events.length).toBe(1);
    expect(events[0]!.waited).toBeLessThan(500);
    expect((await new Runner(dataSource).upgrade()).current).toEqual(["b2"]);
  });

  it("ends the wait when the signal comes", async () => {
    if (isAlone()) return;
    await holding(async () => {
      const started = Date.now();
      await expect(new Runner(dataSource).upgrade("head", { signal: AbortSignal.timeout(300) })).rejects.toMatchObject({
        code: "RUNNER.ABORTED",
      });
      expect(Date.now() - started).toBeLessThan(2_500);
    });
  });

  it("is not needed by a run that has nothing to do", async () => {
    await new Runner(dataSource).upgrade();
    await holding(async () => {
      expect(await new Runner(dataSource).upgrade("head", { lockTimeout: 0 })).toEqual({ steps: [], current: ["b2"] });
    });
  });

  it("stops the run between two revisions where the signal comes", async () => {
    const stop = new AbortController();
    const run = new Runner(dataSource).upgrade("head", {
      signal: stop.signal,
      events: { "revision:end": () => stop.abort() },
    });
    await expect(run).rejects.toMatchObject({ code: "RUNNER.ABORTED" });
    const runner = new Runner(dataSource);
    expect((await runner.current()).map(({ revision }) => revision)).toEqual(["a1"]);
    expect((await runner.runs()).map(({ result, to }) => [result, to])).toEqual([["aborted", ["a1"]]]);
    expect((await runner.upgrade()).steps.map(({ revision }) => revision)).toEqual(["b2"]);
  });

  it("numbers the statements of each revision", async () => {
    const { events, onEvent } = collectEvents("statement");
    await new Runner(dataSource).upgrade("head", { onEvent });
    expect(events.map(({ revision, position }) => [revision, position])).toEqual([
      ["a1", 1],
      ["b2", 1],
    ]);
  });

  it("is made of a span of time that can be read", async () => {
    await expect(new Runner(dataSource).upgrade("head", { lockTimeout: "soon" })).rejects.toMatchObject({
      code: "CONFIG.INVALID",
    });
  });
});

describeEachDatabase(
  "the lock of a whole run",
  (database) => {
    const project = useRevisionProject(database);

    it("names who holds it, what it runs, and the statement that ends it, which does", async () => {
      const gate = deferred<void>();
      const begun = deferred<void>();
      const heard = deferred<WaitEvent>();
      Object.assign(globalThis, { __ormGate: gate.promise });
      project.write({ a1: createTable("t_a"), b2: `await globalThis.__ormGate;` });
      const first = await project.runner();
      const second = await project.open();
      const run = first
        .upgrade("head", { events: { "revision:start": ({ position }) => position === 2 && begun.resolve() } })
        .then(
          () => "done",
          (error: { code: string }) => error.code,
        );
      await begun.promise;
      const waiting = new Runner(second).upgrade("head", { events: { wait: heard.resolve }, lockTimeout: 60 });
      const event = await heard.promise;
      expect(event.holder).toContain(`"upgrade head" of `);
      expect(event.holder).toContain(`process ${process.pid}`);
      await second.query(event.endWith!);
      gate.resolve();
      expect((await waiting).current).toEqual(["b2"]);
      // It had nothing left to verify: the last revision was under way.
      expect(["done", "RUNNER.LOCK_LOST"]).toContain(await run);
    });

    it("that is lost stops the run before the next revision", async () => {
      project.write({
        a1: `await globalThis.__ormEndLock();`,
        b2: createTable("t_b"),
      });
      const dataSource = await project.open();
      const other = await project.open();
      const ended = async (): Promise<void> => {
        const connection = await other.openConnection();
        const holder = await other.dialect.locks.findHolder(connection!, lockName(other));
        await connection!.close();
        await other.query(holder!.endWith!);
        await sleep(200);
      };
      Object.assign(globalThis, { __ormEndLock: ended });
      await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({ code: "RUNNER.LOCK_LOST" });
      expect((await new Runner(dataSource).current()).map(({ revision }) => revision)).toEqual(["a1"]);
      expect((await new Runner(dataSource).runs()).map(({ result }) => result)).toEqual(["failed"]);
    });
  },
  { requires: { advisoryLocks: "a lock that lasts for a run is what is tested" } },
);
