import { DataSource } from "../../../src/data-source/data-source";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { createOf, dropOf } from "../../../src/operations/objects/define-object-operations";
import { table } from "../../../src/schema/edit";
import type { Schema, SchemaObject } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

/** As long as a name can be: 64 characters; of a table so many that the name of its file fits, which spells others with five bytes. */
const LONGEST = ["n".repeat(64), "名".repeat(45)];

const NAMES = [
  "it's",
  'say "x"',
  "back`tick",
  "back\\slash",
  "${value}",
  "*/ drop table t; --",
  "new\nline",
  "select",
  "per%cent_",
  "große Straße",
  ...LONGEST,
];

function objectsNamed(name: string): readonly SchemaObject[] {
  const quoted = `\`${name.replaceAll("`", "``")}\``;
  return [
    {
      kind: "view",
      name: `${name.slice(0, 60)} v`,
      query: `select ${quoted}, '${name.replaceAll("\\", "\\\\").replaceAll("'", "''")}' as text from ${quoted}`,
    },
    { kind: "trigger", name, table: { name }, event: "BEFORE INSERT", action: `FOR EACH ROW SET NEW.${quoted} = 1` },
    { kind: "function", name, definition: `(${quoted} int) RETURNS int\nRETURN ${quoted}` },
    { kind: "function", name, type: "procedure", definition: `(${quoted} int)\nBEGIN SELECT ${quoted}; END` },
    { kind: "function", name, type: "event", definition: `ON SCHEDULE EVERY 1 DAY DO DELETE FROM ${quoted}` },
  ];
}

describeEachPlace(places, "bad input on %s", (server, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open("bad_input");
    if (server === "mysql") await place.query("set global log_bin_trust_function_creators = 1").catch(() => undefined);
  });
  afterEach(() => place.close());

  const wanted = async (...objects: readonly SchemaObject[]): Promise<Schema> => ({ ...(await place.read()), objects });

  it.each(NAMES)("creates, reads, compares and drops objects with the name %j", async (name) => {
    const owner = table({ name, columns: [{ name, type: "int", nullable: true }] });
    await place.apply({ kind: "createTable", table: owner }, ...objectsNamed(name).map(createOf));
    const { tables, objects, unmanaged } = await place.read();
    expect([tables.map((found) => found.name), objects.length, unmanaged]).toEqual([[name], 5, []]);
    expect(await place.remaining(await wanted(...objectsNamed(name)))).toEqual([]);
    const sequence: SchemaObject = { kind: "sequence", name: `${name.slice(0, 60)} s`, increment: "5", cache: "10" };
    if (server === "mariadb") {
      await place.apply(createOf(sequence));
      expect((await place.read()).objects).toContainEqual(sequence);
    }
    await place.apply(...(await place.read()).objects.map(dropOf));
    expect((await place.read()).objects).toEqual([]);
  });

  it.each(["smile😀", "n".repeat(65), "null\0"])("refuses the name %j before any SQL", async (name) => {
    const objects: readonly SchemaObject[] = [
      { kind: "view", name, query: "select 1 as one" },
      ...objectsNamed(name).slice(1),
    ];
    const wholly = table({ name, columns: [{ name: "a", type: "int", nullable: true }] });
    const column = table({ name: "plain", columns: [{ name, type: "int", nullable: true }] });
    for (const operation of [
      ...objects.map(createOf),
      ...[wholly, column].map((made) => ({ kind: "createTable", table: made }) as const),
    ]) {
      await expect(place.apply(operation)).rejects.toMatchObject({
        code: "SCHEMA.NAME_FORBIDDEN",
        message: expect.stringContaining(name) as string,
      });
    }
    expect(await place.read()).toMatchObject({ tables: [], objects: [] });
  });

  it("reads, keeps, replaces and drops a view whose table is gone", async () => {
    await place.query("create table gone (a int)");
    await place.query("create view broken as select a, 'x' as text from gone");
    await place.query("create view above as select a from broken");
    await place.query("drop table gone");
    const before = await place.read();
    expect(before.objects.map(({ name }) => name)).toEqual(["above", "broken"]);
    expect(before.unmanaged).toEqual([]);
    expect(await place.remaining(before)).toEqual([]);
    const broken: SchemaObject = { kind: "view", name: "broken", query: "select 1 as a" };
    const operations = await place.remaining(await wanted(broken, before.objects[0]!));
    expect(operations.map(({ kind }) => kind)).toEqual(["replaceView"]);
    await place.apply(...operations, ...before.objects.map(dropOf));
    expect((await place.read()).objects).toEqual([]);
  });

  describe("with a user of few rights", () => {
    const user = `orm_few_${process.pid}`;
    const program = (name: string, definition: string, type?: string): SchemaObject => ({
      kind: "function",
      name,
      ...(type === undefined ? {} : { type }),
      definition,
    });
    const HIDDEN: readonly SchemaObject[] = [
      { kind: "view", name: "v", query: "select a from t" },
      program("f", "() RETURNS int\nRETURN 1"),
      program("p", "()\nSELECT 'x'", "procedure"),
    ];

    const asUser = async <T>(work: (few: Place) => Promise<T>): Promise<T> => {
      const url = new URL(place.options.url!);
      url.username = user;
      url.password = "few";
      const driver = mysqlDialect.connect({ ...place.options, url: url.href });
      const connection = await driver.open();
      const dialect = mysqlDialect.resolve(await driver.readServerInfo(connection));
      const few = { ...place, connection, server: dialect, read: () => dialect.introspector.read(connection, {}) };
      try {
        return await work(few);
      } finally {
        await connection.close();
        await driver.close();
      }
    };

    beforeEach(async () => {
      await place.query("create table t (id int primary key, a int)");
      await place.query(`drop user if exists '${user}'@'%'`);
      await place.query(`create user '${user}'@'%' identified by 'few'`);
      const database = new URL(place.options.url!).pathname.slice(1);
      await place.query(`grant select, execute, create temporary tables on ${database}.* to '${user}'@'%'`);
    });
    afterEach(() => place.query(`drop user if exists '${user}'@'%'`));

    it("names what it may not see, and never takes it for missing", async () => {
      await place.apply(...HIDDEN.map(createOf));
      const { objects, unmanaged, tables } = await asUser((few) => few.read());
      expect(tables.map(({ name }) => name)).toEqual(["t"]);
      expect(objects).toEqual([]);
      expect(unmanaged).toEqual([
        { name: "f", type: "function" },
        { name: "p", type: "procedure" },
        { name: "v", type: "view" },
      ]);
    });

    it("goes on without the rights, where a program does it that translates errors", async () => {
      await place.apply(...HIDDEN.map(createOf));
      await place.query("alter table t add constraint positive check (a > 0)");
      const database = new URL(place.options.url!).pathname.slice(1);
      await place.query(`revoke execute, create temporary tables on ${database}.* from '${user}'@'%'`);
      const url = Object.assign(new URL(place.options.url!), { username: user, password: "few" });
      const dataSource = await new DataSource({ type: "mysql", url: url.href, entities: [] }).initialize();
      const check = { name: "positive", expression: "a  >  0" };
      try {
        await dataSource.withConnection(async (connection) => {
          const actual = await dataSource.dialect.introspector.read(connection, {});
          expect(actual.unmanaged.map(({ name }) => name)).toContain("v");
          const wanted = { ...actual, tables: actual.tables.map((found) => ({ ...found, checks: [check] })) };
          const normal = await dataSource.dialect.normalizer.normalize(connection, wanted, actual);
          expect(normal.tables[0]?.checks).toEqual([check]);
          await expect(connection.execute("create table no_right (id int)", [])).rejects.toMatchObject({
            code: "QUERY.NO_RIGHT",
            hint: expect.stringContaining("Grant the right") as string,
          });
        });
      } finally {
        await dataSource.destroy();
      }
    });

    it.each(HIDDEN.map((object) => [object.name, object] as const))(
      "refuses to compare %s with what is wanted, and says which right is missing",
      async (name, object) => {
        await place.apply(...HIDDEN.map(createOf));
        const compared = asUser(async (few) => {
          const actual = await few.read();
          return few.server.normalizer.normalize(few.connection, { ...actual, objects: [object] }, actual);
        });
        await expect(compared).rejects.toMatchObject({
          code: "DIFF.OBJECT_UNREADABLE",
          message: expect.stringContaining(`"${name}"`) as string,
          hint: expect.stringContaining("Grant") as string,
        });
      },
    );
  });
});
