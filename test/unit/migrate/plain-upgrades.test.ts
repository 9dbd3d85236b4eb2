import { compileFunction } from "node:vm";
import { PlainUpgrades } from "../../../src/migrate/plain-upgrades";
import type { Operations } from "../../../src/migrate/operations-facade";

const upgrades = new PlainUpgrades({ complete: (operation) => operation });

/** Compiled from a text, as a revision file is: what a test file holds is rewritten before it runs. */
function functionOf(text: string): (op: Operations) => Promise<void> {
  return (compileFunction(`return ${text}`) as () => (op: Operations) => Promise<void>)();
}

describe("PlainUpgrades", () => {
  it.each([
    [`async function upgrade(op) { await op.createTable("t", { columns: [{ name: "id", type: "integer" }] }); }`],
    [`async (op) => { /* why */ await op.renameColumn('a', 'it\\'s', "b"); // so\n }`],
    [`async op => { op.addColumn("t", { name: "n", type: "integer", nullable: true, default: -1.5 }) }`],
    ["async (o) => { await o.createIndex(`t`, { name: `ix`, columns: ['a'], unique: false }); }"],
    ["async (op) => { await op.bulkInsert('t', [{ a: sql`now()` }, { a: (0, _ormolu.sql)`x` }, { a: null }]); }"],
    ["async (op) => {}"],
  ])("takes %s", (text) => {
    expect(upgrades.isPlain(functionOf(text).toString())).toBe(true);
  });

  it.each([
    [`async (op) => { await op.execute("DELETE FROM t"); }`],
    [`async (op) => { await op.dropTable("t"); }`],
    [`async (op) => { await op.createTable(outer, { columns: [] }); }`],
    [`async (op) => { if (true) await op.createTable("t", { columns: [] }); }`],
    [`async (op) => { console.log("x"); }`],
    [`async (op) => { const name = "t"; }`],
    ["async (op) => { await op.renameColumn('t', 'a', `${outer}`); }"],
    [`async (op) => { await op.renameColumn("t", "a", (() => "b")()); }`],
    [`async (op) => { await op.renameColumn(...["t", "a", "b"]); }`],
    [`async (op) => { await op["execute"]("x"); }`],
    ["async (op) => { await op.renameColumn('t', 'a', outer`b`); }"],
    ["async (op) => { await op.renameColumn('t', 'a', op.createTable`b`); }"],
    [`async (op) => { await op.renameColumn("t", "a", { get b() { return 1; } }); }`],
    [`async (op) => { throw "x"; }`],
    [`async (op, other) => {}`],
    [`async ({ createTable }) => {}`],
    [`async (op) => op.createEnum("e", ["a"])`],
    [`(op) => {}`],
  ])("leaves %s", (text) => {
    expect(upgrades.isPlain(functionOf(text).toString())).toBe(false);
  });

  it("gives the operations in the order of their calls, awaited or not", async () => {
    const upgrade = functionOf(`async (op) => {
      op.renameColumn("t", "a", "b");
      await op.createEnum("e", ["x"]);
    }`);
    expect((await upgrades.read({ upgrade }))?.map(({ kind }) => kind)).toEqual(["renameColumn", "createEnum"]);
  });

  it.each([
    ["a call that is wrong", `async (op) => { await op.createIndex("t", {}); }`],
    [
      "a condition that the database has to answer",
      `async (op) => { await op.createEnum("e", ["x"], { ifNotExists: true }); }`,
    ],
  ])("leaves %s to the run", async (_what, text) => {
    expect(await upgrades.read({ upgrade: functionOf(text) })).toBeUndefined();
  });

  it.each([
    [true, `async (op) => { await op.execute("INSERT INTO a VALUES (1)"); await op.dropTable("b"); }`],
    [true, `async (op) => { await op.renameColumn("a", "b", "c"); await op.addColumn("a", { name: "rules" }); }`],
    [false, `async (op) => { await op.renameTable("a", "b"); }`],
    [false, `async (op) => { await op.execute("ALTER TABLE a\\n RENAME TO b"); }`],
    [false, `async (op) => { await op.execute("ALTER TABLE a SET SCHEMA b"); }`],
    [false, `async (op) => { await op.execute("ALTER TABLE a ADD UNIQUE (b) DEFERRABLE INITIALLY DEFERRED"); }`],
    [false, `async (op) => { await op.execute(statement); }`],
    [false, `async (op) => { await helper(op); }`],
  ])("says %s where tables are kept by %s", (expected, text) => {
    expect(upgrades.keepsTables({ upgrade: functionOf(text) })).toBe(expected);
  });
});
