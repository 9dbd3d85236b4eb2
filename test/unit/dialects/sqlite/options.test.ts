import { resolve } from "node:path";
import { readSqliteOptions } from "../../../../src/dialects/sqlite/options";

const read = (options: Record<string, unknown>) => readSqliteOptions({ type: "sqlite", ...options });

it.each([
  ["sqlite:data/app.db", resolve("data/app.db")],
  ["sqlite:///var/app.db", "/var/app.db"],
  ["sqlite://app.db", resolve("app.db")],
  ["sqlite::memory:", ":memory:"],
  ["file:app.db", resolve("app.db")],
  ["file:///var/my%20app.db", "/var/my app.db"],
])("reads the url %s", (url, path) => {
  expect(read({ url }).path).toBe(path);
});

it("has defaults that suit a file and a memory", () => {
  expect(read({ database: "a.db" })).toEqual({
    path: resolve("a.db"),
    address: "a.db",
    isMemory: false,
    driver: undefined,
    busyTimeout: 5000,
    readonly: false,
    fileMustExist: false,
    enableWAL: false,
    maxConnections: 4,
  });
  expect(read({ database: ":memory:", poolSize: 9 })).toMatchObject({ isMemory: true, maxConnections: 1 });
});

it.each([
  [{}, "the data source names no database file"],
  [{ url: "postgres://secret@host/db" }, "the url of the data source is not one of a database file"],
  [{ database: "a.db", driver: "better-sqlite" }, 'driver "better-sqlite" is unknown'],
  [{ database: "a.db", busyTimeout: -1 }, 'option "busyTimeout" is not a whole number from 0'],
])("refuses %j", (options, message) => {
  expect(() => read(options)).toThrow(message);
});
