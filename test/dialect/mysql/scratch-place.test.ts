import { mysqlDialect } from "../../../src/dialects/mysql";
import type { ScratchWish } from "../../../src/dialect/scratch-place";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema } from "../../../src/schema/model";
import type { Operation } from "../../../src/operations/operation";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

const id: Column = { name: "id", type: "int", nullable: false };
const users: Schema = { ...emptySchema, tables: [table({ name: "users", columns: [id] })] };

function wishOf({ connection, driver }: Place, parts: Partial<ScratchWish> = {}): ScratchWish {
  return { connection, openDatabase: driver.openDatabase!, schemas: [users], operations: [], ...parts };
}

describeEachPlace(places, "the scratch database of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("scratch");
    await place.query("create table users (id int not null, name text)");
  });
  afterAll(async () => place?.close());

  async function databases(): Promise<readonly string[]> {
    const rows = await place.query(
      "select SCHEMA_NAME from information_schema.SCHEMATA where SCHEMA_NAME like 'orm\\_scratch\\_%'",
    );
    return rows.map(([name]) => String(name));
  }

  it("is where names lead, has the user's character set, and is gone afterwards", async () => {
    const { scratchPlace } = place.server;
    const found = await scratchPlace.use(wishOf(place), async ({ connection, dialect, label }) => {
      await connection.execute("create table users (id int not null)", []);
      await connection.execute("alter table users add column email text", []);
      const { tables } = await dialect.introspector.read(connection, {});
      const [facts] = (await connection.execute("select database(), @@collation_database", [])).rows;
      return {
        label,
        columns: tables[0]?.columns.map(({ name }) => name),
        database: String(facts?.[0]),
        collation: facts?.[1],
      };
    });
    const [[collation] = []] = await place.query("select @@collation_database");
    expect(found).toEqual({
      label: "scratch database",
      columns: ["id", "email"],
      database: expect.stringMatching(/^orm_scratch_[0-9a-f]{12}$/) as string,
      collation,
    });
    expect(await databases()).not.toContain(found.database);
    expect((await place.read()).tables[0]?.columns.map(({ name }) => name)).toEqual(["id", "name"]);
  });

  it("is gone also where the work fails", async () => {
    let name = "";
    const work = place.server.scratchPlace.use(wishOf(place), async ({ connection }) => {
      name = String((await connection.execute("select database()", [])).rows[0]?.[0]);
      await connection.execute("select nonsense", []);
    });
    await expect(work).rejects.toThrow(/nonsense/);
    expect(await databases()).not.toContain(name);
  });

  it("is dropped by the next call where a killed process left it, and kept where its owner lives", async () => {
    const other = await place.driver.open();
    const [dead, living] = ["orm_scratch_aaaaaaaaaaaa", "orm_scratch_bbbbbbbbbbbb"];
    await other.execute("select get_lock(?, 0)", [living]);
    for (const name of [dead, living]) await place.query(`create database if not exists ${name}`);
    await place.server.scratchPlace.use(wishOf(place), async () => undefined);
    const left = await databases();
    await place.query(`drop database ${living}`);
    await other.close();
    expect([left.includes(dead), left.includes(living)]).toEqual([false, true]);
  });

  it("refuses what could reach other databases", async () => {
    const refused = await place.server.scratchPlace.use(wishOf(place), async ({ refuse }) =>
      [
        { kind: "dropTable", table: { name: "user", schema: "mysql" } } satisfies Operation,
        { kind: "execute", strings: ["delete from mysql.user"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["create user somebody"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["set global max_connections = 1"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["delete from users"], values: [] } satisfies Operation,
      ].map((operation) => refuse?.(operation) !== undefined),
    );
    expect(refused).toEqual([true, true, true, true, false]);
  });

  it.each([
    [
      "a table of another database",
      { ...emptySchema, tables: [table({ name: "t", schema: "other", columns: [id] })] },
      'database "other" is part of it',
    ],
    [
      "a text that names its database",
      { ...emptySchema, objects: [{ kind: "view", name: "v", query: "select 1 from mysql.user" }] },
      '"mysql.user" is named with its database',
    ],
  ] satisfies readonly (readonly [string, Schema, string])[])(
    "is not to be had where there is %s",
    async (_title, schema, message) => {
      const work = place.server.scratchPlace.use(wishOf(place, { schemas: [schema] }), async () => undefined);
      await expect(work).rejects.toMatchObject({ code: "DIALECT.NO_SCRATCH_PLACE", message });
    },
  );

  it("does without events, and is not to be had where one changes", async () => {
    const event = {
      kind: "function",
      type: "event",
      name: "tick",
      definition: "ON SCHEDULE EVERY 1 DAY DO DELETE FROM users",
    } as const;
    const { scratchPlace } = place.server;
    expect(await scratchPlace.use(wishOf(place), async ({ has }) => has(event))).toBe(true);
    const work = scratchPlace.use(
      wishOf(place, { operations: [{ kind: "createFunction", object: event }] }),
      async () => undefined,
    );
    await expect(work).rejects.toMatchObject({
      message: "an event changes, and it would run in the scratch database by itself",
    });
  });

  it("says which right is missing, and how to grant it", async () => {
    const user = `orm_scratch_${process.pid}`;
    const database = String((await place.query("select database()"))[0]?.[0]);
    await place.query(`create user '${user}'@'%' identified by 'Secret-1-word'`);
    await place.query(`grant all on \`${database}\`.* to '${user}'@'%'`);
    const url = new URL(String(place.options.url));
    url.username = user;
    url.password = "Secret-1-word";
    const driver = mysqlDialect.connect({ ...place.options, url: url.href });
    const connection = await driver.open();
    const wish = { ...wishOf(place), connection, openDatabase: driver.openDatabase! };
    const error: unknown = await place.server.scratchPlace
      .use(wish, async () => undefined)
      .catch((caught: unknown) => caught);
    await connection.close();
    await place.query(`drop user '${user}'@'%'`);
    expect(error).toMatchObject({
      code: "DIALECT.NO_SCRATCH_PLACE",
      message: `user ${user}@% may not create a scratch database (GRANT ALL ON \`orm\\_scratch\\_%\`.* allows it)`,
    });
  });
});
