import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { DiffAnswers } from "../../src/diff/diff-options";
import { describeQuestion, type Question } from "../../src/diff/question";
import { OrmError } from "../../src/errors/orm-error";
import { Runner } from "../../src/migrate/runner";
import { SqlFragment } from "../../src/schema/sql-fragment";
import { describeEachDatabase } from "../support/databases";
import { after, before, orderWith, purchaseWith } from "./row-questions/shop";

/** Changes that rows may stand in the way of, from the question to the rows after the upgrade and the downgrade. */
describeEachDatabase("questions about rows", (database) => {
  let root: string;
  let options: DataSourceOptions;
  let open: DataSource | undefined;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-rows-"));
    options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
  });

  afterEach(async () => {
    await open?.destroy();
    open = undefined;
    rmSync(root, { recursive: true, force: true });
  });

  async function connect(...entities: readonly object[]): Promise<Runner> {
    await open?.destroy();
    open = await new DataSource({ ...options, entities } as unknown as DataSourceOptions).initialize();
    return new Runner(open);
  }

  const query = (sql: string): Promise<readonly object[]> => open!.query(sql);

  /** Brings the database to the entities, which no rows stand in the way of. */
  async function start(...entities: readonly object[]): Promise<void> {
    const runner = await connect(...entities);
    await runner.revision({ autogenerate: true, message: "start" });
    await runner.upgrade();
  }

  async function questionsOf(runner: Runner, answers: DiffAnswers = {}): Promise<readonly Question[]> {
    const error: unknown = await runner.revision({ autogenerate: true, answers }).catch((caught: unknown) => caught);
    if (OrmError.is(error, "DIFF.ANSWER_NEEDED")) return error.details["questions"] as readonly Question[];
    throw error instanceof Error ? error : new Error("it asks nothing");
  }

  async function upgradeWith(runner: Runner, answers: DiffAnswers): Promise<string> {
    const written = await runner.revision({ autogenerate: true, message: "change", answers });
    await runner.upgrade();
    return readFileSync(written!.path, "utf8");
  }

  it("are not asked where there are no rows", async () => {
    await start(before.Customer);
    const runner = await connect(after.Customer);
    const written = await runner.revision({ autogenerate: true, message: "change" });
    await runner.upgrade();
    expect([written!.operations.length, (await runner.check()).summaries]).toEqual([4, []]);
  });

  it("are asked for NULLs and for new columns, each where it matters", async () => {
    await start(before.Customer);
    await query("INSERT INTO customers (id, name, score) VALUES (1, 'Ann', NULL)");
    const questions = await questionsOf(await connect(after.Customer));
    expect(questions.map(describeQuestion).sort()).toEqual([
      'rows hold NULL in column "score" of table "customers": what takes its place?',
      'table "customers" has rows: what do they hold in the new column "email", which may not be NULL?',
      'table "customers" has rows: what do they hold in the new column "slug", which may not be NULL?',
    ]);
  });

  it("fill the rows with the answers, and the downgrade keeps the rows", async () => {
    await start(before.Customer);
    await query("INSERT INTO customers (id, name, score) VALUES (1, 'Ann', NULL), (2, NULL, 7)");
    const runner = await connect(after.Customer);
    const text = await upgradeWith(runner, {
      values: [
        { target: "customers.name", value: "it's nobody" },
        { target: "customers.score", value: "0" },
        { target: "customers.email", value: "" },
        { target: "customers.slug", value: new SqlFragment(["lower(coalesce(name, 'x'))"], []) },
      ],
    });
    const rows = await query("SELECT id, name, score, email FROM customers ORDER BY id");
    const [first] = await query("SELECT slug FROM customers WHERE id = 1");
    const { summaries } = await runner.check();
    await runner.downgrade("-1");
    expect({
      rows,
      first,
      summaries,
      downgraded: await query("SELECT id, name, score FROM customers ORDER BY id"),
    }).toEqual({
      rows: [
        { id: 1, name: "Ann", score: 0, email: "" },
        { id: 2, name: "it's nobody", score: 7, email: "" },
      ],
      first: { slug: "ann" },
      summaries: [],
      downgraded: [
        { id: 1, name: "Ann", score: 0 },
        { id: 2, name: "it's nobody", score: 7 },
      ],
    });
    expect(text).toContain(`backfill: ""`);
    expect(text).toContain("backfill: sql`lower(coalesce(name, 'x'))`");
  });

  it("leave no default behind, so that later rows need a value of their own", async () => {
    await start(before.Customer);
    await query("INSERT INTO customers (id, name, score) VALUES (1, 'Ann', 1)");
    const values = ["email", "slug"].map((name) => ({ target: `customers.${name}`, value: "x" }));
    await upgradeWith(await connect(after.Customer), { values });
    await expect(query("INSERT INTO customers (id, name, score) VALUES (2, 'Bob', 1)")).rejects.toMatchObject({
      code: "QUERY.NOT_NULL_VIOLATION",
    });
  });

  const scope = database.capabilities.namedEnums ? "orders_state_enum" : "orders.state";
  const states = (): Promise<readonly object[]> => query("SELECT state FROM orders ORDER BY id");

  if (!database.capabilities.namedEnums && !database.capabilities.inlineEnums) {
    it("are none where a check stands for the enum: the rows that it refuses stop the revision, and stay", async () => {
      await start(orderWith(["new", "lost"]));
      await query("INSERT INTO orders (id, state) VALUES (1, 'lost')");
      const runner = await connect(orderWith(["new"]));
      await expect(upgradeWith(runner, {})).rejects.toMatchObject({ code: "REVISION.FAILED" });
      expect(await states()).toEqual([{ state: "lost" }]);
    });
    return;
  }

  it("are asked for a value that goes, as long as rows hold it", async () => {
    await start(orderWith(["new", "paid", "lost", "gone"]));
    await query("INSERT INTO orders (id, state) VALUES (1, 'paid'), (2, 'lost')");
    const runner = await connect(orderWith(["new", "paid"]));
    expect(await questionsOf(runner)).toMatchObject([
      { kind: "replace enum value", value: "lost", choices: ["new", "paid"] },
    ]);
    await upgradeWith(runner, { values: [{ target: `${scope}.lost`, value: "new" }] });
    const [upgraded, { summaries }] = [await states(), await runner.check()];
    await runner.downgrade("-1");
    expect({ upgraded, summaries, downgraded: await states() }).toEqual({
      upgraded: [{ state: "paid" }, { state: "new" }],
      summaries: [],
      downgraded: [{ state: "paid" }, { state: "new" }],
    });
  });

  it("take a renamed value along in the rows, there and back", async () => {
    await start(orderWith(["new", "paid"]));
    await query("INSERT INTO orders (id, state) VALUES (1, 'paid'), (2, 'new')");
    const runner = await connect(orderWith(["fresh", "paid"]));
    await upgradeWith(runner, { renames: [{ enum: scope, from: "new", to: "fresh" }] });
    const upgraded = await states();
    await runner.downgrade("-1");
    expect([upgraded, await states()]).toEqual([
      [{ state: "paid" }, { state: "fresh" }],
      [{ state: "paid" }, { state: "new" }],
    ]);
  });

  it("are not asked for a renamed value that the entity vouches for", async () => {
    await start(orderWith(["new", "paid"]));
    await query("INSERT INTO orders (id, state) VALUES (1, 'new')");
    const runner = await connect(orderWith(["fresh", "paid"], { fresh: "new" }));
    await upgradeWith(runner, {});
    expect([await states(), (await runner.check()).summaries]).toEqual([[{ state: "fresh" }], []]);
  });

  it("are asked just so where the table takes another name at once, and an enum type of its own with it", async () => {
    await start(orderWith(["new", "paid", "gone"]));
    await query("INSERT INTO orders (id, state) VALUES (1, 'new'), (2, 'gone')");
    const runner = await connect(purchaseWith(["fresh", "paid", "more"], { fresh: "new" }));
    const questions = await questionsOf(runner, { noRenames: true });
    expect(questions).toMatchObject([
      { kind: "replace enum value", value: "gone", choices: ["fresh", "paid", "more"] },
    ]);
    const target = `${scope.replace("orders", "purchases")}.gone`;
    await upgradeWith(runner, { noRenames: true, values: [{ target, value: "paid" }] });
    const upgraded = await query("SELECT state FROM purchases ORDER BY id");
    await runner.downgrade("-1");
    expect([upgraded, await states()]).toEqual([
      [{ state: "fresh" }, { state: "paid" }],
      [{ state: "new" }, { state: "paid" }],
    ]);
  });
});
