import type { Operation } from "../../../src/operations/operation";
import { createOf } from "../../../src/operations/objects/define-object-operations";
import type { Schema, SchemaObject, Trigger, View } from "../../../src/schema/model";
import { driverNames, openPlace, type Place } from "./place";

const users = { name: "users" };

describe.each(driverNames)("views and triggers of a file by %s", (name) => {
  let place: Place;
  beforeEach(async () => {
    place = await openPlace(name);
  });
  afterEach(async () => place.close());

  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await place.query(sql);
  };
  const objects = async (): Promise<readonly SchemaObject[]> => (await place.read()).objects;
  const wanting = async (...wanted: readonly SchemaObject[]): Promise<Schema> => ({
    ...(await place.read()),
    objects: wanted,
  });

  it("are read as they were written, comments included", async () => {
    await run(
      "create table users (id integer primary key, a text, b text)",
      'create view if not exists main.[all of] (x, "y z") as -- who\n select a, /* as -- */ b from users -- the end',
      "create trigger /* first */ if not exists \"on\" /* why */ after update of a, b -- when\n on main.USERS for each row when new.a <> ';' begin /* x */ update users set b = 'on'; select 1; end;",
      "create trigger instead instead of insert on [all of] begin insert into users (a) values (new.x); end",
      "create trigger plain delete on users begin select old.a; end",
    );
    expect(await objects()).toEqual([
      {
        kind: "view",
        name: "all of",
        columns: ["x", "y z"],
        query: "-- who\n select a, /* as -- */ b from users",
      },
      {
        kind: "trigger",
        name: "on",
        table: users,
        event: "/* why */ after update of a, b -- when",
        action: "for each row when new.a <> ';' begin /* x */ update users set b = 'on'; select 1; end",
      },
      {
        kind: "trigger",
        name: "instead",
        table: { name: "all of" },
        event: "instead of insert",
        action: "begin insert into users (a) values (new.x); end",
      },
      { kind: "trigger", name: "plain", table: users, event: "delete", action: "begin select old.a; end" },
    ]);
  });

  it("come back from what was read", async () => {
    await run(
      "create table users (id integer primary key, a text, b text)",
      'create view [all of] (x, "y z") as -- who\n select a, b from users',
      "create trigger \"on\" after update of a, b -- when\n on users begin update users set b = 'on'; end",
      "create trigger inserted instead of insert on [all of] begin insert into users (a) values (new.x); end",
    );
    const before = await objects();
    await run("drop view [all of]", 'drop trigger "on"');
    await place.apply(...before.map(createOf));
    expect(await objects()).toEqual(before);
    await run('insert into "all of" values (1, 2)');
    expect(await place.query("select a from users")).toEqual([["1"]]);
  });

  it("do not differ where only the spelling does", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view names as select a from users where a <> ''",
      "create trigger touch before insert on users begin select 1; end",
    );
    const view: View = { kind: "view", name: "names", query: "SELECT\n  \"a\" -- it\nFROM `users` WHERE a != '';" };
    const trigger: Trigger = {
      kind: "trigger",
      name: "touch",
      table: users,
      event: "INSERT",
      action: "FOR EACH ROW BEGIN SELECT 1; END;",
    };
    expect(await place.differences(await wanting(view, trigger))).toEqual([]);
    const other = { ...view, query: "SELECT a FROM users WHERE a <> 'x'" };
    expect((await place.differences(await wanting(other, trigger))).map(({ kind }) => kind)).toEqual(["replaceView"]);
  });

  it("keep the triggers of a view that is replaced, and each only once", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view names as select a from users",
      "create trigger inserted instead of insert on names begin insert into users (a) values (new.a); end",
      "create trigger deleted instead of delete on names begin delete from users; end",
    );
    const trigger = (await objects()).find((object) => object.name === "deleted") as Trigger;
    const view: View = { kind: "view", name: "names", query: "select a from users where a > 'b'" };
    const changed = { ...trigger, action: "begin delete from users where a = old.a; end" };
    await place.apply({ kind: "replaceView", object: view }, { kind: "replaceTrigger", object: changed });
    await run("insert into names values ('a'), ('c')", "delete from names");
    expect(await place.query("select a from users")).toEqual([["a"]]);
    expect((await objects()).map((object) => object.name).sort()).toEqual(["deleted", "inserted", "names"]);
  });

  it("are followed by SQLite when a column is renamed, also where a view over a view must be changed after it", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view names as select a from users",
      "create view long_names as select a from names",
      "create trigger touch after update of a on users when new.a <> '' begin update users set a = old.a; end",
    );
    const rename: Operation = { kind: "renameColumn", table: users, column: "a", newName: "b" };
    await expect(place.apply(rename)).rejects.toMatchObject({
      code: "SCHEMA.BROKEN_OBJECT",
      message: 'after the change view "long_names" would fail: no such column: a',
    });
    await place.apply(rename, {
      kind: "replaceView",
      object: { kind: "view", name: "long_names", query: "select b as a from names" },
    });
    expect(await objects()).toEqual([
      { kind: "view", name: "names", query: 'select "b" from users' },
      {
        kind: "trigger",
        name: "touch",
        table: users,
        event: 'after update of "b"',
        action: 'when new."b" <> \'\' begin update users set "b" = old."b"; end',
      },
      { kind: "view", name: "long_names", query: "select b as a from names" },
    ]);
  });

  it("may be put right in the same revision, whatever the order", async () => {
    await run(
      "create table users (id integer primary key, a text, b text)",
      "create view names as select a, b from users",
      "create trigger touch after insert on users begin update users set b = new.a; end",
    );
    await place.apply(
      { kind: "dropColumn", table: users, column: "b" },
      { kind: "replaceView", object: { kind: "view", name: "names", query: "select a from users" } },
      { kind: "dropTrigger", object: { kind: "trigger", name: "touch", table: users } },
    );
    expect(await objects()).toEqual([{ kind: "view", name: "names", query: "select a from users" }]);
  });

  it("that were broken before are nobody's fault, but are named where they stand in the way", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view broken as select gone from users",
      "create trigger fails after insert on users begin select gone from users; end",
    );
    await place.apply({ kind: "alterColumn", table: users, column: "a", change: { nullable: false } });
    expect((await objects()).map((object) => object.name)).toEqual(["broken", "fails"]);
    const renamed = place.apply({ kind: "renameTable", table: users, newName: "people" });
    const error = await renamed.catch((caught: unknown) => place.dialect.errors.translate(caught, { sql: "" }));
    expect(error).toMatchObject({
      code: "SCHEMA.BROKEN_OBJECT",
      message: expect.stringMatching(/^(view "broken"|trigger "fails") is broken/) as string,
    });
  });

  it("that were broken before are spoken of where the database does not name them", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view broken as select gone from users",
      "create view works as select a from users",
    );
    const operation: Operation = { kind: "renameColumn", table: users, column: "a", newName: "b" };
    const sql = 'ALTER TABLE "users" RENAME COLUMN "a" TO "b"';
    const error = await place.apply(operation).catch((caught) => place.dialect.errors.translate(caught, { sql }));
    expect(error).toMatchObject({ code: "SCHEMA.BROKEN_OBJECT", message: expect.stringContaining("broken") as string });
    expect((await place.readTable("users")).columns.map(({ name: column }) => column)).toEqual(["id", "a"]);
  });

  it("keep a full-text table up to date over a rebuild, which leaves that table alone", async () => {
    await run(
      "create table users (id integer primary key, bio text)",
      "create virtual table words using fts5 (bio, content='users', content_rowid='id')",
      "create trigger users_ai after insert on users begin insert into words (rowid, bio) values (new.id, new.bio); end",
      "create trigger users_ad after delete on users begin insert into words (words, rowid, bio) values ('delete', old.id, old.bio); end",
      "insert into users values (1, 'likes engines')",
    );
    await place.apply({ kind: "alterColumn", table: users, column: "bio", change: { nullable: false } });
    await run("insert into users values (2, 'likes owls')", "delete from users where id = 1");
    expect(await place.query("select rowid from words where words match 'likes'")).toEqual([[2]]);
    const { tables, unmanaged } = await place.read();
    expect(tables.map((table) => table.name)).toEqual(["users"]);
    expect(unmanaged.filter(({ type }) => type === "virtual table")).toEqual([
      { name: "words", type: "virtual table" },
    ]);
  });

  it("go with their table or view, in the model as in the file", async () => {
    await run(
      "create table users (id integer primary key, a text)",
      "create view names as select a from users",
      "create trigger inserted instead of insert on names begin select 1; end",
      "create trigger touch after insert on users begin select 1; end",
    );
    const view: View = { kind: "view", name: "names", query: "select 1 as a" };
    const trigger: Trigger = {
      kind: "trigger",
      name: "inserted",
      table: { name: "names" },
      event: "instead of insert",
      action: "begin select 2; end",
    };
    await place.apply(
      { kind: "dropView", object: { kind: "view", name: "names" } },
      { kind: "dropTable", table: users },
      { kind: "createView", object: view },
      { kind: "createTrigger", object: trigger },
    );
    expect(await objects()).toEqual([view, trigger]);
  });
});
