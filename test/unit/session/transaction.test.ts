import { AnsiQueryCompiler } from "../../../src/dialect/ansi-query-compiler";
import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { OrmError } from "../../../src/errors/orm-error";
import { createPool } from "../../../src/session/pool";
import { createSession } from "../../../src/session/pool-session";
import type { QueryEvent } from "../../../src/session/query-events";
import { createFakeDriver } from "./fake-driver";

const dialect = {
  queries: new AnsiQueryCompiler(),
  errors: { translate: (cause: unknown) => new OrmError("QUERY.FAILED", (cause as Error).message, { cause }) },
} as unknown as ResolvedDialect;

function setUp(events?: QueryEvent[]) {
  const driver = createFakeDriver(1);
  const pool = createPool(driver);
  const session = createSession(dialect, pool, events === undefined ? undefined : (event) => events.push(event));
  return { driver, pool, session, log: () => driver.opened.flatMap((connection) => connection.log) };
}

describe("a transaction", () => {
  it("commits when the work returns", async () => {
    const { session, log, pool } = setUp();
    const result = await session.transaction((inner) => inner.execute("work", []).then(() => 7), {
      isolation: "SERIALIZABLE",
    });
    expect([result, log(), pool.idleCount]).toEqual([
      7,
      ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION", "work", "COMMIT"],
      1,
    ]);
  });

  it("rolls back when the work throws, and throws what the work threw", async () => {
    const { session, log, pool } = setUp();
    await expect(session.transaction(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect([log(), pool.idleCount]).toEqual([["START TRANSACTION", "ROLLBACK"], 1]);
  });

  it("gives the first error when the rollback fails too, and does not reuse the connection", async () => {
    const { driver, session, pool } = setUp();
    await session.execute("warm up", []);
    driver.opened[0]!.failures.set("ROLLBACK", new Error("second"));
    await expect(session.transaction(() => Promise.reject(new Error("first")))).rejects.toThrow("first");
    expect([pool.size, driver.opened[0]!.isOpen]).toEqual([0, false]);
  });

  it("is a savepoint inside another one", async () => {
    const { session, log } = setUp();
    await session.transaction(async (outer) => {
      await outer.transaction((inner) => inner.execute("good", []));
      await outer.transaction(() => Promise.reject(new Error("bad"))).catch(() => undefined);
    });
    expect(log()).toEqual([
      "START TRANSACTION",
      'SAVEPOINT "orm_1"',
      "good",
      'RELEASE SAVEPOINT "orm_1"',
      'SAVEPOINT "orm_2"',
      'ROLLBACK TO SAVEPOINT "orm_2"',
      "COMMIT",
    ]);
  });

  it("asks before it commits after a statement failed: the database may have given it up", async () => {
    const { driver, session, log } = setUp();
    await session.execute("warm up", []);
    driver.opened[0]!.failures.set("bad", new Error("refused"));
    driver.opened[0]!.failures.set("SELECT 1", new Error("aborted"));
    const work = session.transaction((inner) => inner.execute("bad", []).catch(() => undefined));
    await expect(work).rejects.toThrow("aborted");
    expect(log().slice(1)).toEqual(["START TRANSACTION", "bad", "SELECT 1", "ROLLBACK"]);
  });

  it("refuses statements after the connection was lost, and after its own end", async () => {
    const { driver, session } = setUp();
    const late = await session.transaction(async (inner) => inner);
    await expect(late.execute("late", [])).rejects.toMatchObject({ code: "CONNECTION.RELEASED" });
    const lost = session.transaction(async (inner) => {
      driver.opened[0]!.isOpen = false;
      await inner.execute("more", []);
    });
    await expect(lost).rejects.toMatchObject({ code: "CONNECTION.LOST" });
  });
});

describe("a statement", () => {
  it("fails with a translated error and is reported with its parameters", async () => {
    const events: QueryEvent[] = [];
    const { driver, session } = setUp(events);
    await session.execute("good", [1]);
    driver.opened[0]!.failures.set("bad", new Error("refused"));
    await expect(session.execute("bad", [2])).rejects.toMatchObject({ code: "QUERY.FAILED" });
    expect(events.map(({ sql, parameters, error }) => [sql, parameters, error?.code])).toEqual([
      ["good", [1], undefined],
      ["bad", [2], "QUERY.FAILED"],
    ]);
  });
});
