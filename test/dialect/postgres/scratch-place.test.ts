import type { ResolvedDialect } from "../../../src/dialect/dialect";
import type { Scratch, ScratchWish } from "../../../src/dialect/scratch-place";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema } from "../../../src/schema/model";
import type { Operation } from "../../../src/operations/operation";
import { describeEachPlace } from "../../support/each-place";
import { places, serverPlaces, type Place } from "./place";

jest.setTimeout(60_000);

const id: Column = { name: "id", type: "integer", nullable: false };
const users: Schema = { ...emptySchema, tables: [table({ name: "users", columns: [id] })] };
const audited: Schema = { ...emptySchema, tables: [table({ name: "log", schema: "audit", columns: [id] })] };

function wishOf({ connection, driver }: Place, parts: Partial<ScratchWish> = {}): ScratchWish {
  const { openDatabase } = driver;
  return {
    connection,
    ...(openDatabase === undefined ? {} : { openDatabase }),
    schemas: [users],
    operations: [],
    ...parts,
  };
}

function use<T>(
  place: Place,
  parts: Partial<ScratchWish>,
  work: (scratch: Scratch<ResolvedDialect>) => Promise<T>,
): Promise<T> {
  return place.server.scratchPlace.use(wishOf(place, parts), work);
}

async function leftovers(place: Place): Promise<unknown> {
  const [schemas] = await place.query("select count(*)::int from pg_namespace where nspname like 'orm\\_scratch%'");
  const [databases] = await place.query(
    `select count(*)::int from pg_database where datname like 'orm\\_scratch\\_' || pg_backend_pid() || '\\_%'`,
  );
  return [schemas?.[0], databases?.[0]];
}

describeEachPlace(places, "the scratch schema of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("scratch");
    await place.query("create table users (id integer not null, name text)");
  });
  afterAll(async () => place?.close());

  it("is where unqualified names lead, is read as the default schema, and is gone afterwards", async () => {
    const read = await use(place, {}, async ({ connection, dialect, label }) => {
      expect(label).toBe("scratch schema");
      await connection.execute("create table users (id integer not null)", []);
      await connection.execute("alter table users add column email text", []);
      return dialect.introspector.read(connection, {});
    });
    expect(
      read.tables.map(({ name, schema, columns }) => [name, schema, columns.map((column) => column.name)]),
    ).toEqual([["users", undefined, ["id", "email"]]]);
    const [own] = (await place.read()).tables;
    expect(own?.columns.map(({ name }) => name)).toEqual(["id", "name"]);
    expect(await leftovers(place)).toEqual(["0", "0"]);
  });

  it("is gone also where the work fails, and the connection is of use again", async () => {
    const work = use(place, {}, ({ connection }) => connection.execute("select nonsense", []));
    await expect(work).rejects.toThrow(/nonsense/);
    expect(await leftovers(place)).toEqual(["0", "0"]);
  });

  it("builds indexes in the plain way that are written to be built concurrently", async () => {
    const indexes = await use(place, {}, async ({ connection, dialect }) => {
      await connection.execute("create table users (id integer not null)", []);
      await connection.execute('CREATE UNIQUE INDEX CONCURRENTLY "IDX" ON users (id)', []);
      return (await dialect.introspector.read(connection, {})).tables[0]?.indexes;
    });
    expect(indexes).toMatchObject([{ name: "IDX", unique: true }]);
  });

  it("refuses what could reach the user's own objects", async () => {
    const refused = await use(place, {}, async ({ refuse }) =>
      [
        { kind: "dropTable", table: { name: "users", schema: "public" } } satisfies Operation,
        { kind: "execute", strings: ["delete from public.users"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["set search_path to public"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["commit"], values: [] } satisfies Operation,
        { kind: "execute", strings: ["delete from users"], values: [] } satisfies Operation,
      ].map((operation) => refuse?.(operation) !== undefined),
    );
    expect(refused).toEqual([true, true, true, true, false]);
  });

  it("says why it is not to be had", async () => {
    const operation: Operation = { kind: "createSchema", name: "audit" };
    const { openDatabase: _none, ...wish } = wishOf(place, { schemas: [audited], operations: [operation] });
    await expect(place.server.scratchPlace.use(wish, async () => undefined)).rejects.toMatchObject({
      code: "DIALECT.NO_SCRATCH_PLACE",
      message: 'schema "audit" is part of it, and this database is the only one there can be',
    });
  });
});

describeEachPlace(serverPlaces, "scratch places on the server %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("scratch_server");
    await place.query("create table users (id integer not null)");
  });
  afterAll(async () => place?.close());

  it("need no lock of the user's tables", async () => {
    const other = await place.driver.open();
    await other.execute("begin", []);
    await other.execute("lock table users in access exclusive mode", []);
    const { tables } = await use(place, {}, async ({ connection, dialect }) => {
      await connection.execute("set local lock_timeout = '1s'", []);
      await connection.execute("create table users (id integer primary key)", []);
      await connection.execute("create table posts (id integer references users (id))", []);
      await connection.execute("drop table posts, users", []);
      return dialect.introspector.read(connection, {});
    });
    await other.close();
    expect(tables).toEqual([]);
  });

  it.each([
    ["another schema", { schemas: [audited] }, 'schema "audit"'],
    [
      "a text that says the schema of a name",
      { schemas: [{ ...emptySchema, objects: [{ kind: "view", name: "v", query: "SELECT id FROM public.users" }] }] },
      '"public.users"',
    ],
    [
      "an extension that changes",
      { operations: [{ kind: "createExtension", object: { kind: "extension", name: "citext" } }] },
      "an extension changes",
    ],
  ] satisfies readonly (readonly [string, Partial<ScratchWish>, string])[])(
    "are a database where there is %s, which is dropped afterwards",
    async (_title, parts, reason) => {
      const found = await use(place, parts, async ({ connection, label }) => {
        const { rows } = await connection.execute("select current_database(), current_schema()", []);
        return [label, ...(rows[0] ?? [])];
      });
      expect(found).toEqual(["scratch database", expect.stringMatching(/^orm_scratch_\d+_[0-9a-f]{12}$/), "public"]);
      expect(await leftovers(place)).toEqual(["0", "0"]);
      const { openDatabase: _none, ...wish } = wishOf(place, parts);
      await expect(place.server.scratchPlace.use(wish, async () => undefined)).rejects.toThrow(reason);
    },
  );

  it("are a schema where a text says the schema of a function, in which there are no tables", async () => {
    await place.query("create schema helpers");
    await place.query("create function helpers.one() returns integer language sql as 'select 1'");
    const column: Column = { ...id, default: { kind: "expression", sql: "helpers.one()" } };
    const label = await use(
      place,
      { schemas: [{ ...emptySchema, tables: [table({ name: "t", columns: [column] })] }] },
      async (scratch) => {
        await scratch.connection.execute("create table t (id integer default helpers.one())", []);
        return scratch.label;
      },
    );
    await place.query("drop schema helpers cascade");
    expect(label).toBe("scratch schema");
  });

  it("drop the databases that a killed process left, and no others", async () => {
    const other = await place.driver.open();
    const pid = String((await other.execute("select pg_backend_pid()", [])).rows[0]?.[0]);
    const dead = "orm_scratch_2147483646_aaaaaaaaaaaa";
    const living = `orm_scratch_${pid}_bbbbbbbbbbbb`;
    for (const name of [dead, living]) await place.query(`create database ${name} template template0`);
    await use(place, { schemas: [audited] }, async () => undefined);
    const left = await place.query("select datname from pg_database where datname = any ($1::text[])", [
      [dead, living],
    ]);
    await place.query(`drop database ${living}`);
    await other.close();
    expect(left).toEqual([[living]]);
  });

  it("say which right is missing", async () => {
    const role = `orm_scratch_role_${process.pid}`;
    await place.query(`create role ${role} login`);
    const url = new URL(String(place.options.url));
    url.username = role;
    const driver = place.dialect.connect({ ...place.options, url: url.href });
    const connection = await driver.open();
    const attempt = (schemas: readonly Schema[]): Promise<unknown> =>
      place.server.scratchPlace
        .use({ connection, openDatabase: driver.openDatabase!, schemas, operations: [] }, async () => undefined)
        .catch((error: unknown) => error);
    const answers = [await attempt([users]), await attempt([audited])];
    await connection.close();
    await place.query(`drop role ${role}`);
    expect(answers).toMatchObject([
      { code: "DIALECT.NO_SCRATCH_PLACE", message: expect.stringContaining("permission denied") as string },
      {
        code: "DIALECT.NO_SCRATCH_PLACE",
        message: `schema "audit" is part of it, and role "${role}" may not create a scratch database (CREATEDB)`,
      },
    ]);
  });

  it("find the types of an extension where it was installed, and then refuse SQL about other tables", async () => {
    await place.query("create extension citext");
    await place.query("create table outside (id integer)");
    const found = await use(place, {}, async ({ connection, dialect, has, refuse }) => {
      await connection.execute("create table users (name citext)", []);
      const { tables } = await dialect.introspector.read(connection, {});
      return [
        tables[0]?.columns[0]?.type,
        has({ kind: "extension", name: "citext" }),
        refuse?.({ kind: "execute", strings: ["delete from outside"], values: [] }),
      ];
    });
    expect(found).toEqual(["citext", true, 'its SQL mentions "outside", which is outside of the scratch place']);
  });
});
