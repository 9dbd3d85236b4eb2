import { setTimeout as sleep } from "node:timers/promises";
import { broken, requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

const LOCK = "orm:the test of a dialect";

/** Transactions of revisions, and the lock between processes. */
export const transactionChecks: readonly DialectCheck[] = [
  {
    name: "keeps the rows of a revision that is committed",
    async check(bench) {
      await createRows(bench);
      await inRevision(bench, "commit", ["INSERT INTO kept VALUES (1)"]);
      requireSame("the rows", await countRows(bench), 1);
    },
  },
  {
    name: "keeps no row of a revision that is rolled back",
    async check(bench) {
      await createRows(bench);
      await inRevision(bench, "rollback", ["INSERT INTO kept VALUES (1)"]);
      requireSame("the rows", await countRows(bench), 0);
    },
  },
  {
    name: "keeps no table of a revision that is rolled back",
    needs: "transactionalDdl",
    async check(bench) {
      await inRevision(bench, "rollback", ["CREATE TABLE gone (id integer)"]);
      requireSame("the tables", (await bench.read()).tables, []);
    },
  },
  {
    name: "keeps a table of a revision that is rolled back, as it says",
    needsNot: "transactionalDdl",
    async check(bench) {
      await inRevision(bench, "rollback", ["CREATE TABLE kept_all_the_same (id integer)"]);
      requireSame("the tables", (await bench.read()).tables.length, 1);
    },
  },
  {
    name: "can begin a revision again after one that failed",
    async check(bench) {
      await createRows(bench);
      await inRevision(bench, "rollback", ["INSERT INTO kept VALUES (1)", "INSERT INTO nowhere VALUES (1)"]);
      await inRevision(bench, "commit", ["INSERT INTO kept VALUES (2)"]);
      requireSame("the rows", await countRows(bench), 1);
    },
  },
  {
    name: "opens transactions for queries",
    async check(bench) {
      const { dialect, withConnection } = bench;
      await createRows(bench);
      await withConnection(async (connection) => {
        for (const statement of dialect.queries.begin({})) await connection.execute(statement, []);
        await connection.execute("INSERT INTO kept VALUES (1)", []);
        await connection.execute("ROLLBACK", []);
      });
      requireSame("the rows", await countRows(bench), 0);
    },
  },
  {
    name: "gives the lock of a name to one connection at a time",
    needs: "advisoryLocks",
    check: (bench) =>
      withTwo(bench, async (one, other) => {
        const { locks } = bench.dialect;
        requireTrue(await locks.tryAcquire(one, LOCK), "the lock is not to be had");
        requireTrue(!(await locks.tryAcquire(other, LOCK)), "two connections have the lock");
        requireTrue(await locks.tryAcquire(other, `${LOCK} 2`), "the lock of another name is not to be had");
        await locks.release(one, LOCK);
      }),
  },
  {
    name: "gives the lock away when it is released",
    needs: "advisoryLocks",
    check: (bench) =>
      withTwo(bench, async (one, other) => {
        const { locks } = bench.dialect;
        await locks.tryAcquire(one, LOCK);
        await locks.release(one, LOCK);
        requireTrue(await locks.tryAcquire(other, LOCK), "a lock that was released is still held");
      }),
  },
  {
    name: "gives the lock away when the connection of its holder ends",
    needs: "advisoryLocks",
    check: (bench) =>
      withTwo(bench, async (one, other) => {
        const { locks } = bench.dialect;
        await locks.tryAcquire(one, LOCK);
        await one.close();
        for (let attempt = 0; attempt < 50; attempt += 1) {
          if (await locks.tryAcquire(other, LOCK)) return;
          await sleep(50);
        }
        throw broken("the lock outlives the connection of its holder");
      }),
  },
  {
    name: "says who holds the lock",
    needs: "advisoryLocks",
    check: (bench) =>
      withTwo(bench, async (one, other) => {
        const { locks } = bench.dialect;
        requireSame("the holder of a free lock", await locks.findHolder(other, LOCK), undefined);
        await locks.tryAcquire(one, LOCK);
        const holder = await locks.findHolder(other, LOCK);
        requireTrue(/\d/.test(holder?.description ?? ""), "nothing is said of the holder");
      }),
  },
];

async function createRows({ run }: DialectBench): Promise<void> {
  await run({ kind: "execute", strings: ["CREATE TABLE kept (id integer)"], values: [] });
}

async function countRows({ query }: DialectBench): Promise<number> {
  return Number((await query("SELECT count(*) FROM kept"))[0]?.[0]);
}

/** Runs statements in the transaction of a revision; a failing one ends them. */
function inRevision(
  { dialect, withConnection }: DialectBench,
  end: "commit" | "rollback",
  statements: readonly string[],
): Promise<void> {
  const { locks } = dialect;
  return withConnection(async (connection) => {
    await locks.beginRevision(connection);
    try {
      for (const statement of statements) await connection.execute(statement, []);
    } catch (error) {
      if (end === "commit") throw error;
    }
    await (end === "commit" ? locks.commitRevision(connection) : locks.rollbackRevision(connection));
  });
}

type Connection = NonNullable<Awaited<ReturnType<DialectBench["dataSource"]["openConnection"]>>>;

async function withTwo(
  { dataSource }: DialectBench,
  work: (one: Connection, other: Connection) => Promise<void>,
): Promise<void> {
  const [one, other] = [await dataSource.openConnection(), await dataSource.openConnection()];
  if (one === undefined || other === undefined) throw broken("there is no second connection, and so no use for a lock");
  try {
    await work(one, other);
  } finally {
    await one.close();
    await other.close();
  }
}
