import type { DriverConnection } from "../../../src/dialect/driver";
import type { Statement } from "../../../src/dialect/statement";
import { OrmError } from "../../../src/errors/orm-error";
import { describeHalfDone } from "../../../src/migrate/half-done";
import { StepJournal } from "../../../src/migrate/journal";
import { itemOf, itemOfWork } from "../../../src/migrate/journal-entry";
import type { JournalRow, JournalTable } from "../../../src/migrate/journal-table";
import { execute } from "../../../src/operations/execute";

const connection = {} as DriverConnection;
const clock = { now: () => new Date("2026-11-21T00:00:00Z") };
const operation = (sql: string) => execute.create(sql);
const items = (...sqls: readonly string[]) => sqls.map((sql) => itemOf(operation(sql)));
const statement = (sql: string): Statement => ({ sql, parameters: [], transactional: true, source: operation(sql) });

/** A table in memory. */
function createTable(rows: JournalRow[] = []): JournalTable & { readonly rows: JournalRow[] } {
  const isSame = (left: JournalRow, right: JournalRow): boolean =>
    left.position === right.position && left.part === right.part;
  return {
    rows,
    table: undefined as never,
    exists: async () => true,
    ensure: async () => undefined,
    read: async () => [...rows],
    add: async (_connection, added) => void rows.push(...added),
    setState: async (_connection, row, state) => {
      const at = rows.findIndex((own) => isSame(own, row));
      rows[at] = { ...rows[at]!, state };
    },
    remove: async (_connection, row) => {
      rows.splice(
        rows.findIndex((own) => isSame(own, row)),
        1,
      );
    },
    clear: async () => void rows.splice(0),
  };
}

const open = (table: ReturnType<typeof createTable>): StepJournal =>
  new StepJournal({ table, revision: "b2", direction: "upgrade", rows: [...table.rows], clock });

describe("the journal of a revision", () => {
  it("writes nothing as long as nothing is committed", () => {
    const table = createTable();
    const journal = open(table);
    journal.begin(items("INSERT 1"), [statement("INSERT 1")]);
    journal.passed("INSERT 1");
    journal.end();
    expect({ rows: table.rows, pending: journal.pendingCount, hasRows: journal.hasRows }).toEqual({
      rows: [],
      pending: 1,
      hasRows: false,
    });
  });

  it("writes an intent together with what came before it, and passes over both when it begins anew", async () => {
    const table = createTable();
    const first = open(table);
    first.begin(items("INSERT 1"), [statement("INSERT 1")]);
    first.passed("INSERT 1");
    first.end();
    first.begin(items("CREATE a"), [statement("CREATE a")]);
    first.passed("CREATE a", await first.writeIntent(connection, "absent"));
    first.end();
    first.begin(items("CREATE b"), [statement("CREATE b")]);
    await first.writeIntent(connection, "absent");
    expect(table.rows.map(({ position, part, state }) => [position, part, state])).toEqual([
      [1, 0, "done"],
      [2, 0, "intent"],
      [3, 0, "intent"],
    ]);

    const second = open(table);
    expect(second.next(items("INSERT 1", "CREATE a"))).toEqual({ kind: "done", count: 1, answer: undefined });
    expect(second.next(items("CREATE a"))).toMatchObject({ kind: "done", count: 1 });
    expect(second.next(items("CREATE b"))).toMatchObject({ kind: "begun", done: 0, intent: { probe: "absent" } });
  });

  it("goes on in the middle of an entry with the statements that it had", async () => {
    const table = createTable();
    const first = open(table);
    const statements = ["ALTER 1", "UPDATE", "ALTER 2"].map(statement);
    first.begin(items("alter"), statements);
    first.passed("ALTER 1", await first.writeIntent(connection, "before"));
    first.passed("UPDATE");
    await first.writeIntent(connection, "between");
    const known = open(table).next(items("alter"));
    expect(known).toMatchObject({ kind: "begun", count: 1, done: 2, intent: { part: 2, probe: "between" } });
    expect(known.kind === "begun" && known.statements.map(({ sql }) => sql)).toEqual(["ALTER 1", "UPDATE", "ALTER 2"]);
  });

  it("gives answers and caught errors again", async () => {
    const table = createTable();
    const first = open(table);
    first.begin([itemOfWork("query:1")], []);
    first.end([{ id: 1n, at: new Date(0) }]);
    first.begin(items("DROP nowhere"), [statement("DROP nowhere")]);
    first.fail(new OrmError("QUERY.FAILED", "no such table"));
    first.begin(items("CREATE a"), [statement("CREATE a")]);
    await first.writeIntent(connection, "absent");
    const second = open(table);
    expect(second.next([itemOfWork("query:1")])).toEqual({
      kind: "done",
      count: 1,
      answer: [{ id: 1n, at: new Date(0) }],
    });
    expect(() => second.next(items("DROP nowhere"))).toThrow("no such table");
  });

  it("keeps an answer that is too long for one row in several", async () => {
    const table = createTable();
    const first = open(table);
    const answer = ["x".repeat(1_200_000)];
    first.begin([itemOfWork("query:1")], []);
    first.end(answer);
    await first.flush(connection);
    expect(table.rows).toHaveLength(3);
    expect(open(table).next([itemOfWork("query:1")])).toEqual({ kind: "done", count: 1, answer });
  });

  it("refuses a file that says something else than what was done", async () => {
    const table = createTable();
    const first = open(table);
    first.begin(items("CREATE a"), [statement("CREATE a")]);
    first.passed("CREATE a", await first.writeIntent(connection, "absent"));
    first.end();
    first.begin(items("CREATE b"), [statement("CREATE b")]);
    await first.writeIntent(connection, "absent");
    const code = { code: "RUNNER.JOURNAL_MISMATCH" };
    expect(() => open(table).next(items("CREATE c"))).toThrow(expect.objectContaining(code) as Error);
    expect(() => open(table).finish()).toThrow(expect.objectContaining(code) as Error);
  });

  it("takes what is said for the case of a break for no part of an operation", () => {
    expect(itemOf(execute.create("CALL p()", { idempotent: true })).key).toBe(itemOf(operation("CALL p()")).key);
  });

  it("makes the table exact after a failure, and says what is kept", async () => {
    const table = createTable();
    const journal = open(table);
    journal.begin(items("CREATE a"), [statement("CREATE a")]);
    journal.passed("CREATE a", await journal.writeIntent(connection, "absent"));
    journal.end();
    journal.begin(items("INSERT 1"), [statement("INSERT 1")]);
    journal.fail(new Error("no"));
    expect(await journal.readKept(connection)).toEqual(["CREATE a"]);
    expect(table.rows.map(({ state }) => state)).toEqual(["done"]);
    expect(describeHalfDone(table.rows)).toMatchObject({
      revision: "b2",
      direction: "upgrade",
      steps: [{ position: 1, state: "done", done: ["CREATE a"], next: [] }],
    });
  });

  it("keeps what was done before a statement that failed and was taken back", async () => {
    const table = createTable();
    const journal = open(table);
    journal.begin(items("CREATE a"), [statement("CREATE a")]);
    journal.passed("CREATE a", await journal.writeIntent(connection, "absent"));
    journal.end();
    journal.begin(items("CREATE b"), [statement("CREATE b")]);
    await journal.forget(connection, await journal.writeIntent(connection, "absent"));
    journal.fail(new Error("no"));
    expect(await journal.readKept(connection)).toEqual(["CREATE a"]);
    expect(table.rows.map(({ position, state }) => [position, state])).toEqual([[1, "done"]]);
  });

  it("gives a long answer again as it was, whatever stands where it is parted", async () => {
    const table = createTable();
    const first = open(table);
    const answer = ["", "a"].map((start) => start + "\u{1F389}".repeat(300_000));
    first.begin([itemOfWork("query")], []);
    first.end(answer);
    await first.flush(connection);
    expect(table.rows.length).toBeGreaterThan(2);
    // What stores text stores whole characters.
    const stored = table.rows.map((row) => ({ ...row, answer: Buffer.from(row.answer!).toString() }));
    expect(open(createTable(stored)).next([itemOfWork("query")])).toMatchObject({ kind: "done", answer });
  });

  it("remembers that rows could not be written", async () => {
    const error = new Error("no room");
    const journal = open({ ...createTable(), add: () => Promise.reject(error) });
    journal.begin(items("INSERT 1"), [statement("INSERT 1")]);
    journal.end();
    expect(journal.failure).toBeUndefined();
    await expect(journal.flush(connection)).rejects.toBe(error);
    expect(journal.failure).toEqual({ error });
  });
});
