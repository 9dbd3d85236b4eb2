import { table } from "../../../src/schema/edit";
import type { Column, Schema, Table } from "../../../src/schema/model";
import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

function column(name: string, type: string, rest: Partial<Column> = {}): Column {
  return { name, type, nullable: false, ...rest };
}

const expression = (text: string): Column["default"] => ({ kind: "expression", sql: text });
const literal = (value: string | number | boolean): Column["default"] => ({ kind: "literal", value });

const authors: Table = table({
  name: "authors",
  comment: "who writes, and who doesn't",
  columns: [
    column("id", "integer", { autoIncrement: true }),
    column("uid", "uuid", { nullable: true }),
    column("name", "varchar(80)", { default: literal("o'neil\\x\n\"%ü"), comment: "it's a \\name" }),
    column("big", "bigint", { default: literal(-5) }),
    column("huge", "bigint unsigned", { default: literal("18446744073709551615") }),
    column("price", "decimal(10,2)", { default: literal(0) }),
    column("ratio", "double precision", { nullable: true, default: literal(1.5) }),
    column("part", "float", { nullable: true }),
    column("active", "boolean", { default: literal(true) }),
    column("small", "tinyint", { default: literal("7") }),
    column("data", "json", { nullable: true, default: literal('{"b": 1, "a": "x\'y"}') }),
    column("status", "enum('new', 'it''s', 'a\\\\b,c')", { default: literal("it's") }),
    column("flags", "set('x','y')", { default: literal("x,y") }),
    column("created", "datetime(6)", { default: expression("now(6)") }),
    column("updated", "datetime(6)", {
      default: expression("CURRENT_TIMESTAMP(6)"),
      attributes: { "mysql.onUpdate": "CURRENT_TIMESTAMP(6)" },
    }),
    column("at", "timestamp", { nullable: true }),
    column("day", "date", { nullable: true, default: literal("2020-01-31") }),
    column("moment", "datetime", { nullable: true, default: literal("2020-01-31") }),
    column("alarm", "time", { nullable: true, default: literal("10:00") }),
    column("since", "year", { nullable: true, default: literal(2020) }),
    column("letter", "char", { nullable: true }),
    column("raw", "blob", { nullable: true }),
    column("key", "binary(3)", { default: literal("ab") }),
    column("bits", "bit(3)", { default: literal(5) }),
    column("long", "text", { nullable: true, default: literal("abc") }),
    column("made", "varchar(40)", { nullable: true, default: expression("concat('a', upper('b'))") }),
    column("total", "decimal(12,2)", { nullable: true, generated: { expression: "price * 2", stored: true } }),
    column("label", "varchar(90)", { nullable: true, generated: { expression: "concat(name, '!ü')", stored: false } }),
    column("word", "varchar(20)", { nullable: true, collation: "utf8mb4_bin" }),
    column("padded", "int(5) zerofill", { nullable: true }),
    column("place", "point", { nullable: true }),
    column("spot", "point"),
  ],
  primaryKey: { name: "PK_authors", columns: ["id"] },
  uniques: [{ name: "UQ_name", columns: ["name"] }],
  checks: [
    { name: "CHK_price", expression: "price >= 0 AND (name <> '' OR active)" },
    { name: "CHK_name", expression: "name IN ('a', 'it''s', 'back\\\\slash', 'ü', 'ß€') or name is not null" },
  ],
  indexes: [
    { name: "IDX_unique", parts: [{ column: "big" }, { column: "small" }], unique: true },
    { name: "IDX_prefix", parts: [{ column: "long", attributes: { "mysql.length": 10 } }, { column: "big" }] },
    { name: "IDX_desc", parts: [{ column: "price", order: "desc" }, { column: "big" }], method: "btree" },
    { name: "IDX_text", parts: [{ column: "long" }], method: "fulltext" },
    { name: "IDX_spot", parts: [{ column: "spot" }], method: "spatial" },
  ],
});

const posts: Table = table({
  name: "posts",
  columns: [
    column("id", "bigint", { autoIncrement: true }),
    column("authorId", "int", { nullable: true }),
    column("editorId", "int", { nullable: true }),
    column("parent", "bigint", { nullable: true }),
  ],
  primaryKey: { name: "PK_posts", columns: ["id"] },
  foreignKeys: [
    {
      name: "FK_author",
      columns: ["authorId"],
      references: { table: "authors", columns: ["id"] },
      onDelete: "CASCADE",
      onUpdate: "RESTRICT",
    },
    {
      name: "FK_editor",
      columns: ["editorId"],
      references: { table: "authors", columns: ["id"] },
      onDelete: "SET NULL",
    },
    { name: "FK_parent", columns: ["parent"], references: { table: "posts", columns: ["id"] }, onDelete: "NO ACTION" },
  ],
  indexes: [{ name: "IDX_editor", parts: [{ column: "editorId" }] }],
});

const wanted: Schema = { tables: [authors, posts], enums: [], objects: [], unmanaged: [] };

describeEachPlace(places, "the schema of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("trip");
    await place.apply({ kind: "createTable", table: authors }, { kind: "createTable", table: posts });
  });
  afterAll(async () => place?.close());

  it("comes back as it was wanted, in the server's words", async () => {
    expect(await place.remaining(wanted)).toEqual([]);
  });

  it("is the same again when it is created from what was read", async () => {
    const first = await place.read();
    const [again, child] = first.tables;
    await place.query("drop table posts");
    await place.query("drop table authors");
    await place.apply({ kind: "createTable", table: again! }, { kind: "createTable", table: child! });
    expect(await place.read()).toEqual(first);
  });

  it("leaves nothing behind when it asks the server", async () => {
    await place.remaining(wanted);
    await expect(place.query("select * from orm_scratch")).rejects.toMatchObject({ errno: 1146 });
  });

  it("does not show the index that the server makes for a foreign key", async () => {
    const { tables } = await place.read();
    expect(tables.find(({ name }) => name === "posts")).toEqual({
      name: "posts",
      columns: [
        { name: "id", type: "bigint", nullable: false, autoIncrement: true },
        { name: "authorId", type: "int", nullable: true },
        { name: "editorId", type: "int", nullable: true },
        { name: "parent", type: "bigint", nullable: true },
      ],
      primaryKey: { columns: ["id"] },
      uniques: [],
      checks: [],
      foreignKeys: [
        {
          name: "FK_author",
          columns: ["authorId"],
          references: { table: "authors", columns: ["id"] },
          onDelete: "CASCADE",
        },
        {
          name: "FK_editor",
          columns: ["editorId"],
          references: { table: "authors", columns: ["id"] },
          onDelete: "SET NULL",
        },
        { name: "FK_parent", columns: ["parent"], references: { table: "posts", columns: ["id"] } },
      ],
      indexes: [{ name: "IDX_editor", parts: [{ column: "editorId" }] }],
    });
  });

  it.each([
    ["price", { default: literal(1) }],
    ["made", { default: expression("concat('a', upper('c'))") }],
    ["total", { generated: { expression: "price * 3", stored: true } }],
    ["name", { comment: "another" }],
    ["status", { type: "enum('new','old')" }],
    ["updated", { attributes: undefined }],
    ["word", { collation: undefined }],
  ] as const)("shows a change of column %s", async (name, change) => {
    const columns = authors.columns.map((found) => (found.name === name ? { ...found, ...change } : found));
    const operations = await place.remaining({ ...wanted, tables: [{ ...authors, columns }, posts] });
    expect(operations).toMatchObject([{ kind: "alterColumn", column: name }]);
  });

  it("shows a change of a check", async () => {
    const checks = [{ ...authors.checks[0]!, expression: "price > 0 AND (name <> '' OR active)" }, authors.checks[1]!];
    const operations = await place.remaining({ ...wanted, tables: [{ ...authors, checks }, posts] });
    expect(operations.map(({ kind }) => kind)).toEqual(["dropConstraint", "createCheckConstraint"]);
  });

  it("names what it does not manage", async () => {
    await place.query("create view v as select 1 as one");
    await place.query("create table parts (a int) engine = myisam");
    await place.query("create table whole (a int) engine = merge union = (parts)");
    const { unmanaged, tables } = await place.read();
    expect(unmanaged).toEqual([{ name: "whole", type: expect.stringMatching(/^MRG_MYISAM table$/i) as string }]);
    expect(tables.map(({ name }) => name)).not.toContain("whole");
    expect(await place.server.introspector.hasTable(place.connection, { name: "v" })).toBe(false);
    expect(await place.server.introspector.hasTable(place.connection, { name: "posts" })).toBe(true);
  });
});
