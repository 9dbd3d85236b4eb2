import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import type { DriverConnection } from "../../../src/dialect/driver";
import { compareSchemas } from "../../../src/migrate/compare";
import type { MigrationOptions } from "../../../src/migrate/migration-options";
import type { RunEvent } from "../../../src/migrate/run-event";
import { Runner } from "../../../src/migrate/runner";
import { introspect } from "../../../src/migrate/schemas-of";
import { flattenAutocommit } from "../../../src/operations/autocommit";
import { summarizeOperation } from "../../../src/operations/definitions";
import { describeEachPlace } from "../../support/each-place";
import { writeRevisionFile } from "../../support/write-revision-file";
import * as after from "./lock-safe/after";
import * as before from "./lock-safe/before";
import { serverPlaces, type Place } from "./place";

jest.setTimeout(60_000);

/** What changes a table in use, and back again. */
const LOCK_SAFE = `export async function upgrade(op: Operations): Promise<void> {
  await op.createCheckConstraint("users", {
    name: "users_email_filled_check",
    expression: '"email" IS NOT NULL',
    notValid: true,
  });

  await op.autocommit(async (op) => {
    await op.validateConstraint("users", "check", "users_email_filled_check");
  });

  // Breaks running code: what writes NULL into column "email" of table "users" fails, and so does this where a row holds it.
  await op.alterColumn("users", "email", { nullable: false });

  await op.dropConstraint("users", { type: "check", name: "users_email_filled_check" });

  await op.autocommit(async (op) => {
    await op.createIndex("users", { name: "users_email", columns: ["email"], unique: true, concurrently: true });
  });

  await op.createUniqueConstraint("users", { name: "users_email", columns: ["email"], usingIndex: "users_email" });
  await op.createCheckConstraint("users", { name: "users_age", expression: "age > 0", notValid: true });
  await op.createForeignKey("users", {
    name: "users_team",
    columns: ["teamId"],
    references: { table: "teams", columns: ["id"] },
    notValid: true,
  });

  await op.autocommit(async (op) => {
    await op.validateConstraint("users", "check", "users_age");
    await op.createIndex("users", { name: "users_age_index", columns: ["age"], concurrently: true });
    await op.validateConstraint("users", "foreignKey", "users_team");
  });
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropConstraint("users", { type: "foreignKey", name: "users_team" });

  await op.autocommit(async (op) => {
    await op.dropIndex("users", "users_age_index", { concurrently: true });
  });

  await op.dropConstraint("users", { type: "check", name: "users_age" });
  await op.dropConstraint("users", { type: "unique", name: "users_email" });
  await op.alterColumn("users", "email", { nullable: true });
}
`;

describeEachPlace(serverPlaces, "changes of tables in use on %s", (name, create) => {
  let place: Place;
  let other: DriverConnection;
  let root: string;
  const open: DataSource[] = [];

  beforeEach(async () => {
    place = await create(`safe_${name.replace(/\W/g, "")}`);
    other = await place.driver.open();
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-safe-"));
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await other.close();
    await place.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function connect(entities: object, migrations: MigrationOptions = {}): Promise<Runner> {
    const classes = Object.values(entities).filter((value) => typeof value === "function");
    const options = { ...place.options, root, entities: classes, migrations } as unknown as DataSourceOptions;
    const dataSource = await new DataSource(options).initialize();
    open.push(dataSource);
    return new Runner(dataSource);
  }

  const write = (id: string, downRevision: string | null, upgrade: string): void =>
    writeRevisionFile(root, { id, downRevision, upgrade });

  async function versions(): Promise<readonly unknown[]> {
    return (await place.query("select version_num from orm_version")).map(([version]) => version);
  }

  /** Reads and writes without end, and gives up where it has to wait for a second. */
  function keepBusy(): { stop(): Promise<number> } {
    const busy = new AbortController();
    const work = (async () => {
      let count = 0;
      await other.execute("set lock_timeout = '1s'", []);
      while (!busy.signal.aborted) {
        await other.execute(`insert into users (email, age, "teamId") values (gen_random_uuid()::text, 1, 1)`, []);
        await other.execute("select count(*) from users where age = 2", []);
        count += 1;
      }
      return count;
    })();
    return {
      stop: async () => {
        busy.abort();
        return work;
      },
    };
  }

  it("are written in lock-safe forms, and applied while others read and write", async () => {
    const one = await connect(before);
    await one.revision({ message: "first", autogenerate: true });
    await one.upgrade();
    await place.query("insert into teams default values");
    await place.query(
      `insert into users (email, age, "teamId") select 'user' || n, 1 + n % 90, 1 from generate_series(1, 20000) n`,
    );
    const start = await introspect(open[0]!);

    const two = await connect(after);
    const written = await two.revision({ message: "second", autogenerate: true, lockSafe: true });
    expect(written?.proof?.outcome).toBe("proved");
    expect(bodyOf(readFileSync(written!.path, "utf8"))).toBe(LOCK_SAFE);
    const busy = keepBusy();
    await two.upgrade();
    expect((await two.check()).summaries).toEqual([]);
    await two.downgrade("-1");
    expect(await busy.stop()).toBeGreaterThan(0);
    expect(await introspect(open[0]!)).toEqual(start);
  });

  it("keep what is said of indexes and constraints", async () => {
    await place.query("create table users (id integer not null, email text, age integer)");
    const actual = await place.read();
    await place.query(`alter table users add constraint users_email unique (email) include (age) deferrable initially deferred,
      add constraint users_key primary key (id), add constraint users_adult check (age > 17)`);
    await place.query("create index users_age on users ((age + 1), email desc)");
    await place.query("alter index users_age alter column 1 set statistics 500");
    for (const [target, text] of [
      ["index users_age", "an index"],
      ["constraint users_email on users", "a key"],
      ["constraint users_adult on users", "a check"],
      ["constraint users_key on users", "the key"],
    ]) {
      await place.query(`comment on ${target} is '${text}'`);
    }
    const wanted = await place.read();
    const { operations } = await compareSchemas(place.server, place.connection, actual, wanted);
    await place.query("drop table users");
    await place.query("create table users (id integer not null, email text, age integer)");
    await place.apply(...flattenAutocommit(place.server.lockSafety.rewrite(operations, actual)));
    expect(await place.read()).toEqual(wanted);
  });

  it("build an index concurrently where the entity says so", async () => {
    const one = await connect(before);
    await one.revision({ message: "first", autogenerate: true });
    await one.upgrade();
    const two = await connect(after);
    const written = await two.revision({ message: "second", autogenerate: true });
    const blocks = written?.operations.filter(({ kind }) => kind === "autocommit") ?? [];
    expect(blocks.map(summarizeOperation)).toEqual([
      'outside of a transaction: create index "users_age_index" on table "users"',
    ]);
    await two.upgrade();
    await two.downgrade("-1");
    expect((await introspect(open[0]!)).tables.flatMap(({ indexes }) => indexes)).toEqual([]);
  });

  it("leave nothing of an index that could not be built, and build it anew the next time", async () => {
    await place.query("create table users (email text)");
    await place.query("insert into users values ('a'), ('a')");
    const index = `{ name: "users_email", columns: ["email"], unique: true, concurrently: true }`;
    write("a1", null, `await op.autocommit((op) => op.createIndex("users", ${index}));`);
    const runner = await connect({});
    await expect(runner.upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
    expect(await place.query("select indisvalid from pg_index where indrelid = 'users'::regclass")).toEqual([]);
    await place.query("delete from users");
    await runner.upgrade();
    expect(await place.query("select indisvalid from pg_index where indrelid = 'users'::regclass")).toEqual([["t"]]);
    expect(await versions()).toEqual(["a1"]);
  });

  it("find an index that is not valid, and build it anew", async () => {
    const runner = await connect(after);
    await runner.revision({ message: "first", autogenerate: true });
    await runner.upgrade();
    await place.query("update pg_index set indisvalid = false where indexrelid = 'users_age_index'::regclass");
    const written = await runner.revision({ message: "second", autogenerate: true, lockSafe: true });
    expect(written?.operations.map(summarizeOperation)).toEqual([
      'outside of a transaction: drop index "users_age_index" of table "users"; create index "users_age_index" on table "users"',
    ]);
    await runner.upgrade();
    expect((await runner.check()).summaries).toEqual([]);
  });

  it("keep what was committed when they fail, and move the version only as a whole", async () => {
    write(
      "a1",
      null,
      `await op.execute("create table one ()");
       await op.autocommit(async (op) => { await op.execute("create table two ()"); });
       await op.execute("create table three ()");
       throw new Error("stop");`,
    );
    const runner = await connect({});
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "RUNNER.PARTIAL",
      hint: expect.stringMatching(/^What ran up to the end of op.autocommit is committed: 2 statements/) as string,
      details: { applied: ["create table one ()", "create table two ()"] },
    });
    const tables = await place.query(
      "select relname from pg_class where relname in ('one', 'two', 'three') order by 1",
    );
    expect(tables).toEqual([["one"], ["two"]]);
    expect(await versions()).toEqual([]);
  });

  it("go on as a transaction behind a block whose failure the revision catches", async () => {
    write(
      "a1",
      null,
      `await op.autocommit((op) => op.execute("select 1/0")).catch(() => undefined);
       await op.execute("create table one ()");
       throw new Error("stop");`,
    );
    const runner = await connect({});
    await expect(runner.upgrade()).rejects.toMatchObject({ code: "REVISION.FAILED" });
    expect(await place.query("select relname from pg_class where relname = 'one'")).toEqual([]);
  });

  it("refuse to build an index concurrently inside a transaction, before any SQL", async () => {
    await place.query("create table users (email text)");
    write("a1", null, `await op.createIndex("users", { name: "i", columns: ["email"], concurrently: true });`);
    const runner = await connect({});
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      message: expect.stringContaining('"create index "i" on table "users"" cannot run inside a transaction') as string,
      hint: expect.stringContaining("op.autocommit") as string,
    });
  });

  it("give up waiting for a lock, roll back, and try the whole revision again", async () => {
    await place.query("create table users (email text)");
    write("a1", null, `await op.execute("create table one ()"); await op.dropColumn("users", "email");`);
    const runner = await connect({}, { statementLockTimeout: 0.1 });
    await other.execute("begin", []);
    await other.execute("lock table users in access share mode", []);
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => {
      events.push(event);
      if (event.type === "retry") void other.execute("commit", []);
    };
    await runner.upgrade("head", { onEvent });
    expect(events.filter(({ type }) => type === "retry")).toEqual([
      { type: "retry", revision: "a1", attempt: 1, attempts: 11, delay: expect.any(Number) as number },
    ]);
    expect(await versions()).toEqual(["a1"]);
  });

  it("stop with nothing changed when the lock is never had", async () => {
    await place.query("create table users (email text)");
    write("a1", null, `await op.execute("create table one ()"); await op.dropColumn("users", "email");`);
    const runner = await connect({}, { statementLockTimeout: 0.05, statementLockRetries: 1 });
    await other.execute("begin", []);
    await other.execute("lock table users in access share mode", []);
    await expect(runner.upgrade()).rejects.toMatchObject({
      code: "REVISION.FAILED",
      details: { reason: { code: "QUERY.LOCK_TIMEOUT" } },
    });
    expect(await place.query("select relname from pg_class where relname = 'one'")).toEqual([]);
  });

  it.each(["inside", "behind"])("try a statement again by itself %s a block", async (where) => {
    await place.query("create table users (email text)");
    const change = `await op.dropColumn("users", "email");`;
    const body =
      where === "inside"
        ? `await op.autocommit(async (op) => { ${change} });`
        : `await op.autocommit((op) => op.execute("create table two ()")); ${change}`;
    write("a1", null, `await op.execute("create table one ()"); ${body}`);
    const runner = await connect({}, { statementLockTimeout: 0.1 });
    await other.execute("begin", []);
    await other.execute("lock table users in access share mode", []);
    const retried: (string | undefined)[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type !== "retry") return;
      retried.push(event.sql);
      void other.execute("commit", []);
    };
    await runner.upgrade("head", { onEvent });
    expect(retried).toEqual(['ALTER TABLE "users" DROP COLUMN "email"']);
    expect(await versions()).toEqual(["a1"]);
  });
});

/** The two functions of a revision file. */
function bodyOf(source: string): string {
  return source.slice(source.indexOf("export async function upgrade"));
}
