import { sqliteDialect } from "../../../../src/dialects/sqlite";
import type { Expression } from "../../../../src/sql/ast";
import type { InsertQuery } from "../../../../src/sql/ast";

const { queries, errors, capabilities } = sqliteDialect.resolve(sqliteDialect.offline);
const slot = (index: number): Expression => ({ kind: "parameter", slot: index });
const byDefault: Expression = { kind: "default" };
const insert = (columns: readonly string[], ...rows: readonly (readonly Expression[])[]): InsertQuery => ({
  kind: "insert",
  into: { name: "users" },
  columns,
  rows,
  returning: ["id"],
});

it("leaves out columns that every row leaves to their default", () => {
  expect(queries.compile(insert(["id", "name"], [byDefault, slot(0)], [byDefault, slot(1)])).sql).toBe(
    'INSERT INTO "users" ("name") VALUES (?), (?) RETURNING "id"',
  );
  expect(queries.compile(insert(["id"], [byDefault])).sql).toBe('INSERT INTO "users" DEFAULT VALUES RETURNING "id"');
});

it("refuses to mix defaults and values", () => {
  expect(() => queries.compile(insert(["id"], [byDefault], [slot(0)]))).toThrow(
    'table "users": one INSERT cannot mix defaults and values',
  );
});

it("writes OFFSET without a limit, and no row locks", () => {
  const { sql } = queries.compile({
    kind: "select",
    columns: [{ expression: { kind: "column", table: "u", name: "id" } }],
    from: [{ kind: "table", table: { name: "users" }, alias: "u" }],
    joins: [],
    orderBy: [],
    offset: slot(0),
    lock: { strength: "update" },
  });
  expect(sql).toBe('SELECT "u"."id" FROM "users" "u" LIMIT -1 OFFSET ?');
});

it("takes the write lock at the start of a transaction that may write", () => {
  expect([queries.begin({ isolation: "SERIALIZABLE" }), queries.begin({ readOnly: true })]).toEqual([
    ["BEGIN IMMEDIATE"],
    ["BEGIN"],
  ]);
  expect(queries.literal(true)).toBe("1");
});

it("understands the errors of every package", () => {
  const translate = (error: object, sql?: string): unknown => {
    const { code, details } = errors.translate(Object.assign(new Error(), error), sql === undefined ? {} : { sql });
    return [code, details["sqlite"], details["columns"] ?? details["constraint"]];
  };
  const failed = "UNIQUE constraint failed: t.a, t.b";
  expect([
    translate({ code: "SQLITE_CONSTRAINT", errno: 19, message: `SQLITE_CONSTRAINT: ${failed}` }, "x"),
    translate({ code: "SQLITE_CONSTRAINT_UNIQUE", message: failed }, "x"),
    translate({ code: "ERR_SQLITE_ERROR", errcode: 2067, message: failed }, "x"),
    translate({ code: "SQLITE_CONSTRAINT_UNIQUE", message: "UNIQUE constraint failed: index 'i'" }, "x"),
    translate({ code: "", message: 'ConnectionFailed("Unable to open connection to local database x: 14")' }),
    translate({ code: "ERR_SQLITE_ERROR", errcode: 5, message: "database is locked" }, "x"),
    translate({ message: "something else" }),
  ]).toEqual([
    ["QUERY.UNIQUE_VIOLATION", "SQLITE_CONSTRAINT_UNIQUE", ["a", "b"]],
    ["QUERY.UNIQUE_VIOLATION", "SQLITE_CONSTRAINT_UNIQUE", ["a", "b"]],
    ["QUERY.UNIQUE_VIOLATION", "SQLITE_CONSTRAINT_UNIQUE", ["a", "b"]],
    ["QUERY.UNIQUE_VIOLATION", "SQLITE_CONSTRAINT_UNIQUE", "i"],
    ["CONNECTION.FAILED", "SQLITE_CANTOPEN", undefined],
    ["QUERY.LOCK_TIMEOUT", "SQLITE_BUSY", undefined],
    ["CONNECTION.FAILED", undefined, undefined],
  ]);
});

it("refuses a version that is too old", () => {
  expect(() => sqliteDialect.resolve({ version: "3.36.9", facts: {} })).toThrow("SQLite 3.36.9 is too old");
  expect(capabilities.insertReturning).toBe(true);
});
