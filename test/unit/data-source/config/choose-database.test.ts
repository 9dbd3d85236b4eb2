import { checkConfig } from "../../../../src/data-source/config/check-config";
import { chooseDatabase } from "../../../../src/data-source/config/choose-database";
import { environmentNameOf } from "../../../../src/data-source/config/load-config";
import { defineConfig, type NamedDatabasesConfig } from "../../../../src/data-source/config/orm-config";

const main = { dataSource: { type: "sqlite", database: "main.db" } } as const;
const many: NamedDatabasesConfig = {
  dataSource: { poolSize: 2, logging: true },
  migrations: { versionTable: "v", prove: false },
  databases: { main, events: { ...main, migrations: { directory: "other", prove: true } } },
};

describe("the database of a configuration", () => {
  it("is the only one, without a name", () => {
    expect(chooseDatabase(defineConfig(main), undefined)).toEqual({ dataSource: main.dataSource, migrations: {} });
    expect(chooseDatabase({ databases: { main } }, undefined)).toMatchObject({ name: "main" });
  });

  it("may be made by a function, which is typed", async () => {
    const make = defineConfig(async ({ x, env }) => ({
      dataSource: { url: x["url"] ?? env["NO_SUCH_VARIABLE"] ?? "sqlite:app.db" },
    }));
    expect(await make({ x: { url: "sqlite:x.db" }, env: {} })).toEqual({ dataSource: { url: "sqlite:x.db" } });
  });

  it("has what all share, where it does not say otherwise", () => {
    expect(chooseDatabase(many, "main")).toEqual({
      name: "main",
      dataSource: { type: "sqlite", database: "main.db", poolSize: 2, logging: true },
      migrations: { versionTable: "v", prove: false, directory: "migrations/main" },
    });
    expect(chooseDatabase(many, "events").migrations).toEqual({ versionTable: "v", prove: true, directory: "other" });
  });

  it("shares the folders that are named for all", () => {
    const shared = { databases: { main }, migrations: { directory: "db", versionLocations: ["db/versions"] } };
    expect(chooseDatabase(shared, "main").migrations).toEqual({ directory: "db", versionLocations: ["db/versions"] });
  });

  it.each([
    [many, undefined, "which database is meant? The configuration has main, events"],
    [many, "evnts", 'the configuration has no database "evnts"'],
    [many, "toString", 'the configuration has no database "toString"'],
    [main, "main", 'the configuration has no database "main": it has one, without a name'],
  ])("of %# is refused where it is not clear", (config, name, message) => {
    expect(() => chooseDatabase(config, name)).toThrow(message);
  });

  it.each([
    [undefined, "DATABASE_URL"],
    ["main", "MAIN_DATABASE_URL"],
    ["read-only.2", "READ_ONLY_2_DATABASE_URL"],
  ])("with the name %s has its URL in %s", (name, variable) => {
    expect(environmentNameOf(name)).toBe(variable);
  });
});

describe("the check of a configuration", () => {
  it.each([
    [{}, "does not export a configuration with a dataSource"],
    [{ dataSource: 1 }, "dataSource is neither options nor the path of a module"],
    [{ dataSource: {}, migrations: [] }, "migrations is not an object"],
    [{ databases: {} }, "databases names no database"],
    [{ databases: { all: main } }, "databases.all is no name for a database"],
    [{ databases: { a: {} } }, "databases.a has no dataSource"],
    [{ databases: { a: { ...main, migration: {} } } }, 'databases.a has no option "migration"'],
    [
      { databases: { a: { ...main, migrations: { recursiv: true } } } },
      'databases.a.migrations has no option "recursiv"',
    ],
    [{ dataSource: { synchronise: true } }, 'dataSource has no option "synchronise"'],
    [{ dataSource: { migrations: { prove: 1 } } }, "dataSource.migrations.prove is not true or false"],
    [
      { dataSource: {}, migrations: { environment: { runOffine: () => {} } } },
      'migrations.environment has no option "runOffine"',
    ],
    [{ dataSource: {}, migrations: { lockTimeout: -1 } }, "migrations.lockTimeout is not a number of seconds from 0"],
    [
      { dataSource: {}, migrations: { tenants: { kind: "row" } } },
      'migrations.tenants.kind is not one of "schema", "database"',
    ],
  ])("refuses %j", (config, message) => {
    expect(() => checkConfig(config, "orm.config.ts")).toThrow(message);
  });

  it("takes every option of a dialect, and options that are undefined", () => {
    const config = {
      dataSource: { type: "sqlite", database: "a.db", driver: "libsql", busyTimeout: 1, enableWAL: true },
      migrations: { directory: undefined, lockTimeout: "2m", compareType: false, processRevision: [() => {}] },
    };
    expect(checkConfig(config, "orm.config.ts")).toBe(config);
  });
});
