import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { planBetweenDatabases } from "../../../src/migrate/diff-plan";
import { describeEachPlace } from "../../support/each-place";
import { serverPlaces, type Place } from "./place";

jest.setTimeout(60_000);

describeEachPlace(serverPlaces, "the plan between two databases of %s", (_name, create) => {
  const places: Place[] = [];
  const open: DataSource[] = [];
  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    for (const place of places.splice(0)) await place.close();
  });

  async function connect(label: string, ...statements: readonly string[]): Promise<DataSource> {
    const place = await create(label);
    places.push(place);
    for (const sql of statements) await place.query(sql);
    const dataSource = new DataSource({ ...place.options, entities: [] } as unknown as DataSourceOptions);
    open.push(await dataSource.initialize());
    return dataSource;
  }

  it("has every schema, and enum types, views and functions too", async () => {
    const one = await connect("plan_one", "create table old (id integer)", "create view v as select id from old");
    const other = await connect(
      "plan_other",
      "create schema audit",
      "create type audit.mood as enum ('good')",
      "create table audit.log (id integer, mood audit.mood)",
      "create function audit.one() returns integer language sql as 'select 1'",
    );
    const { changes } = await planBetweenDatabases(one, other);
    expect(changes.map(({ summary }) => summary).sort()).toEqual([
      'create enum type "audit.mood"',
      'create function "audit.one()"',
      'create schema "audit"',
      'create table "audit.log"',
      'drop table "old"',
      'drop view "v"',
    ]);
    await one.withConnection(async (connection) => {
      for (const sql of changes.flatMap((change) => change.sql)) await connection.execute(sql, []);
    });
    expect((await planBetweenDatabases(one, other)).changes).toEqual([]);
  });
});
