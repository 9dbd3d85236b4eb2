import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { AnsiQueryCompiler } from "../../../src/dialect/ansi-query-compiler";
import { createVersionTable, isRunnerTable } from "../../../src/migrate/version-table";

const dialect = {
  queries: new AnsiQueryCompiler(),
  types: { format: (type: string) => type },
} as unknown as ResolvedDialect;

describe("the version table", () => {
  const table = createVersionTable(dialect, {});

  it("moves one row by one UPDATE", () => {
    expect(table.moveSql(["a"], ["b"])).toEqual([
      `UPDATE "orm_version" SET "version_num" = 'b' WHERE "version_num" = 'a'`,
    ]);
  });

  it("inserts the first row and deletes the last", () => {
    expect(table.moveSql([], ["a"])).toEqual([`INSERT INTO "orm_version" ("version_num") VALUES ('a')`]);
    expect(table.moveSql(["a"], [])).toEqual([`DELETE FROM "orm_version" WHERE "version_num" = 'a'`]);
  });

  it("turns two rows into one at a merge, and back", () => {
    expect(table.moveSql(["a", "b"], ["m"])).toEqual([
      `DELETE FROM "orm_version" WHERE "version_num" = 'b'`,
      `UPDATE "orm_version" SET "version_num" = 'm' WHERE "version_num" = 'a'`,
    ]);
    expect(table.moveSql(["m"], ["a", "b"])).toEqual([
      `UPDATE "orm_version" SET "version_num" = 'a' WHERE "version_num" = 'm'`,
      `INSERT INTO "orm_version" ("version_num") VALUES ('b')`,
    ]);
  });

  it("leaves rows alone that stay", () => {
    expect(table.moveSql(["a", "x"], ["b", "x"])).toEqual([
      `UPDATE "orm_version" SET "version_num" = 'b' WHERE "version_num" = 'a'`,
    ]);
  });

  it("is named as the options say, with its schema", () => {
    const own = createVersionTable(dialect, { versionTable: "alembic_version", versionTableSchema: "app" });
    expect(own.createSql()).toBe(
      `CREATE TABLE IF NOT EXISTS "app"."alembic_version" ("version_num" varchar(32) NOT NULL PRIMARY KEY)`,
    );
  });
});

describe("isRunnerTable", () => {
  it("knows every table of the runner, and the version table under its own name", () => {
    const names = ["orm_version", "orm_journal", "alembic_version", "users"];
    expect(names.map((name) => isRunnerTable(name, { versionTable: "alembic_version" }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
