import { createServer, type AddressInfo } from "node:net";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { type OrmError } from "../../../src/errors/orm-error";
import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const openingError = async (options: Record<string, unknown>): Promise<OrmError> => {
  const driver = mysqlDialect.connect({ type: "mysql", ...options });
  return driver.open().then(
    () => {
      throw new Error("it connected");
    },
    (error: unknown) => mysqlDialect.errors.translate(error, { address: driver.address }),
  );
};

describeEachPlace(places, "a connection to %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("connection");
    await place.query("create table parent (id int primary key)");
    await place.query(
      `create table people (id int auto_increment primary key, email varchar(50), age int not null, boss int, doc json,
        constraint UQ_email unique (email), constraint CHK_age check (age > 0), constraint FK_boss foreign key (boss) references parent (id))`,
    );
    await place.query("insert into parent values (1)");
    await place.query("insert into people values (1, 'secret@example.org', 5, 1, null)");
  });
  afterAll(async () => place?.close());

  const failureOf = (sql: string, parameters: readonly unknown[] = []): Promise<OrmError> =>
    place.connection.execute(sql, parameters).then(
      () => {
        throw new Error("it worked");
      },
      (error: unknown) => place.server.errors.translate(error, { sql }),
    );

  it("runs statements one after the other, also when they are not awaited", async () => {
    const results = await Promise.all([1, 2, 3].map((value) => place.query("select ?", [value])));
    expect(results).toEqual([[[1]], [[2]], [[3]]]);
  });

  it("gives the first number of several new rows", async () => {
    const result = await place.connection.execute("insert into people (age, email) values (?, ?), (?, ?)", [
      1,
      "a",
      2,
      "b",
    ]);
    const [[first]] = (await place.query("select min(id) from people where email in ('a', 'b')")) as [[number]];
    expect(result).toEqual({ fields: [], rows: [], affected: 2, insertId: first });
  });

  it("counts rows that an update found, also where nothing changed", async () => {
    const { affected } = await place.connection.execute("update people set age = age where id = ?", [1]);
    expect(affected).toBe(1);
  });

  it("is strict, and reads SQL as we write it", async () => {
    const [[mode]] = (await place.query("select @@session.sql_mode")) as [[string]];
    expect(mode.split(",")).toEqual(expect.arrayContaining(["STRICT_TRANS_TABLES", "NO_ENGINE_SUBSTITUTION"]));
    expect(mode).not.toMatch(/ANSI_QUOTES|NO_BACKSLASH_ESCAPES/);
  });

  it("says what the server is", async () => {
    const { version, facts } = await place.driver.readServerInfo(place.connection);
    expect(place.server.displayName).toBe(
      `${/maria/i.test(version) ? "MariaDB" : "MySQL"} ${/^[\d.]+/.exec(version)![0]}`,
    );
    expect(facts).toMatchObject({ database: expect.stringMatching(/^orm_my_/), timezone: "local", tableNameCase: "0" });
  });

  it.each<[string, readonly unknown[], string, string]>([
    [
      "insert into people values (9, ?, 5, null, null)",
      ["secret@example.org"],
      "QUERY.UNIQUE_VIOLATION",
      'unique constraint "UQ_email"',
    ],
    ["insert into people values (?, 'x', 5, null, null)", [1], "QUERY.UNIQUE_VIOLATION", "primary key"],
    [
      "insert into people (age, boss) values (1, ?)",
      [4711],
      "QUERY.FOREIGN_KEY_VIOLATION",
      'table "people", foreign key "FK_boss": the row that it refers to does not exist',
    ],
    ["delete from parent where id = ?", [1], "QUERY.FOREIGN_KEY_VIOLATION", "still referred to"],
    ["insert into people (age) values (?)", [null], "QUERY.NOT_NULL_VIOLATION", 'column "age"'],
    ["insert into people (email) values (?)", ["y"], "QUERY.NOT_NULL_VIOLATION", 'column "age"'],
    ["insert into people (age) values (?)", [-4711], "QUERY.CHECK_VIOLATION", 'check constraint "CHK_age"'],
    ["insert into people (age) values (?)", ["4711x"], "QUERY.FAILED", "column"],
    ["insert into people (age, email) values (1, ?)", ["4711".repeat(20)], "QUERY.FAILED", "'email'"],
    ["select nothing from people", [], "QUERY.FAILED", "nothing"],
    ["selekt 1", [], "QUERY.FAILED", "syntax"],
    ["select * from missing", [], "QUERY.FAILED", "missing"],
  ])("translates the failure of %s", async (sql, parameters, code, text) => {
    const error = await failureOf(sql, parameters);
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(text)]);
    expect(error.details["errno"]).toEqual(expect.any(Number));
    expect(JSON.stringify(error) + String(error.cause)).not.toMatch(/secret|4711/);
  });

  it("names the constraint that a row breaks", async () => {
    const error = await failureOf("insert into people values (9, ?, 5, null, null)", ["secret@example.org"]);
    expect(error.details).toMatchObject({ constraint: "UQ_email", errno: 1062 });
  });

  it("knows that it is lost, and says so", async () => {
    const other = await place.driver.open();
    const [[id]] = (await other.execute("select connection_id()", [])).rows as [[string]];
    const waiting = other.execute("select sleep(20)", []).catch((error: unknown) => error);
    await place.query(`kill ${id}`);
    const error = place.server.errors.translate(await waiting, { sql: "select sleep(20)" });
    expect(error.code).toBe("CONNECTION.LOST");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(other.isOpen).toBe(false);
    const later = await other.execute("select 1", []).catch((caught: unknown) => caught);
    expect(place.server.errors.translate(later, { sql: "select 1" }).code).toBe("CONNECTION.LOST");
    await other.close();
  });

  it("survives the loss of an idle connection", async () => {
    const other = await place.driver.open();
    const [[id]] = (await other.execute("select connection_id()", [])).rows as [[string]];
    await place.query(`kill ${id}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(other.isOpen).toBe(false);
    await other.close();
  });

  it("says which database is missing", async () => {
    const url = new URL(String(place.options.url));
    url.pathname = "/orm_my_no_such_database";
    const error = await openingError({ url: url.href });
    expect([error.code, error.details["database"]]).toEqual(["CONNECTION.DATABASE_MISSING", "orm_my_no_such_database"]);
  });

  it("says that the login was refused, without the password", async () => {
    const url = new URL(String(place.options.url));
    url.username = "nobody_here";
    url.password = "s3cr3t";
    const error = await openingError({ url: url.href });
    expect(error.code).toBe("CONNECTION.AUTHENTICATION");
    expect(JSON.stringify(error) + String(error.cause)).not.toContain("s3cr3t");
  });

  it("keeps two processes apart by name", async () => {
    const [first, second] = [await place.driver.open(), await place.driver.open()];
    const { locks } = place.server;
    expect(await locks.tryAcquire(first, "orm:x")).toBe(true);
    expect(await locks.tryAcquire(second, "orm:x")).toBe(false);
    expect(await locks.tryAcquire(second, "orm:y")).toBe(true);
    expect((await locks.findHolder(second, "orm:x"))?.description).toMatch(/^connection \d+, user "\w+" from /);
    await first.close();
    for (let tries = 0; tries < 50 && !(await locks.tryAcquire(second, "orm:x")); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await locks.tryAcquire(place.connection, "orm:x")).toBe(false);
    await locks.release(second, "orm:x");
    expect(await locks.findHolder(second, "orm:x")).toBeUndefined();
    await second.close();
  });

  it("rolls the rows of a revision back", async () => {
    const { locks } = place.server;
    await locks.beginRevision(place.connection);
    await place.query("insert into parent values (77)");
    await locks.rollbackRevision(place.connection);
    await locks.beginRevision(place.connection);
    await place.query("insert into parent values (78)");
    await locks.commitRevision(place.connection);
    expect(await place.query("select id from parent where id > 10")).toEqual([[78]]);
  });
});

it("says that nobody answers", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const error = await openingError({ url: `mysql://me:s3cr3t@127.0.0.1:${port}/db` });
  expect([error.code, error.message]).toEqual([
    "CONNECTION.REFUSED",
    `no server answers at 127.0.0.1:${port}/db (ECONNREFUSED)`,
  ]);
});
