import { operationDefinitions as op } from "../../../src/operations/definitions";
import { sql } from "../../../src/sql/sql-tag";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

const { addColumn, alterColumn } = op;

/** What rows hold before and after changes of their columns, on a server that fills and converts without asking. */
describeEachPlace(places, "row values on %s", (_name, create) => {
  let place: Place;
  beforeEach(async () => {
    place = await create("rows");
  });
  afterEach(() => place.close());

  async function table(definition: string, ...rows: readonly string[]): Promise<void> {
    await place.query(`create table t (id int primary key, ${definition})`);
    for (const [index, row] of rows.entries()) await place.query(`insert into t values (${index + 1}, ${row})`);
  }

  const column = async (name: string): Promise<readonly unknown[]> =>
    (await place.query(`select ${name} from t order by id`)).map(([value]) => value);

  it("refuses a new column without a value where there are rows, before anything changes", async () => {
    await table("a int", "1");
    const operation = addColumn.create("t", { name: "it's", type: "int" });
    const error: unknown = await place.apply(operation).catch((caught: unknown) => caught);
    const statement = place.server.ddl.addColumn(operation, { schema: await place.read() })[0]!;
    expect(place.server.errors.translate(error, { sql: statement.sql })).toMatchObject({
      code: "QUERY.NOT_NULL_VIOLATION",
      message: `table "t" has rows, and nothing says what they hold in the new column "it's", which may not be NULL`,
    });
    expect((await place.read()).tables[0]!.columns.map(({ name }) => name)).toEqual(["id", "a"]);
  });

  it("adds the same column where there are none", async () => {
    await table("a int");
    await place.apply(addColumn.create("t", { name: "b", type: "int" }));
    expect((await place.read()).tables[0]!.columns[2]).toEqual({ name: "b", type: "int", nullable: false });
  });

  it("fills a new column and lets no other column note the change", async () => {
    const changed = "changed timestamp null default null on update current_timestamp";
    await table(`a varchar(5), ${changed}`, "'X', '2024-01-01 00:00:00'");
    await place.apply(
      addColumn.create("t", { name: "b", type: "varchar(5)", comment: "x" }, { backfill: sql`lower(a)` }),
    );
    expect([await column("b"), (await column("changed = '2024-01-01 00:00:00'")).map(Number)]).toEqual([["x"], [1]]);
    expect((await place.read()).tables[0]!.columns[3]).toMatchObject({ name: "b", nullable: false, comment: "x" });
  });

  it("gives a new column that may be NULL its value, and later rows none", async () => {
    await table("a int", "1");
    await place.apply(addColumn.create("t", { name: "b", type: "int", nullable: true }, { backfill: 7 }));
    await place.query("insert into t (id) values (2)");
    expect([await column("b"), (await place.read()).tables[0]!.columns[2]]).toEqual([
      [7, null],
      { name: "b", type: "int", nullable: true },
    ]);
  });

  it("fills NULLs in the new type where the type changes too", async () => {
    await table("a int", "7", "null");
    await place.apply(alterColumn.create("t", "a", { type: "varchar(10)", nullable: false, backfill: "none" }));
    expect(await column("a")).toEqual(["7", "none"]);
  });

  it("replaces members of a set, alone and among others", async () => {
    await table("a set('x','y','z')", "'x,y'", "'y'", "'y,z'", "null");
    await place.apply(alterColumn.create("t", "a", { type: "set('x','zz')", replace: { y: "x", z: "zz" } }));
    expect(await column("a")).toEqual(["x", "x", "x,zz", null]);
  });

  it("leaves rows without values that go, and sets without their members", async () => {
    await table("a enum('x','y'), b set('x','y')", "'x', 'x,y'", "'y', 'y'");
    await place.apply(alterColumn.create("t", "a", { type: "enum('x')", clear: ["y"] }));
    await place.apply(alterColumn.create("t", "b", { type: "set('x')", clear: ["y"] }));
    expect([await column("a"), await column("b")]).toEqual([
      ["x", null],
      ["x", ""],
    ]);
  });

  it("changes the case of a value, though the column takes both for one", async () => {
    await table("a enum('new','old')", "'new'", "'old'");
    await place.apply(alterColumn.create("t", "a", { type: "enum('NEW','old')", replace: { new: "NEW" } }));
    expect(await column("a")).toEqual(["NEW", "old"]);
  });

  it("swaps two values", async () => {
    await table("a enum('a','b')", "'a'", "'b'");
    await place.apply(alterColumn.create("t", "a", { type: "enum('b','a')", replace: { a: "b", b: "a" } }));
    expect(await column("a")).toEqual(["b", "a"]);
  });

  it("takes padding away when a fixed number of bytes becomes smaller, and nothing else", async () => {
    await table("a binary(4)", "x'0102'", "x'01020304'");
    const operation = alterColumn.create("t", "a", { type: "binary(2)" });
    await expect(place.apply(operation)).rejects.toMatchObject({ errno: 1406 });
    await place.query("delete from t where id = 2");
    await place.apply(operation);
    expect(await column("hex(a)")).toEqual(["0102"]);
  });
});
