import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import type { DriverConnection } from "../../../src/dialect/driver";
import type { MigrationOptions } from "../../../src/migrate/migration-options";
import type { RunEvent } from "../../../src/migrate/run-event";
import { Runner } from "../../../src/migrate/runner";
import { describeEachPlace } from "../../support/each-place";
import { writeRevisionFile } from "../../support/write-revision-file";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

describeEachPlace(places, "changes of tables in use on %s", (_name, create) => {
  let place: Place;
  let other: DriverConnection;
  let root: string;
  const open: DataSource[] = [];

  beforeEach(async () => {
    place = await create("safe");
    other = await place.driver.open();
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-safe-"));
    await place.query("create table users (id int primary key, email varchar(50), age int)");
    await place.query("insert into users values (1, 'a', 1)");
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await other.close();
    await place.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function upgrade(body: string, migrations: MigrationOptions): Promise<readonly RunEvent[]> {
    writeRevisionFile(root, { id: "a1", downRevision: null, upgrade: body });
    const options = { ...place.options, root, poolSize: 1, migrations } as unknown as DataSourceOptions;
    const dataSource = await new DataSource(options).initialize();
    open.push(dataSource);
    const events: RunEvent[] = [];
    await new Runner(dataSource).upgrade("head", {
      onEvent: (event) => {
        events.push(event);
        if (event.type === "retry") void other.execute("commit", []);
      },
    });
    return events;
  }

  async function holdTable(): Promise<void> {
    await other.execute("start transaction", []);
    await other.execute("select * from users", []);
  }

  it("are asked for in the way that makes nobody wait", async () => {
    const events = await upgrade(
      `await op.addColumn("users", { name: "bio", type: "text", nullable: true });
       await op.createIndex("users", { name: "IDX", columns: ["email"] });`,
      { lockSafe: "require" },
    );
    const statements = events.flatMap((event) => (event.type === "statement" ? [event.sql] : []));
    expect(statements).toEqual([
      "ALTER TABLE `users` ADD COLUMN `bio` text NULL, ALGORITHM=INSTANT",
      "CREATE INDEX `IDX` ON `users` (`email`) ALGORITHM=INPLACE LOCK=NONE",
    ]);
    expect(events.some(({ type }) => type === "locks")).toBe(false);
  });

  const narrow = `await op.alterColumn("users", "age", { type: "smallint" });`;

  it("run as they are where there is no such way, and say so", async () => {
    const events = await upgrade(narrow, { lockSafe: true });
    expect(events.filter(({ type }) => type === "locks" || type === "statement")).toEqual([
      {
        type: "locks",
        revision: "a1",
        sql: "ALTER TABLE `users` MODIFY COLUMN `age` smallint NULL",
        reason: expect.stringContaining("cannot be made while others write") as string,
      },
      expect.objectContaining({ sql: "ALTER TABLE `users` MODIFY COLUMN `age` smallint NULL" }),
    ]);
  });

  it("stop with nothing changed where there is no such way and it is required", async () => {
    await expect(upgrade(narrow, { lockSafe: "require" })).rejects.toMatchObject({
      code: "REVISION.FAILED",
      details: { reason: { code: "QUERY.LOCK_NEEDED" } },
    });
    const [column] = await place.query("show columns from users like 'age'");
    expect(String(column![1])).toMatch(/^int/);
  });

  it("give up waiting for a lock and try the statement again", async () => {
    await holdTable();
    const events = await upgrade(
      `await op.execute("create table one (id int)"); await op.dropColumn("users", "email");`,
      { statementLockTimeout: 0.5 },
    );
    expect(events.filter(({ type }) => type === "retry")).toEqual([
      {
        type: "retry",
        revision: "a1",
        sql: "ALTER TABLE `users` DROP COLUMN `email`",
        attempt: 1,
        attempts: 11,
        delay: expect.any(Number) as number,
      },
    ]);
  });

  it("leave the settings of the connection as they were", async () => {
    await upgrade(narrow, { statementLockTimeout: 1 });
    const [row] = await open[0]!.query("select @@lock_wait_timeout = @@global.lock_wait_timeout as same");
    expect(Number((row as { readonly same: unknown }).same)).toBe(1);
  });

  it("list what is applied when the lock is never had", async () => {
    await holdTable();
    const body = `await op.execute("create table one (id int)"); await op.dropColumn("users", "email");`;
    await expect(upgrade(body, { statementLockTimeout: 0.5, statementLockRetries: 0 })).rejects.toMatchObject({
      code: "RUNNER.PARTIAL",
      details: { applied: ["create table one (id int)"], reason: { code: "QUERY.LOCK_TIMEOUT" } },
    });
  });
});
