import type { DriverConnection } from "../../../src/dialect/driver";
import type { Operation } from "../../../src/operations/operation";
import { createExecuteSink } from "../../../src/migrate/execute-sink";
import { driverNames, openPlace, type Place } from "./place";

const users = { name: "users" };
const alterAge: Operation = { kind: "alterColumn", table: users, column: "age", change: { type: "bigint" } };

describe.each(driverNames)("a table rebuild by %s", (name) => {
  let place: Place;
  beforeEach(async () => {
    place = await openPlace(name);
  });
  afterEach(async () => place.close());

  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await place.query(sql);
  };
  const tableSql = async (table: string): Promise<unknown> =>
    (await place.query("select sql from sqlite_master where name = ?", [table]))[0]?.[0];

  it("keeps the rows that refer to the table, on four levels of ON DELETE CASCADE", async () => {
    await run(
      "create table users (id integer primary key, age integer)",
      "create table a (id integer primary key, up integer not null references users (id) on delete cascade)",
      "create table b (id integer primary key, up integer not null references a (id) on delete cascade)",
      "create table c (id integer primary key, up integer not null references b (id) on delete cascade)",
      "insert into users values (1, 10), (2, 20)",
      "insert into a values (1, 1), (2, 2)",
      "insert into b values (1, 1), (2, 2)",
      "insert into c values (1, 1), (2, 2)",
    );
    await place.apply(alterAge);
    const counts = await place.query(
      "select (select count(*) from users), (select count(*) from a), (select count(*) from b), (select count(*) from c)",
    );
    expect(counts).toEqual([[2, 2, 2, 2]]);
    expect(await place.query("pragma foreign_keys")).toEqual([[1]]);
    await run("delete from users where id = 1");
    expect(await place.query("select count(*) from c")).toEqual([[1]]);
  });

  it("changes whether the table is strict and has row ids, and back", async () => {
    await run("create table users (id text primary key, age integer)", "insert into users values ('a', 1)");
    const attributes = { "sqlite.strict": true, "sqlite.withoutRowid": true };
    await place.apply({ kind: "setTableAttributes", table: users, change: attributes });
    expect((await place.readTable("users")).attributes).toEqual(attributes);
    await place.apply({
      kind: "setTableAttributes",
      table: users,
      change: { "sqlite.strict": null, "sqlite.withoutRowid": null },
    });
    expect((await place.readTable("users")).attributes).toBeUndefined();
    expect(await place.query("select id, age from users")).toEqual([["a", 1]]);
  });

  it("keeps triggers, views, indexes and numbers that were given before", async () => {
    await run(
      "create table users (id integer primary key autoincrement, name text collate nocase, age integer)",
      "create table log (what text)",
      "create index by_name on users (name collate binary desc, lower(name)) where age > 1",
      "create trigger remember after insert on users begin insert into log values (new.name || ';'); end",
      "create view grown as select name from users where age > 17",
      "create view grown_again as select * from grown",
      "insert into users (name, age) values ('Ann', 20), ('Bob', 3)",
      "delete from users where name = 'Bob'",
    );
    const before = await place.readTable("users");
    await place.apply(alterAge);
    await run("insert into users (name, age) values ('Cid', 30)");
    expect(await place.query("select id, name from users order by id")).toEqual([
      [1, "Ann"],
      [3, "Cid"],
    ]);
    expect(await place.query("select what from log")).toEqual([["Ann;"], ["Bob;"], ["Cid;"]]);
    expect(await place.query("select * from grown_again")).toEqual([["Ann"], ["Cid"]]);
    const columns = before.columns.map((column) => (column.name === "age" ? { ...column, type: "bigint" } : column));
    expect(await place.readTable("users")).toEqual({ ...before, columns });
  });

  it("keeps what the model does not know: conflict clauses, STRICT, WITHOUT ROWID, the collation of a key", async () => {
    await run(
      `create table users (
        id text not null on conflict replace default 'x', -- the key
        email text constraint uq unique on conflict ignore,
        age integer,
        half integer as (age / 2) stored,
        primary key (id collate nocase desc)
      ) strict, without rowid`,
      "insert into users (id, email, age) values ('a', 'e', 10)",
    );
    await place.apply({ kind: "alterColumn", table: users, column: "age", change: { nullable: false } });
    expect(await tableSql("users")).toBe(
      [
        'CREATE TABLE "users" (',
        "  id text not null on conflict replace default 'x',",
        "  email text constraint uq unique on conflict ignore,",
        '  "age" integer NOT NULL,',
        "  half integer as (age / 2) stored,",
        "  primary key (id collate nocase desc)",
        ") STRICT, WITHOUT ROWID",
      ].join("\n"),
    );
    expect(await place.query("select * from users")).toEqual([["a", "e", 10, 5]]);
  });

  it("keeps ten thousand rows that refer to each other, with all that is computed from them and watches them", async () => {
    await run(
      "create table other (id text primary key) without rowid",
      "create table log (n integer)",
      `create table "T ""x" (
        "I.d" text not null primary key,
        up text references "T ""x" deferrable initially deferred,
        "O" text references other (id) on delete set null deferrable initially deferred,
        n integer check (n >= 0),
        g integer generated always as (n * 2) stored,
        v text as ("I.d" || 'x') virtual
      ) strict, without rowid`,
      `create table follower (x text references "T ""x" ("I.d") on update cascade deferrable)`,
      `create index "i.x" on "T ""x" (g, lower(v)) where n > 3`,
      `create trigger "t.r" after update of n on "T ""x" when new.n > 1 begin insert into log values (new.n); end`,
      `create view "V" as select g, v from "T ""x"`,
      "insert into other values ('a')",
      `with recursive c (i) as (select 1 union all select i + 1 from c where i < 10000) insert into "T ""x" ("I.d", up, "O", n)
        select 'k' || i, case when i > 1 then 'k' || (i - 1) end, case when i % 2 = 0 then 'a' end, i from c`,
      "insert into follower values ('k7')",
    );
    const state = async (): Promise<unknown> => [
      await place.query(`select count(*), sum(g), count(distinct v), count(up), count("O") from "T ""x"`),
      await place.query("select (select x from follower), (select count(*) from log), (select count(*) from V)"),
      await place.query("pragma foreign_key_check"),
      await place.query("pragma integrity_check"),
    ];
    const [schema, before] = [await place.read(), await state()];
    const table = { name: 'T "x' };
    const changes: readonly (readonly [Operation, Operation])[] = [
      [
        { kind: "alterColumn", table, column: "n", change: { nullable: false } },
        { kind: "alterColumn", table, column: "n", change: { nullable: true } },
      ],
      [
        { kind: "setTableAttributes", table, change: { "sqlite.strict": null, "sqlite.withoutRowid": null } },
        { kind: "setTableAttributes", table, change: { "sqlite.strict": true, "sqlite.withoutRowid": true } },
      ],
    ];
    for (const [there, back] of changes) {
      await place.apply(there);
      expect(await state()).toEqual(before);
      await place.apply(back);
      expect(await state()).toEqual(before);
      expect(await place.differences(schema)).toEqual([]);
    }
  });

  it("is one for several operations, and none for a table that the same batch creates", async () => {
    const context = { schema: { tables: [], enums: [], objects: [], unmanaged: [] } };
    const table = {
      name: "users",
      columns: [{ name: "id", type: "integer", nullable: false, autoIncrement: true }],
      primaryKey: { columns: ["id"] },
      uniques: [],
      foreignKeys: [],
      checks: [],
      indexes: [],
    };
    const more: readonly Operation[] = [
      { kind: "addColumn", table: users, column: { name: "boss", type: "integer", nullable: true } },
      {
        kind: "createForeignKey",
        table: users,
        foreignKey: { name: "fk_boss", columns: ["boss"], references: { table: "users", columns: ["id"] } },
      },
      { kind: "createCheckConstraint", table: users, check: { name: "ck", expression: "id > 0" } },
      { kind: "createIndex", table: users, index: { name: "by_boss", parts: [{ column: "boss" }] } },
    ];
    const created = place.dialect.lowering.lower([{ kind: "createTable", table }, ...more], context);
    expect(created.map(({ kind }) => kind)).toEqual(["createTable"]);
    const changed = place.dialect.lowering.lower(more, { schema: { ...context.schema, tables: [table] } });
    expect(changed.map(({ kind }) => kind)).toEqual(["addColumn", "sqlite.rebuildTable"]);
    await place.apply({ kind: "createTable", table });
    await place.apply(...more);
    expect(await tableSql("users")).toContain('CONSTRAINT "fk_boss" FOREIGN KEY ("boss") REFERENCES "users" ("id")');
  });

  it("fails and changes nothing where a row breaks the new rule", async () => {
    await run("create table users (id integer primary key, age integer)", "insert into users values (1, null)");
    const work = place.apply({ kind: "alterColumn", table: users, column: "age", change: { nullable: false } });
    const error = await work.catch((caught: unknown) => place.dialect.errors.translate(caught, { sql: "" }));
    expect(error).toMatchObject({
      code: "QUERY.NOT_NULL_VIOLATION",
      message: 'table "users", column "age": there is no value, but the column is NOT NULL',
    });
    expect(await tableSql("users")).toBe("CREATE TABLE users (id integer primary key, age integer)");
    expect(await place.query("pragma foreign_keys")).toEqual([[1]]);
  });

  it("refuses to commit rows that refer to nothing", async () => {
    await run(
      "create table users (id integer primary key, age integer)",
      "create table posts (author integer references users)",
      "insert into users values (1, 1)",
      "insert into posts values (1)",
    );
    const work = place.apply({ kind: "execute", strings: ["delete from users"], values: [] });
    await expect(work).rejects.toMatchObject({
      code: "QUERY.FOREIGN_KEY_VIOLATION",
      message: 'after the change 1 rows of table "posts" refer to rows of table "users" that do not exist',
    });
    expect(await place.query("select count(*) from users")).toEqual([[1]]);
  });

  it("lets broken references be that were there before", async () => {
    await run(
      "create table users (id integer primary key, age integer)",
      "create table posts (author integer references users)",
      "pragma foreign_keys = off",
      "insert into posts values (99)",
    );
    await place.apply(alterAge);
    expect((await place.readTable("users")).columns[1]).toMatchObject({ type: "bigint" });
  });

  it("refuses to run while foreign keys are on", async () => {
    await run("create table users (id integer primary key, age integer)");
    const { lowering, ddl } = place.dialect;
    const context = { schema: await place.read() };
    const [rebuild] = lowering.lower([alterAge], context);
    const [guard] = ddl.extension(rebuild as never, context);
    const error = await place.failure(guard!.sql);
    expect(error.code).toBe("OPERATION.UNSUPPORTED");
  });

  it("refuses to leave a view or a trigger behind that reads a dropped column, and keeps everything", async () => {
    await run(
      "create table users (id integer primary key, age integer, name text)",
      "create view ages as select age from users",
      "create table pets (id integer primary key, age integer)",
      "create trigger t after insert on pets begin update pets set age = 1; end",
    );
    await expect(place.apply({ kind: "dropColumn", table: users, column: "age" })).rejects.toMatchObject({
      code: "SCHEMA.BROKEN_OBJECT",
      message: 'after the change view "ages" would fail: no such column: age',
    });
    await expect(place.apply({ kind: "dropColumn", table: { name: "pets" }, column: "age" })).rejects.toMatchObject({
      code: "SCHEMA.BROKEN_OBJECT",
      message: 'after the change trigger "t" of table "pets" would fail: no such column: age',
    });
    expect((await place.readTable("users")).columns.map((column) => column.name)).toEqual(["id", "age", "name"]);
    expect((await place.readTable("pets")).columns.map((column) => column.name)).toEqual(["id", "age"]);
  });

  it.each([
    ["the table itself", "users", "delete from users where id = 1"],
    ["a table that refers to it", "posts", "delete from posts"],
    ["a table that its trigger writes", "log", "insert into log values ('x')"],
  ])("refuses to end with another number of rows in %s", async (_what, touched, statement) => {
    await run(
      "create table users (id integer primary key, age integer)",
      "create table posts (author integer references users on delete cascade)",
      "create table log (what text)",
      "create trigger remember after delete on users begin insert into log values (old.id); end",
      "insert into users values (1, 1), (2, 2)",
      "insert into posts values (2)",
    );
    const { connection, dialect } = place;
    // What no table of ours does: something else changes rows while the old table goes.
    const meddling: DriverConnection = {
      get isOpen() {
        return connection.isOpen;
      },
      close: () => connection.close(),
      execute: async (sql, parameters, options) => {
        const result = await connection.execute(sql, parameters, options);
        if (sql.includes("RENAME TO")) await connection.execute(statement, []);
        return result;
      },
    };
    await dialect.locks.beginRevision(connection);
    const sink = createExecuteSink(dialect, meddling, { scope: {} });
    const work = sink.accept(alterAge).then(() => sink.flush());
    const [before, after] = { users: [2, 1], posts: [1, 0], log: [0, 1] }[touched]!;
    await expect(work).rejects.toMatchObject({
      code: "RUNNER.ROWS_CHANGED",
      message: `table "${touched}" had ${before} rows before a table rebuild and would have ${after} after it`,
      details: { table: touched, before, after },
    });
    await dialect.locks.rollbackRevision(connection);
    expect(await place.query("select (select count(*) from users), (select count(*) from posts)")).toEqual([[2, 1]]);
  });

  it("does in place what ALTER TABLE can do", async () => {
    await run(
      "create table users (id integer primary key, age integer, name text)",
      "insert into users values (1, 2, 'a')",
    );
    const operations: readonly Operation[] = [
      { kind: "renameColumn", table: users, column: "name", newName: "title" },
      {
        kind: "addColumn",
        table: users,
        column: { name: "note", type: "text", nullable: false, default: { kind: "literal", value: "it's" } },
      },
      { kind: "dropColumn", table: users, column: "age" },
      { kind: "renameTable", table: users, newName: "people" },
    ];
    const context = { schema: await place.read() };
    expect(place.dialect.lowering.lower(operations, context)).toEqual(operations);
    await place.apply(...operations);
    expect(await place.query("select * from people")).toEqual([[1, "a", "it's"]]);
  });

  it("adds a column whose default is computed to a table with rows", async () => {
    await run("create table users (id integer primary key)", "insert into users values (1)");
    await place.apply({
      kind: "addColumn",
      table: users,
      column: {
        name: "since",
        type: "datetime",
        nullable: false,
        default: { kind: "expression", sql: "datetime('now')" },
      },
    });
    expect(await place.query("select count(*) from users where since like '20%'")).toEqual([[1]]);
  });

  it("converts values with an expression where one is given, and takes a free name", async () => {
    await run(
      "create table users (id integer primary key, age integer)",
      "create table _orm_rebuild_users (x integer)",
      "insert into users values (1, 41)",
    );
    await place.apply({
      kind: "alterColumn",
      table: users,
      column: "age",
      change: { type: "text" },
      using: "(age + 1) || ' years'",
    });
    expect(await place.query("select age from users")).toEqual([["42 years"]]);
    expect(await place.query("select count(*) from _orm_rebuild_users")).toEqual([[0]]);
  });

  describe("one operation at a time, as a revision runs them", () => {
    const runOneByOne = async (...operations: readonly Operation[]): Promise<void> => {
      const sink = createExecuteSink(place.dialect, place.connection, { scope: {} });
      await place.dialect.locks.beginRevision(place.connection);
      try {
        for (const operation of operations) await sink.accept(operation);
        await sink.flush();
        await place.dialect.locks.commitRevision(place.connection);
      } catch (error) {
        await place.dialect.locks.rollbackRevision(place.connection);
        throw error;
      }
    };

    it("builds on what the earlier ones did", async () => {
      await run(
        "create table users (id integer primary key, age integer, email text unique on conflict ignore, check (age > 0))",
        "create trigger t after insert on users begin select new.age; end",
      );
      await runOneByOne(
        alterAge,
        { kind: "alterColumn", table: users, column: "age", change: { nullable: false } },
        { kind: "dropConstraint", table: users, constraint: { type: "check", expression: "age > 0" } },
        { kind: "renameTable", table: users, newName: "people" },
      );
      expect(await tableSql("people")).toBe(
        [
          'CREATE TABLE "people" (',
          "  id integer primary key,",
          '  "age" bigint NOT NULL,',
          "  email text unique on conflict ignore",
          ")",
        ].join("\n"),
      );
      expect((await place.query("select count(*) from sqlite_master where type = 'trigger'"))[0]).toEqual([1]);
    });

    it("rebuilds after a rename with the text that the trigger has by then", async () => {
      await run(
        "create table users (id integer primary key, age integer)",
        "create trigger t after insert on users begin update users set age = 1; end",
      );
      await runOneByOne(
        alterAge,
        { kind: "renameColumn", table: users, column: "age", newName: "years" },
        { kind: "alterColumn", table: users, column: "years", change: { nullable: false } },
      );
      expect((await place.readTable("users")).columns[1]).toMatchObject({
        name: "years",
        type: "bigint",
        nullable: false,
      });
      await run("insert into users (id, years) values (1, 7)");
      expect(await place.query("select years from users")).toEqual([[1]]);
    });
  });
});
