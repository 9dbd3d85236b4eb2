import { postgresDialect } from "../../../src/dialects/postgres";
import { readBatch, type BatchCall } from "../../../src/migrate/batch";
import { BatchSql } from "../../../src/migrate/batch-sql";
import { createPrintBatch } from "../../../src/migrate/print-batch";
import type { OperationSink } from "../../../src/migrate/operation-sink";
import { createRunBatch, type BatchProgress } from "../../../src/migrate/run-batch";
import type { Operation } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import { sql } from "../../../src/sql/sql-tag";

const dialect = postgresDialect.resolve(postgresDialect.offline);
const textOf = (batch: BatchSql, kind: "change" | "lastKey", bounds: Parameters<BatchSql["change"]>[0]): string =>
  dialect.queries.fragment(batch[kind](bounds)).sql;

describe("the statements of a batch", () => {
  it("walk a key of several columns by its index", () => {
    const batch = new BatchSql(dialect.queries, readBatch(["t", { delete: true, where: sql`x = ${1} OR y` }]), [
      "a",
      "b",
    ]);
    expect(textOf(batch, "change", { after: [1, 2], upTo: [3, 4] })).toBe(
      'DELETE FROM "t" WHERE (x = $1 OR y) AND "a" >= $2 AND ("a" > $3 OR ("b" > $4)) AND "a" <= $5 AND ("a" < $6 OR ("b" <= $7))',
    );
    expect(textOf(batch, "lastKey", {})).toBe(
      'SELECT "a", "b" FROM "t" WHERE (x = $1 OR y) ORDER BY "a", "b" LIMIT 1 OFFSET 999',
    );
  });

  it("set columns to values and expressions, or what is written", () => {
    const of = (call: BatchCall): string =>
      textOf(new BatchSql(dialect.queries, readBatch(call), ["id"]), "change", {});
    expect(of([{ schema: "s", name: "t" }, { set: { a: null, b: sql`lower(${"B"})` } }])).toBe(
      'UPDATE "s"."t" SET "a" = $1, "b" = lower($2)',
    );
    expect(of(["t", { set: sql`a = b + ${1}` }])).toBe('UPDATE "t" SET a = b + $1');
  });
});

describe("a batch that goes on", () => {
  /** Ten rows with the keys 1 to 10, as a server would answer. */
  function place(journal: Map<string, unknown>, failAt = Number.POSITIVE_INFINITY) {
    const ran: string[] = [];
    const reports: BatchProgress[] = [];
    let count = 0;
    const sink: OperationSink = {
      accept: async () => undefined,
      flush: async () => undefined,
      async once<T>(key: string, _isSeparate: boolean, work: () => Promise<T>): Promise<T> {
        if (!journal.has(key)) journal.set(key, JSON.parse(JSON.stringify(await work())));
        return journal.get(key) as T;
      },
    };
    const run = createRunBatch({
      dialect,
      readTable: async () =>
        table({
          name: "t",
          columns: [{ name: "id", type: "bigint", nullable: false }],
          primaryKey: { columns: ["id"] },
        }),
      report: (progress) => void reports.push(progress),
      async run(text, parameters) {
        const none = { fields: [], rows: [], affected: 0 };
        if (text.startsWith("SELECT count")) return { ...none, rows: [[10]] };
        const after = text.includes('"id" > ') ? Number(parameters[0]) : 0;
        if (text.startsWith("SELECT")) return { ...none, rows: after + 4 <= 10 ? [[String(after + 4)]] : [] };
        if ((count += 1) === failAt) throw new Error("killed");
        ran.push(`${after}..${String(parameters[after === 0 ? 0 : 1] ?? "")}`);
        return { ...none, affected: Math.min(4, 10 - after) };
      },
    });
    return { ran, reports, run: () => run(sink, "batch:1", ["t", { delete: true, size: 4 }]) };
  }

  it("is another one where what it does was edited, and the same where its size or its values were", async () => {
    const keyOf = async (options: BatchCall[1]): Promise<string> => {
      const keys: string[] = [];
      const batch = createRunBatch({ dialect, readTable: async () => undefined, run: async () => Promise.reject() });
      const sink: OperationSink = {
        accept: async () => undefined,
        flush: async () => undefined,
        once: async (key) => Promise.reject(keys.push(key)),
      };
      await batch(sink, "batch:1", ["t", options]).catch(() => undefined);
      return keys.join();
    };
    const key = await keyOf({ set: { a: 1, b: sql`now()` }, where: sql`c = ${1}` });
    expect(key).toMatch(/^batch:1:\w{8}:key$/);
    expect(await keyOf({ set: { a: 2, b: sql`now()` }, where: sql`c = ${2}`, size: 7, pause: 1 })).toBe(key);
    const others: readonly BatchCall[1][] = [
      { set: { a: 1, b: sql`now()` }, where: sql`d = ${1}` },
      { set: { a: 1, b: sql`null` }, where: sql`c = ${1}` },
      { set: { a: 1 }, where: sql`c = ${1}` },
      { set: { a: 1, b: sql`now()` }, where: sql`c = ${1}`, key: "z" },
      { delete: true, where: sql`c = ${1}` },
    ];
    for (const other of others) expect(await keyOf(other)).not.toBe(key);
  });

  it("ends between two steps, as a run does, when its signal comes", async () => {
    const run = createRunBatch({
      dialect,
      readTable: async () => undefined,
      run: async () => ({ fields: [], rows: [], affected: 0 }),
      signal: AbortSignal.abort(),
    });
    const sink: OperationSink = { accept: async () => undefined, flush: async () => undefined };
    await expect(run(sink, "batch:1", ["t", { delete: true, key: "id" }])).rejects.toMatchObject({
      code: "RUNNER.ABORTED",
    });
  });

  it("begins behind the last step that is written down", async () => {
    const journal = new Map<string, unknown>();
    const first = place(journal, 2);
    await expect(first.run()).rejects.toThrow("killed");
    expect(first.ran).toEqual(["0..4"]);
    const second = place(journal);
    expect(await second.run()).toBe(10);
    expect(second.ran).toEqual(["4..8", "8.."]);
    expect(second.reports.map(({ done, total }) => [done, total])).toEqual([
      [4, 10],
      [8, 10],
      [10, 10],
    ]);
    const third = place(journal);
    expect(await third.run()).toBe(10);
    expect(third.ran).toEqual([]);
  });
});

describe("a batch that is printed", () => {
  const print = (isDry: boolean) => {
    const found: (Operation | string)[] = [];
    const batch = createPrintBatch(dialect.queries, (text) => found.push(text), isDry);
    const sink: OperationSink = { accept: async (operation) => void found.push(operation), flush: async () => {} };
    return { found, batch: (...call: BatchCall) => batch(sink, "batch:1", call) };
  };

  it("is one statement, which says how it runs online", async () => {
    const { found, batch } = print(false);
    expect(await batch("t", { set: { a: 1 }, where: "a = 2", size: 50 })).toBe(0);
    expect(found).toEqual([
      "Online this runs in steps of 50 rows.",
      { kind: "execute", strings: ['UPDATE "t" SET "a" = ', " WHERE (a = 2)"], values: [1] },
    ]);
  });

  it("refuses a function, which a dry run only tells of", async () => {
    await expect(print(false).batch("t", {}, async () => undefined)).rejects.toMatchObject({
      code: "OPERATION.UNSUPPORTED",
    });
    const { found, batch } = print(true);
    await batch("t", {}, async () => undefined);
    expect(found).toEqual(['A function of the revision is given the rows of table "t" in steps of 1000.']);
  });
});

it.each([
  [["t", {}], "says nothing about what is done"],
  [["t", { delete: true, set: { a: 1 } }], "says more than one thing to do"],
  [["t", { set: {} }], "sets no column"],
  [["t", { delete: true, size: 0 }], "takes a size from 1, not 0"],
  [["t", { delete: true, pause: -1 }], "takes a pause"],
  [["t", { delete: true, key: [] }], "is given an empty key"],
  [["t", { delete: true, where: " " }], "has an empty condition"],
] as unknown as [BatchCall, string][])("refuses %j", (call, message) => {
  expect(() => readBatch(call)).toThrow(`batch on table "t" ${message}`);
});
