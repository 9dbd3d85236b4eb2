import { createServer, type AddressInfo } from "node:net";
import { postgresDialect } from "../../../src/dialects/postgres";
import type { OrmError } from "../../../src/errors/orm-error";
import { places, serverPlaces, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const openingError = async (options: Record<string, unknown>): Promise<OrmError> => {
  const driver = postgresDialect.connect({ type: "postgres", ...options });
  return driver.open().then(
    () => {
      throw new Error("it connected");
    },
    (error: unknown) => postgresDialect.errors.translate(error, { address: driver.address }),
  );
};

describeEachPlace(places, "a connection to %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("connection");
    await place.query(
      "create table people (id integer primary key, email text constraint uq_email unique, age integer not null check (age > 0), boss integer references people)",
    );
    await place.query("insert into people values (1, 'secret@example.org', 5, null)");
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
    const results = await Promise.all([1, 2, 3].map((value) => place.query("select $1::integer", [value])));
    expect(results).toEqual([[["1"]], [["2"]], [["3"]]]);
  });

  it("says which key exists already, without its values", async () => {
    const error = await failureOf("insert into people values ($1, $2, 5)", [2, "secret@example.org"]);
    expect(error).toMatchObject({
      code: "QUERY.UNIQUE_VIOLATION",
      message: 'table "people", column "email": a row with the same key exists (constraint "uq_email")',
      details: { constraint: "uq_email", table: "people", columns: ["email"] },
    });
    expect(JSON.stringify(error) + String(error.cause)).not.toContain("secret");
  });

  it.each([
    ["insert into people values (3, 'x', null)", "QUERY.NOT_NULL_VIOLATION", 'column "age"'],
    ["insert into people values (3, 'x', -1)", "QUERY.CHECK_VIOLATION", "people_age_check"],
    ["insert into people values (3, 'x', 1, 99)", "QUERY.FOREIGN_KEY_VIOLATION", "does not exist"],
    ["select nothing from people", "QUERY.FAILED", 'column "nothing" does not exist'],
    ["selekt 1", "QUERY.FAILED", "syntax error"],
  ])("translates the failure of %s", async (sql, code, text) => {
    const error = await failureOf(sql);
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
    expect(error.hint).toBeTruthy();
  });

  it("says where a statement is wrong", async () => {
    expect((await failureOf("select nothing from people")).details).toMatchObject({ position: 8, sqlstate: "42703" });
  });

  it("refuses to call a rollback a commit", async () => {
    await place.query("begin");
    await failureOf("selekt 1");
    expect(await failureOf("commit")).toMatchObject({ code: "QUERY.FAILED" });
    expect(await place.query("select 1")).toEqual([["1"]]);
  });

  it("goes on with a prepared statement after the columns of its table changed", async () => {
    await place.query("create table shape (id integer)");
    const read = (): Promise<unknown> =>
      place.connection.execute("select * from shape where $1 = 1", [1], { prepare: true });
    await read();
    await place.query("alter table shape add column word text");
    expect(await read()).toMatchObject({ fields: [{ name: "id" }, { name: "word" }] });
    await place.query("drop table shape");
  });
});

describeEachPlace(serverPlaces, "the server %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("server");
  });
  afterAll(async () => place?.close());

  it("loses a connection without ending the process", async () => {
    const other = await place.driver.open();
    const pid = (await other.execute("select pg_backend_pid()", [])).rows[0]![0];
    await place.query("select pg_terminate_backend($1)", [pid]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(other.isOpen).toBe(false);
    const error = await other.execute("select 1", []).then(
      () => undefined,
      (cause: unknown) => place.server.errors.translate(cause, { sql: "select 1" }),
    );
    expect(error?.code).toBe("CONNECTION.LOST");
    await other.close();
  });

  it("uses the schema of the options for names without one", async () => {
    const options = { ...place.options, schema: "Odd schema" };
    await place.query('create schema "Odd schema"');
    const driver = postgresDialect.connect(options);
    const connection = await driver.open();
    await connection.execute("create table here (id integer)", []);
    const server = postgresDialect.resolve(await driver.readServerInfo(connection));
    expect(server.defaultSchema).toBe("Odd schema");
    expect((await server.introspector.read(connection, {})).tables.map(({ name, schema }) => [name, schema])).toEqual([
      ["here", undefined],
    ]);
    await connection.close();
  });

  it("says what is wrong when it cannot connect, without the password", async () => {
    const url = new URL(place.options.url!);
    url.password = "s3cret";
    url.pathname = "/no_such_database";
    const missing = await openingError({ url: url.href });
    expect(missing).toMatchObject({ code: "CONNECTION.DATABASE_MISSING" });
    expect(JSON.stringify(missing)).not.toContain("s3cret");
  });

  it("lets one session have the lock, and names its holder", async () => {
    const { locks } = place.server;
    const [first, second] = [await place.driver.open(), await place.driver.open()];
    expect(await locks.tryAcquire(first, "run")).toBe(true);
    expect(await locks.tryAcquire(second, "run")).toBe(false);
    expect(await locks.tryAcquire(second, "another run")).toBe(true);
    await locks.release(second, "another run");
    expect((await locks.findHolder(second, "run"))?.description).toMatch(
      /^pid \d+, user "postgres" from .+, application "ormolu", since /,
    );
    await locks.release(first, "run");
    expect(await locks.findHolder(second, "run")).toBeUndefined();
    expect(await locks.tryAcquire(second, "run")).toBe(true);
    await second.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await locks.tryAcquire(first, "run")).toBe(true);
    await locks.release(first, "run");
    await first.close();
  });
});

describe("a server that is not there", () => {
  it("is reported with its address", async () => {
    expect(
      await openingError({ host: "127.0.0.1", port: 1, username: "me", password: "s3cret", database: "x" }),
    ).toMatchObject({
      code: "CONNECTION.REFUSED",
      message: "no server answered at 127.0.0.1:1/x",
    });
  });

  it("is given up on when it accepts and says nothing", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const error = await openingError({ host: "127.0.0.1", port, username: "me", database: "x", connectTimeoutMS: 200 });
    expect(error.code).toBe("CONNECTION.REFUSED");
    silent.close();
  });
});
