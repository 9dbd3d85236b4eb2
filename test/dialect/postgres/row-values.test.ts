import { operationDefinitions as op } from "../../../src/operations/definitions";
import { keepOpenQuestions } from "../../../src/migrate/open-questions";
import type { Question } from "../../../src/diff/question";
import { sql } from "../../../src/sql/sql-tag";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

const { addColumn, alterColumn } = op;

/** What rows take with changes of their columns, and which of these changes the server makes by itself. */
describeEachPlace(places, "row values on %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("rows");
  });
  afterAll(() => place?.close());

  async function run(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await place.query(statement);
  }

  it("gives a plain value to new columns without writing the rows", async () => {
    await run("create table plain (id int primary key)", "insert into plain values (1)");
    const node = async (): Promise<unknown> => (await place.query("select pg_relation_filenode('plain')"))[0]![0];
    const before = await node();
    await place.apply(addColumn.create("plain", { name: "a", type: "text" }, { backfill: "it's" }));
    expect([await place.query("select a from plain"), (await node()) === before]).toEqual([[["it's"]], true]);
    expect((await place.read()).tables.find(({ name }) => name === "plain")!.columns[1]).toEqual({
      name: "a",
      type: "text",
      nullable: false,
    });
  });

  it("computes new columns from the others, and keeps their own default for later rows", async () => {
    await run("create table computed (name text)", "insert into computed values ('Ann')");
    const column = { name: "slug", type: "text", default: "none" };
    await place.apply(addColumn.create("computed", column, { backfill: sql`lower(name)` }));
    await place.query("insert into computed (name) values ('Bob')");
    expect(await place.query("select slug from computed")).toEqual([["ann"], ["none"]]);
  });

  it("fills NULLs before a column may not be NULL, in a table whose foreign keys wait for the end of the transaction", async () => {
    await run(
      "create table parent (id int primary key)",
      "insert into parent values (1)",
      "create table child (p int constraint fk_p references parent deferrable initially deferred)",
      "insert into child values (null)",
    );
    await place.query("begin");
    await place.apply(alterColumn.create("child", "p", { nullable: false, backfill: 1 }));
    await place.query("commit");
    expect(await place.query("select p from child")).toEqual([["1"]]);
  });

  it("replaces values on the way to another type", async () => {
    await run("create table replaced (a text)", "insert into replaced values ('yes'), ('7'), (null)");
    await place.apply(alterColumn.create("replaced", "a", { type: "integer", replace: { yes: "1" } }));
    expect(await place.query("select a from replaced order by a")).toEqual([["1"], ["7"], [null]]);
  });

  it("leaves rows without an enum value that goes, and lists without the element", async () => {
    await run(
      "create type tone as enum ('low', 'high', 'odd')",
      "create table tones (a tone, list tone[])",
      "insert into tones values ('odd', '{low,odd}'), ('low', '{odd}'), ('high', null)",
    );
    await place.apply(op.alterEnum.create("tone", { remove: { high: "low" }, clear: ["odd"] }));
    expect(await place.query("select a::text, list::text from tones")).toEqual([
      [null, "{low}"],
      ["low", "{}"],
      ["low", null],
    ]);
  });

  it.each([
    ["bigint", "timestamptz", true],
    ["bigint[]", "timestamptz[]", true],
    ["mood", "integer", true],
    ["json", "integer", true],
    ["date", "timestamptz", false],
    ["interval", "time", false],
    ["integer", "bit(8)", false],
    ["jsonb", "integer", false],
    ["positive", "bigint", false],
    ["integer", "mood", false],
    ["timestamp", "text", false],
  ])("asks how %s becomes %s: %p, as the server does", async (from, to, isAsked) => {
    await run(
      "drop table if exists cast_probe",
      "drop type if exists mood",
      "drop domain if exists positive",
      "create type mood as enum ('calm')",
      "create domain positive as integer check (value > 0)",
      `create table cast_probe (a ${from})`,
    );
    const question: Question = {
      kind: "convert column",
      direction: "upgrade",
      table: "cast_probe",
      column: "a",
      from,
      to,
    };
    const hasQuery = place.server.types.castQuery?.(from, to) !== undefined;
    const asked = hasQuery ? await keepOpenQuestions(place.server, place.connection, [question]) : [];
    const refusal: unknown = await place.apply(alterColumn.create("cast_probe", "a", { type: to })).then(
      () => undefined,
      (error: unknown) => (error as { readonly code?: string }).code,
    );
    expect([asked.length > 0, refusal === "42804"]).toEqual([isAsked, isAsked]);
  });

  it("keeps a question about rows that nobody may read", async () => {
    const role = `orm_rows_${process.pid}`;
    await run(
      "create table hidden (a int)",
      "create table shown (a int)",
      `create role ${role}`,
      `grant select on shown to ${role}`,
    );
    const fill = (table: string): Question => ({
      kind: "fill new column",
      table,
      column: "b",
      rows: [{ table: { name: table } }],
    });
    await place.query(`set role ${role}`);
    const open = await keepOpenQuestions(place.server, place.connection, [fill("hidden"), fill("shown")]);
    await run("reset role", `revoke select on shown from ${role}`, `drop role ${role}`);
    expect(open).toEqual([fill("hidden")]);
  });
});
