import { postgresDialect } from "../../../src/dialects/postgres";
import type { DriverConnection } from "../../../src/dialect/driver";
import { table as tableOf } from "../../../src/schema/edit";
import type { Schema, SchemaObject } from "../../../src/schema/model";
import { withoutStoredAttributes } from "../../../src/schema/stored-attributes";
import { describeEachPlace } from "../../support/each-place";
import { places, serverPlaces, type Place } from "./place";

jest.setTimeout(60_000);

const DATABASE = `
  CREATE TYPE mood AS ENUM ('good', 'bad');
  CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, mood mood);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE FUNCTION add(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
  CREATE FUNCTION seen() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM users $$;
  CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
  CREATE VIEW named (label) AS SELECT upper(name) FROM adults;
  CREATE RECURSIVE VIEW steps (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM steps WHERE n < 3;
  CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) AS n FROM users GROUP BY age WITH NO DATA;
  CREATE INDEX ages_half ON ages ((n / 2)) WHERE n > 1;
  CREATE UNIQUE INDEX ages_age ON ages (age);
  CREATE TRIGGER touched BEFORE UPDATE OF name, age ON users FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name)
    EXECUTE FUNCTION touch();
  CREATE POLICY own ON users FOR UPDATE TO postgres USING (name = CURRENT_USER) WITH CHECK (age > 0 AND name IN ('a', 'b'));
`;

/** The same objects as a person writes them. */
const WRITTEN: readonly SchemaObject[] = [
  {
    kind: "function",
    name: "touch",
    definition: "() returns trigger as $$ BEGIN RETURN new; END $$ language plpgsql;",
  },
  {
    kind: "function",
    name: "add",
    arguments: "int, int",
    definition: "(a int, b int = 2) returns int4 language sql immutable as ' SELECT a + b '",
  },
  { kind: "function", name: "seen", definition: "() returns int8 language SQL as $x$ SELECT count(*) FROM users $x$" },
  { kind: "view", name: "adults", query: "select users.id, name\nfrom users -- all of them\nwhere (users.age >= 18);" },
  { kind: "view", name: "named", query: "select upper(name) from adults", columns: ["label"] },
  {
    kind: "view",
    name: "steps",
    query: "with recursive steps(n) as (values (1) union all select n + 1 from steps where n < 3) select n from steps",
  },
  {
    kind: "materializedView",
    name: "ages",
    query: "select age, count(*) n from users group by 1",
    indexes: [
      { name: "ages_age", parts: [{ column: "age" }], unique: true },
      { name: "ages_half", parts: [{ expression: "n/2" }], where: "(n>1)" },
    ],
  },
  {
    kind: "trigger",
    name: "touched",
    table: { name: "users" },
    event: "before update of name, age",
    action: "for each row when (old.name is distinct from new.name) execute procedure touch()",
  },
  {
    kind: "policy",
    name: "own",
    table: { name: "users", schema: "public" },
    command: "update",
    roles: ["postgres"],
    using: "(name = current_user)",
    check: "age>0 and name in ('a','b')",
  },
];

describeEachPlace(places, "the words of views, functions, triggers and policies on %s", (_name, create) => {
  let place: Place;
  let actual: Schema;
  beforeAll(async () => {
    place = await create("object_words");
    await place.query(DATABASE);
    actual = await place.read();
  });
  afterAll(async () => place?.close());

  const normalize = async (
    objects: readonly SchemaObject[],
    changes: Partial<Schema> = {},
    connection: DriverConnection = place.connection,
  ): Promise<readonly SchemaObject[]> => {
    const wanted: Schema = { ...actual, ...changes, objects };
    return (await place.server.normalizer.normalize(connection, wanted, actual)).objects;
  };
  const change = (name: string, members: Partial<SchemaObject>): readonly SchemaObject[] =>
    actual.objects.map((object) => (object.name === name ? ({ ...object, ...members } as SchemaObject) : object));
  const byName = (objects: readonly SchemaObject[], name: string): SchemaObject =>
    withoutStoredAttributes(objects.find((object) => object.name === name)!);
  const sorted = (objects: readonly SchemaObject[]): readonly SchemaObject[] =>
    [...objects].sort((left, right) => (left.kind + left.name < right.kind + right.name ? -1 : 1));

  it("are the server's own for what a person wrote in others, if both mean the same", async () => {
    expect(sorted(await normalize(WRITTEN))).toEqual(sorted(actual.objects));
  });

  it("are asked for in a few statements, however many objects there are", async () => {
    const statements: string[] = [];
    const { connection } = place;
    const watched: DriverConnection = {
      isOpen: true,
      close: () => connection.close(),
      execute: (sql, parameters) => {
        statements.push(sql.split(/\s/)[0]!.toUpperCase());
        return connection.execute(sql, parameters);
      },
    };
    await normalize(WRITTEN.slice(3, 5), {}, watched);
    const few = statements.splice(0).length;
    await normalize(WRITTEN.slice(0, 7), {}, watched);
    expect(statements).toHaveLength(few);
    expect(statements.filter((word) => word === "DO")).toEqual(["DO"]);
  });

  it("are a person's own where the object changes", async () => {
    const query = "select id, name, age from users where age >= 21";
    const objects = await normalize(change("adults", { query }));
    expect(byName(objects, "adults")).toEqual({ kind: "view", name: "adults", query });
    const definition = "() RETURNS bigint LANGUAGE sql AS $$ SELECT 2 $$";
    expect(byName(await normalize(change("seen", { definition })), "seen")).toEqual({
      kind: "function",
      name: "seen",
      arguments: "",
      definition,
    });
  });

  it("say whether a view that changes can be replaced in place", async () => {
    const canReplace = async (query: string): Promise<boolean> => {
      const objects = await normalize(change("adults", { query }));
      const [before, after] = [actual.objects, objects].map((all) => all.find(({ name }) => name === "adults")!);
      return place.server.objectChanges.canReplace(before!, after!);
    };
    expect(await canReplace("select id, name, age from users")).toBe(true);
    expect(await canReplace("select name, id from users")).toBe(false);
  });

  it("are had for objects over tables and types that are not there yet as they are wanted", async () => {
    const users = actual.tables[0]!;
    const columns = [...users.columns, { name: "email", type: "text", nullable: true }];
    const wanted = {
      enums: [{ name: "mood", values: ["good", "bad", "so"] }],
      tables: [
        { ...users, columns },
        tableOf({ name: "posts", columns: [{ name: "id", type: "integer", nullable: false }] }),
      ],
    };
    const query = "select id, email, mood = 'so' as so from users where id in (select id from posts) group by id";
    const objects = await normalize(
      [...change("adults", { query }), { kind: "view", name: "later", query: "select 1 as one" }],
      wanted,
    );
    const adults = objects.find(({ name }) => name === "adults")!;
    expect(adults.attributes).toEqual({ "postgres.stored.columns": ["id integer", "email text", "so boolean"] });
  });

  it("leave nothing behind, and evaluate nothing", async () => {
    await place.query("CREATE SEQUENCE counter");
    const query = "select id, nextval('counter') as name from users where add(1) > 2 or 1 / 0 > 1";
    await normalize(change("adults", { query }));
    const definition = "() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('counter') $$";
    await normalize(change("seen", { definition }));
    expect(await place.query("SELECT is_called FROM counter")).toEqual([["f"]]);
    expect(await place.query("SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()")).toEqual([
      ["0"],
    ]);
    await place.query("DROP SEQUENCE counter");
    expect(await place.read()).toEqual(actual);
  });

  it("stay a person's own where the server refuses the object, and the others get theirs", async () => {
    const objects = await normalize([
      { kind: "view", name: "adults", query: "select missing(id) from nowhere" },
      WRITTEN[4]!,
      { kind: "policy", name: "own", table: { name: "users" }, using: "nothing = 1" },
    ]);
    expect(byName(objects, "adults")).toEqual({
      kind: "view",
      name: "adults",
      query: "select missing(id) from nowhere",
    });
    expect(byName(objects, "named")).toEqual(byName(actual.objects, "named"));
    expect(byName(objects, "own")).toMatchObject({ using: "nothing = 1" });
  });

  it("are not asked for of an extension that the database has in a schema that is not looked at", async () => {
    expect(await normalize([...actual.objects, { kind: "extension", name: "plpgsql" }])).toEqual(actual.objects);
    const missing: SchemaObject = { kind: "extension", name: "nowhere" };
    expect(await normalize([...actual.objects, missing])).toEqual([...actual.objects, missing]);
  });

  it("are read of a function whose body the server would refuse, and compared like others", async () => {
    const body = "AS $$ BEGIN SELEC 1; END $$";
    await place.query("BEGIN");
    await place.query("SET LOCAL check_function_bodies = off");
    await place.query(`CREATE FUNCTION broken() RETURNS integer LANGUAGE plpgsql ${body}`);
    const broken = await place.read();
    const definition = `() returns int ${body} language plpgsql`;
    const written: SchemaObject = { kind: "function", name: "broken", definition };
    const wanted = {
      ...broken,
      objects: broken.objects.map((object) => (object.name === "broken" ? written : object)),
    };
    const normal = await place.server.normalizer.normalize(place.connection, wanted, broken);
    await place.query("ROLLBACK");
    expect(broken.objects.map(({ name }) => name)).toContain("broken");
    expect(normal.objects).toEqual(broken.objects);
  });

  it("keep the text of a new object as it was written", async () => {
    const query = "select  ID from USERS";
    expect(byName(await normalize([{ kind: "view", name: "fresh", query }]), "fresh")).toEqual({
      kind: "view",
      name: "fresh",
      query,
    });
  });
});

describeEachPlace(serverPlaces, "a user of %s without the right to create temporary objects", (_name, create) => {
  it("has views compared as text", async () => {
    const place = await create("object_rights");
    const role = `orm_pg_${process.pid}_words`;
    await place.query(DATABASE);
    await place.query(`CREATE ROLE ${role} LOGIN`);
    const url = new URL(place.options.url!);
    await place.query(`REVOKE TEMPORARY ON DATABASE "${url.pathname.slice(1)}" FROM PUBLIC`);
    url.username = role;
    const connection = await postgresDialect.connect({ type: "postgres", url: url.href }).open();
    try {
      const actual = await place.server.introspector.read(connection, {});
      expect(actual.objects).toEqual((await place.read()).objects);
      const { objects } = await place.server.normalizer.normalize(connection, { ...actual, objects: WRITTEN }, actual);
      expect(objects.find(({ name }) => name === "adults")).toMatchObject({
        query: "select users.id, name\nfrom users -- all of them\nwhere (users.age >= 18)",
      });
      expect(objects.find(({ name }) => name === "touch")).toMatchObject({ arguments: "" });
    } finally {
      await connection.close();
      await place.query(`DROP ROLE ${role}`);
      await place.close();
    }
  });
});
