import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import type { OrmError } from "../../../src/errors/orm-error";
import { readSession } from "../../support/matrix";
import { driverNames, failureOf, openPlace, type Place } from "./place";

const summary = ({ code, message, details }: OrmError): unknown => ({ code, message, details });

const failures = [
  {
    sql: "insert into people values (2, ?, 6, null)",
    values: ["secret@example.org"],
    code: "QUERY.UNIQUE_VIOLATION",
    message: 'table "people", column "email": a row with the same value exists',
    details: { table: "people", columns: ["email"] },
  },
  {
    sql: "insert into people values (1, ?, 6, null)",
    values: ["secret"],
    code: "QUERY.UNIQUE_VIOLATION",
    message: 'table "people", column "id": a row with the same value exists',
    details: { table: "people", columns: ["id"] },
  },
  {
    sql: "insert into people (id, email) values (2, ?) returning id",
    values: ["secret"],
    code: "QUERY.NOT_NULL_VIOLATION",
    message: 'table "people", column "age": there is no value, but the column is NOT NULL',
    details: { table: "people", columns: ["age"] },
  },
  {
    sql: "insert into people values (2, ?, -7, null)",
    values: ["secret"],
    code: "QUERY.CHECK_VIOLATION",
    message: 'a row breaks the check constraint "age > 0"',
    details: { constraint: "age > 0" },
  },
  {
    sql: "insert into people values (2, ?, 6, 77)",
    values: ["secret"],
    code: "QUERY.FOREIGN_KEY_VIOLATION",
    message: "a row refers to a row that does not exist, or is still referred to",
  },
  {
    sql: "select * from missing_table where a = ?",
    values: ["secret"],
    code: "QUERY.FAILED",
    message: "the database refused a statement: no such table: missing_table",
  },
  {
    sql: "select from 'secret'",
    values: [],
    code: "QUERY.FAILED",
    message: 'the database refused a statement: near "from": syntax error',
  },
  {
    sql: "select 1 'a' 'secret'",
    values: [],
    code: "QUERY.FAILED",
    message: "the database refused a statement: near a value: syntax error",
  },
  {
    sql: "select ?, ?",
    values: ["secret"],
    code: "QUERY.FAILED",
    message: "the SQL has 2 placeholders, but 1 values were given",
  },
  {
    sql: "select 'secret'; select 2",
    values: [],
    code: "QUERY.FAILED",
    message: "the SQL holds more than one statement",
  },
];

it("runs with at least one driver package", () => {
  expect(driverNames).not.toEqual([]);
});

describe.each(driverNames)("a connection by %s", (name) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(name);
    await place.query(
      "create table people (id integer primary key, email text unique, age integer not null check (age > 0), boss integer references people)",
    );
    await place.query("insert into people values (1, 'secret@example.org', 5, null)");
  });
  afterAll(async () => place.close());

  it("runs statements one after the other, also when they are not awaited", async () => {
    const results = await Promise.all([1, 2, 3].map((value) => place.query("select ?", [value])));
    expect(results).toEqual([[[1]], [[2]], [[3]]]);
  });

  it("checks foreign keys and tells how it was compiled no further", async () => {
    const pragmas = ["foreign_keys", "recursive_triggers", "legacy_alter_table", "synchronous"];
    const values = await Promise.all(pragmas.map((pragma) => place.query(`pragma ${pragma}`)));
    expect(values).toEqual([[[1]], [[0]], [[0]], [[2]]]);
  });

  it("gives columns of one name all their values, in order, with their names", async () => {
    const { fields, rows } = await place.connection.execute('select 1 as a, 2 as a, 3 as "1", 4 as b, 5 as "0"', []);
    expect(fields.map((field) => field.name)).toEqual(["a", "a", "1", "b", "0"]);
    expect(rows).toEqual([[1, 2, 3, 4, 5]]);
  });

  it("keeps the names of expressions, and the fields of a result without rows", async () => {
    const { fields, rows } = await place.connection.execute(
      "select *, age + 1, 7 from people where id = ? -- none",
      [9],
    );
    expect(fields.map((field) => field.name)).toEqual(["id", "email", "age", "boss", "age + 1", "7"]);
    expect(rows).toEqual([]);
  });

  it("keeps the order of a query", async () => {
    const sql = "with n (v) as (values (3), (1), (2)) select v from n order by v desc limit ? offset ?";
    expect(await place.query(sql, [2, 1])).toEqual([[2], [1]]);
  });

  it("counts changed rows and tells the id of a new one", async () => {
    await place.query("create table counted (id integer primary key, v integer)");
    const run = (sql: string, parameters: readonly unknown[] = []) => place.connection.execute(sql, parameters);
    expect(await run("insert into counted (v) values (?)", [5])).toMatchObject({ affected: 1, insertId: 1 });
    expect(await run("insert into counted (v) values (6), (7) returning id")).toMatchObject({
      affected: 2,
      rows: [[2], [3]],
    });
    expect(await run("update counted set v = v + 1 where v > ?", [5])).toMatchObject({ affected: 2, rows: [] });
    expect(await run("select 1")).toMatchObject({ affected: 0 });
    expect(await run("pragma user_version = 3")).toMatchObject({ affected: 0 });
    expect(await run("insert into counted values (9007199254740993, 1)")).toMatchObject({
      insertId: 9007199254740993n,
    });
    expect(await run("delete from counted")).toMatchObject({ affected: 4 });
  });

  it("uses a prepared statement again, also after the table has changed", async () => {
    await place.query("create table changing (a integer)");
    const select = () => place.connection.execute("select a from changing where a > ?", [0], { prepare: true });
    expect((await select()).rows).toEqual([]);
    await place.query("insert into changing values (1)");
    await place.query("alter table changing add column b integer");
    expect((await select()).rows).toEqual([[1]]);
  });

  it.each(failures)("names the objects of a failure, never a value: $sql", async ({ sql, values, ...expected }) => {
    const error = await place.failure(sql, values);
    const { sqlite: _code, ...details } = error.details;
    expect({ code: error.code, message: error.message, details }).toEqual({ details: {}, ...expected });
    expect(JSON.stringify([error.message, error.hint, error.details])).not.toContain("secret");
  });

  it("reads and refuses to write when it is readonly", async () => {
    const driver = sqliteDialect.connect({ type: "sqlite", driver: name, database: place.file, readonly: true });
    const connection = await driver.open();
    expect((await connection.execute("select count(*) from people", [])).rows).toEqual([[1]]);
    const error = await failureOf(connection.execute("delete from people", []), place.dialect, "delete from people");
    expect(error.message).toBe("the database is opened for reading only");
    await connection.close();
    await expect(connection.execute("select 1", [])).rejects.toMatchObject({ code: "CONNECTION.LOST" });
  });

  it("waits for the other connection's transaction without stopping the process", async () => {
    const other = await place.driver.open();
    await place.query("begin immediate");
    const waiting = other.execute("insert into people values (50, null, 1, null)", []);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await place.query("commit");
    expect((await waiting).affected).toBe(1);
    await other.close();
  });

  it("gives up after busyTimeout", async () => {
    const driver = sqliteDialect.connect({ type: "sqlite", driver: name, database: place.file, busyTimeout: 30 });
    const other = await driver.open();
    await place.query("begin immediate");
    const error = await failureOf(other.execute("begin immediate", []), place.dialect, "begin immediate");
    await place.query("rollback");
    expect(error.code).toBe("QUERY.LOCK_TIMEOUT");
    expect((await place.query("begin exclusive")).length).toBe(0);
    await place.query("commit");
    await other.close();
  });

  it("uses the write-ahead log where it is asked to", async () => {
    const logged = await openPlace(name, { enableWAL: true });
    expect(await logged.query("pragma journal_mode")).toEqual([["wal"]]);
    await logged.close();
  });

  it("opens a database in memory, with one connection", async () => {
    const driver = sqliteDialect.connect({ type: "sqlite", driver: name, url: "sqlite::memory:" });
    expect([driver.maxConnections, driver.address]).toEqual([1, ":memory:"]);
    const connection = await driver.open();
    await connection.execute("create table a (b integer)", []);
    await connection.close();
  });

  it("says why a file cannot be opened", async () => {
    const notADatabase = join(readSession(), `text-${name.replace(":", "-")}.txt`);
    writeFileSync(notADatabase, "This is no database. ".repeat(100));
    const folder = join(readSession(), `folder-${name.replace(":", "-")}`);
    mkdirSync(folder);
    const open = async (database: string, options: object = {}): Promise<unknown> => {
      const driver = sqliteDialect.connect({ type: "sqlite", driver: name, database, ...options });
      const error = await driver.open().then(
        () => undefined,
        (failure: unknown) => sqliteDialect.errors.translate(failure, { address: "x.db" }),
      );
      return error === undefined
        ? undefined
        : { code: error.code, message: error.message.replaceAll(readSession(), "") };
    };
    expect([
      await open(notADatabase),
      await open(folder),
      await open(join(folder, "missing", "a.db")),
      await open(join(folder, "missing.db"), { readonly: true }),
    ]).toEqual([
      { code: "CONNECTION.FAILED", message: 'the file "x.db" is not an SQLite database' },
      { code: "CONNECTION.FAILED", message: `"${folder.replace(readSession(), "")}" is a folder, not a database file` },
      {
        code: "CONNECTION.DATABASE_MISSING",
        message: `the folder of the database file "${join(folder, "missing", "a.db").replace(readSession(), "")}" does not exist`,
      },
      {
        code: "CONNECTION.DATABASE_MISSING",
        message: `the database file "${join(folder, "missing.db").replace(readSession(), "")}" does not exist`,
      },
    ]);
  });
});

describe("choosing a driver package", () => {
  const refusal = (options: Record<string, unknown>): unknown => {
    try {
      sqliteDialect.connect({ type: "sqlite", database: "a.db", ...options });
      return undefined;
    } catch (error) {
      return summary(error as OrmError);
    }
  };

  it("takes the first one that is installed", () => {
    const driver = sqliteDialect.connect({ type: "sqlite", database: "a.db" });
    const order = ["better-sqlite3", "node:sqlite", "libsql", "sqlite3"];
    expect(driver.packageName).toBe(order.find((name) => driverNames.includes(name)));
  });

  it("takes a module", () => {
    const module = require("libsql") as object;
    expect(sqliteDialect.connect({ type: "sqlite", database: "a.db", driver: module }).packageName).toBe("libsql");
  });

  it("refuses a name that it does not know, and a module of something else", () => {
    expect([refusal({ driver: "sqlite" }), refusal({ driver: {} }), refusal({ database: undefined })]).toEqual([
      { code: "CONFIG.INVALID", message: 'driver "sqlite" is unknown', details: {} },
      {
        code: "CONFIG.INVALID",
        message: "the module that option driver was given is none that opens SQLite databases",
        details: {},
      },
      { code: "CONFIG.INVALID", message: "the data source names no database file", details: {} },
    ]);
  });
});
