import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { sqliteDialect } from "../../../../src/dialects/sqlite";
import { guardedTables } from "../../../../src/dialects/sqlite/extensions/row-guard";
import type { Operation } from "../../../../src/operations/operation";
import { table } from "../../../../src/schema/edit";
import type { Schema } from "../../../../src/schema/model";

const dialect = sqliteDialect.resolve(sqliteDialect.offline);

const users = table({
  name: "users",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: "email", type: "varchar(255)", nullable: true, collation: "NOCASE" },
  ],
  primaryKey: { columns: ["id"] },
  uniques: [{ name: "UQ_email", columns: ["email"] }],
  indexes: [{ name: "IDX_email", parts: [{ column: "email", order: "desc" }], where: "email <> ''" }],
});
const schema: Schema = {
  tables: [users],
  enums: [],
  objects: [],
  unmanaged: [{ name: "_orm_rebuild_users", type: "view" }],
};

const lower = (...operations: readonly Operation[]) => dialect.lowering.lower(operations, { schema });
const compile = (...operations: readonly Operation[]): readonly string[] =>
  lower(...operations).flatMap((operation) =>
    compileOperation(dialect.ddl, operation, { schema }).map(({ sql }) => sql),
  );

it("writes a rebuild step by step", () => {
  expect(compile({ kind: "alterColumn", table: users, column: "email", change: { nullable: false } })).toEqual([
    "SELECT CASE WHEN foreign_keys THEN json('a table is rebuilt only while foreign keys are off') END FROM pragma_foreign_keys WHERE foreign_keys",
    'CREATE TEMP TABLE "_orm_rows" (name, rows)',
    `INSERT INTO temp."_orm_rows" VALUES ('users', (SELECT count(*) FROM "users"))`,
    'CREATE TABLE "_orm_rebuild_users_2" (\n' +
      '  "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n' +
      '  "email" varchar(255) COLLATE "NOCASE" NOT NULL,\n' +
      '  CONSTRAINT "UQ_email" UNIQUE ("email")\n)',
    'INSERT OR ABORT INTO "_orm_rebuild_users_2" ("id", "email") SELECT "id", "email" FROM "users"',
    "DELETE FROM sqlite_sequence WHERE name = '_orm_rebuild_users_2'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT '_orm_rebuild_users_2', seq FROM sqlite_sequence WHERE name = 'users'",
    'DROP TABLE "users"',
    "PRAGMA legacy_alter_table = ON",
    'ALTER TABLE "_orm_rebuild_users_2" RENAME TO "users"',
    "PRAGMA legacy_alter_table = OFF",
    `CREATE INDEX "IDX_email" ON "users" ("email" DESC) WHERE email <> ''`,
    "SELECT json_extract('{}', json_array('a rebuild keeps every row', old.name, old.rows, new.column2)) " +
      `FROM temp."_orm_rows" AS old JOIN (VALUES ('users', (SELECT count(*) FROM "users"))) AS new ` +
      "ON new.column1 = old.name WHERE old.rows <> new.column2",
    'DROP TABLE temp."_orm_rows"',
  ]);
});

it("counts the rows of every table that a rebuild could touch", () => {
  const named = (name: string, target?: string) =>
    table({
      name,
      columns: [{ name: "id", type: "integer", nullable: true }],
      foreignKeys: target === undefined ? [] : [{ columns: ["id"], references: { table: target, columns: ["id"] } }],
    });
  const trigger = (name: string, owner: string, action: string) =>
    ({ kind: "trigger", name, table: { name: owner }, event: "after insert", action }) as const;
  const tables = ["log", "mirror", "other"].map((name) => named(name));
  const many: Schema = {
    tables: [users, named("posts", "users"), named("comments", "posts"), ...tables],
    enums: [],
    objects: [
      trigger("a", "users", "begin insert into log values (new.id); end"),
      trigger("b", "mirror", "begin delete from users; end"),
      trigger("c", "other", "begin delete from log; end"),
    ],
    unmanaged: [],
  };
  expect(guardedTables(users, many)).toEqual(["comments", "log", "mirror", "posts", "users"]);
});

it("gathers the operations on a table, but not over raw SQL", () => {
  const alter: Operation = { kind: "alterColumn", table: users, column: "email", change: { type: "text" } };
  const drop: Operation = { kind: "dropConstraint", table: users, constraint: { type: "unique", name: "UQ_email" } };
  const other: Operation = {
    kind: "createTable",
    table: table({ name: "other", columns: users.columns, primaryKey: { columns: ["id"] } }),
  };
  const raw: Operation = { kind: "execute", strings: ["select 1"], values: [] };
  expect(lower(alter, other, drop).map(({ kind }) => kind)).toEqual(["sqlite.rebuildTable", "createTable"]);
  expect(lower(alter, raw, drop).map(({ kind }) => kind)).toEqual([
    "sqlite.rebuildTable",
    "execute",
    "sqlite.rebuildTable",
  ]);
});

it("does not bring back what a dropped column held, where one of its name comes again", () => {
  const column = { name: "email", type: "text", nullable: true };
  const drop: Operation = { kind: "dropColumn", table: users, column: "email" };
  const copies = compile(drop, { kind: "addColumn", table: users, column }).filter((sql) =>
    sql.startsWith("INSERT OR"),
  );
  expect(copies).toEqual(['INSERT OR ABORT INTO "_orm_rebuild_users_2" ("id") SELECT "id" FROM "users"']);
});

it("fills a column from another only after that one has been filled", () => {
  const fill: Operation = {
    kind: "alterColumn",
    table: users,
    column: "email",
    change: { nullable: false },
    backfill: { kind: "literal", value: "none" },
  };
  const copy: Operation = {
    kind: "addColumn",
    table: users,
    column: { name: "contact", type: "text", nullable: false },
    backfill: { kind: "expression", sql: "upper(email)" },
  };
  const copies = compile(fill, copy).filter((sql) => sql.startsWith("INSERT OR"));
  expect(copies).toHaveLength(2);
  expect(copies[1]).toContain("upper(email)");
});

it("renames an index by making it anew", () => {
  expect(compile({ kind: "renameIndex", table: users, index: "IDX_email", newName: "IDX_2" })).toEqual([
    'DROP INDEX "IDX_email"',
    `CREATE INDEX "IDX_2" ON "users" ("email" DESC) WHERE email <> ''`,
  ]);
});

it("drops the constraints and indexes of a dropped column with it", () => {
  const [, , , create, ...rest] = compile({ kind: "dropColumn", table: users, column: "email" });
  expect(create).toBe('CREATE TABLE "_orm_rebuild_users_2" (\n  "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL\n)');
  expect(rest.filter((sql) => sql.startsWith("CREATE INDEX"))).toEqual([]);
});

it("says which operations need to know the schema", () => {
  const column = { name: "a", type: "text", nullable: true };
  const needs = (operation: Operation): boolean => dialect.lowering.needsSchema(operation);
  expect([
    needs({ kind: "addColumn", table: users, column }),
    needs({ kind: "addColumn", table: users, column: { ...column, generated: { expression: "1", stored: true } } }),
    needs({ kind: "alterColumn", table: users, column: "a", change: { comment: "x" } }),
    needs({ kind: "alterColumn", table: users, column: "a", change: { nullable: true } }),
    needs({ kind: "dropColumn", table: users, column: "a" }),
    needs({ kind: "createIndex", table: users, index: { name: "i", parts: [] } }),
    needs({ kind: "renameColumn", table: users, column: "a", newName: "b" }),
  ]).toEqual([false, true, false, true, true, false, true]);
});

it("refuses to number what SQLite cannot number", () => {
  const composite = table({
    name: "t",
    columns: [{ name: "id", type: "integer", nullable: false, autoIncrement: true }, ...users.columns.slice(1)],
    primaryKey: { columns: ["id", "email"] },
  });
  expect(() => compile({ kind: "createTable", table: composite })).toThrow(
    'table "t", column "id": only an integer column that is the whole primary key can be numbered',
  );
});

it("has no comments, and writes none", () => {
  const commented = { ...users, indexes: [], comment: "x", columns: [{ ...users.columns[1]!, comment: "y" }] };
  expect(compile({ kind: "commentOn", table: users, comment: "x" })).toEqual([]);
  expect(
    compile({
      kind: "createTable",
      table: { ...commented, name: "c", primaryKey: { columns: ["email"] }, uniques: [] },
    }),
  ).toEqual(['CREATE TABLE "c" (\n  "email" varchar(255) COLLATE "NOCASE",\n  PRIMARY KEY ("email")\n)']);
});

it("fills, converts and replaces what rows hold in one rebuild", () => {
  const where = { kind: "alterColumn", table: { name: "users" }, column: "email" } as const;
  const statements = compile(
    {
      kind: "addColumn",
      table: where.table,
      column: { name: "slug", type: "text", nullable: false },
      backfill: { kind: "expression", sql: "lower(email)" },
    },
    { ...where, change: { type: "text" }, replace: { old: "it's new" } },
    { ...where, change: { nullable: false }, backfill: { kind: "literal", value: "none" } },
  );
  expect(statements.filter((sql) => sql.startsWith("INSERT OR ABORT"))).toEqual([
    `INSERT OR ABORT INTO "_orm_rebuild_users_2" ("id", "email", "slug") SELECT "id", ` +
      `coalesce(CASE "email" WHEN 'old' THEN 'it''s new' ELSE "email" END, 'none'), (lower(email)) FROM "users"`,
  ]);
});
