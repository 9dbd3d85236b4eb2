import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { Runner } from "../../../src/migrate/runner";
import { writeRevisionFile } from "../../support/write-revision-file";
import { driverNames } from "./place";

describe.each(driverNames)("a run of several revisions by %s", (driver) => {
  let root: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-run-"));
    const options = { type: "sqlite", driver, database: path.join(root, "app.db"), poolSize: 1, root };
    dataSource = await new DataSource(options as DataSourceOptions).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  async function switches(): Promise<readonly unknown[]> {
    return dataSource.withConnection(async (connection) => [
      Number((await connection.execute("PRAGMA foreign_keys", [])).rows[0]?.[0]),
      Number((await connection.execute("PRAGMA legacy_alter_table", [])).rows[0]?.[0]),
    ]);
  }

  it("leaves the connection with foreign keys on, also where a revision fails", async () => {
    writeRevisionFile(root, {
      id: "a1",
      downRevision: null,
      upgrade: `await op.execute("create table t (id integer)");`,
    });
    writeRevisionFile(root, {
      id: "b2",
      downRevision: "a1",
      upgrade: `await op.execute("create table t (id integer)");`,
    });
    await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({ code: "REVISION.FAILED" });
    expect(await switches()).toEqual([1, 0]);
  });

  it("does not carry the way of renaming of one revision into the next", async () => {
    const upgrade = `await op.execute("create table p (id integer primary key)"); await op.execute("create table c (p integer references p)");
      await op.execute("PRAGMA legacy_alter_table = ON");`;
    writeRevisionFile(root, { id: "a1", downRevision: null, upgrade });
    writeRevisionFile(root, {
      id: "b2",
      downRevision: "a1",
      upgrade: `await op.execute("alter table p rename to q");`,
    });
    await new Runner(dataSource).upgrade();
    const rows = await dataSource.query<{ sql: string }>("select sql from sqlite_schema where name = 'c'");
    expect(rows.map(({ sql }) => sql)).toEqual(['CREATE TABLE c (p integer references "q")']);
    expect(await switches()).toEqual([1, 0]);
  });

  it("finds references that a revision breaks, whichever it is", async () => {
    writeRevisionFile(root, {
      id: "a1",
      downRevision: null,
      upgrade: `await op.execute("create table p (id integer primary key)"); await op.execute("create table c (p integer references p)");
        await op.execute("insert into p values (1)"); await op.execute("insert into c values (1)");`,
    });
    writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade: `await op.execute("delete from p");` });
    await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({
      message: expect.stringContaining('1 rows of table "c" refer to rows of table "p" that do not exist') as string,
    });
    expect((await new Runner(dataSource).current()).map(({ revision }) => revision)).toEqual(["a1"]);
  });
});
