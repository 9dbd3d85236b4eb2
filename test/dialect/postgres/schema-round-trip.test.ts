import { operationDefinitions as op } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import type { Column, Schema, Table } from "../../../src/schema/model";
import { sql } from "../../../src/sql/sql-tag";
import { postgresDialect } from "../../../src/dialects/postgres";
import { places, serverPlaces, type Place } from "./place";
import { createOf } from "../../../src/operations/objects/define-object-operations";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const enums = [
  { name: "Status_enum", values: ["draft", "it's", "published"] },
  { name: "status", values: ["new", "old"] },
];

function column(name: string, type: string, rest: Partial<Column> = {}): Column {
  return { name, type, nullable: false, ...rest };
}

const expression = (text: string): Column["default"] => ({ kind: "expression", sql: text });
const literal = (value: string | number | boolean): Column["default"] => ({ kind: "literal", value });

const authors: Table = table({
  name: "authors",
  comment: "who writes",
  columns: [
    column("id", "integer", { autoIncrement: true }),
    column("uid", "uuid", { default: expression("gen_random_uuid()") }),
    column("name", "varchar(80)", { default: literal("o'neil\\x"), comment: "it's a name" }),
    column("big", "bigint", { default: literal(-5) }),
    column("price", "numeric(10,2)", { default: literal(0) }),
    column("ratio", "double precision", { nullable: true, default: literal(1.5) }),
    column("active", "boolean", { default: literal(true) }),
    column("tags", "text[]", { default: literal("{}") }),
    column("data", "jsonb", { default: literal('{"b": 1, "aa": 2}') }),
    column("status", "status", { default: literal("new") }),
    column("states", "Status_enum[]", { nullable: true }),
    column("mood", "Status_enum", { default: literal("it's") }),
    column("at", "timestamptz(3)", { default: expression("CURRENT_TIMESTAMP") }),
    column("made", "timestamp", { default: expression("now()") }),
    column("day", "date", { nullable: true, default: literal("2020-01-31") }),
    column("net", "inet", { nullable: true }),
    column("letter", "char(1)", { nullable: true }),
    column("span", "interval", { nullable: true }),
    column("raw", "bytea", { nullable: true }),
    column("total", "numeric", {
      nullable: true,
      generated: { expression: "price * 2", stored: true },
    }),
    column("serial_no", "bigint", { identity: { always: false, start: 10 } }),
    column("word", "text", { nullable: true, collation: "C" }),
  ],
  primaryKey: { name: "PK_authors", columns: ["id"] },
  uniques: [
    { name: "UQ_name", columns: ["name"] },
    { name: "UQ_late", columns: ["big", "uid"], deferrable: "initially deferred" },
  ],
  checks: [
    { name: "CHK_price", expression: "price >= 0 AND (name <> '' OR active)" },
    { name: "CHK_status", expression: "status IN ('new', 'old') AND name IN ('a', 'b')" },
  ],
  indexes: [
    { name: "IDX_lower", parts: [{ expression: "lower(name)" }], unique: true },
    { name: "IDX_data", parts: [{ column: "data" }], method: "gin" },
    {
      name: "IDX_part",
      parts: [{ column: "price", order: "desc" }, { column: "big" }, { expression: "(price + 1)" }],
      where: "active and name = 'x'",
      attributes: { "postgres.include": ["day"] },
    },
    {
      name: "IDX_ops",
      parts: [{ column: "word", attributes: { "postgres.opclass": "text_pattern_ops", "postgres.nulls": "first" } }],
    },
  ],
});

const posts: Table = table({
  name: "posts",
  columns: [
    column("id", "bigint", { autoIncrement: true }),
    column("authorId", "integer", { nullable: true }),
    column("parent", "bigint", { nullable: true }),
  ],
  primaryKey: { name: "PK_posts", columns: ["id"] },
  foreignKeys: [
    {
      name: "FK_author",
      columns: ["authorId"],
      references: { table: "authors", columns: ["id"] },
      onDelete: "CASCADE",
      onUpdate: "SET NULL",
      deferrable: "initially immediate",
    },
    { name: "FK_parent", columns: ["parent"], references: { table: "posts", columns: ["id"] } },
  ],
});

const wanted: Schema = { tables: [authors, posts], enums, objects: [], schemaComments: {}, unmanaged: [] };

describeEachPlace(places, "the schema of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("trip");
    await place.apply(
      ...enums.map(({ name, values }) => op.createEnum.create(name, values)),
      { kind: "createTable", table: authors },
      { kind: "createTable", table: posts },
    );
  });
  afterAll(async () => place?.close());

  const sorted = (schema: Schema): Schema => ({
    ...schema,
    tables: schema.tables.map((one) => ({
      ...one,
      uniques: [...one.uniques].sort(byName),
      checks: [...one.checks].sort(byName),
      indexes: [...one.indexes].sort(byName),
    })),
  });

  it("reads back what it created, once the wanted schema is normalized", async () => {
    const actual = await place.read();
    const normalized = await place.server.normalizer.normalize(place.connection, wanted, actual);
    expect(sorted(normalized)).toEqual(sorted(actual));
  });

  it("leaves nothing behind after normalizing", async () => {
    const before = await place.read();
    await place.server.normalizer.normalize(place.connection, wanted, before);
    expect(await place.read()).toEqual(before);
    expect(await place.query("select count(*) from pg_class where relnamespace = pg_my_temp_schema()")).toEqual([
      ["0"],
    ]);
  });

  it("normalizes inside the caller's transaction without ending it", async () => {
    await place.query("begin");
    await place.query("create table inside (id integer)");
    await place.server.normalizer.normalize(place.connection, wanted, await place.read());
    expect(await place.query("select to_regclass('inside') is not null")).toEqual([["t"]]);
    await place.query("rollback");
  });

  it("keeps the text of an expression that the server refuses", async () => {
    const changed: Schema = {
      ...wanted,
      tables: [
        {
          ...posts,
          checks: [
            { name: "bad", expression: "missing(id) > 0" },
            { name: "good", expression: "(id>0)" },
          ],
        },
      ],
    };
    const normalized = await place.server.normalizer.normalize(place.connection, changed, await place.read());
    expect(normalized.tables[0]!.checks.map((check) => check.expression)).toEqual(["missing(id) > 0", "id > 0"]);
  });

  it("changes types, defaults, nullability and numbering of columns that hold rows", async () => {
    await place.apply(
      op.createTable.create("changing", {
        columns: [
          { name: "id", type: "integer" },
          { name: "text", type: "varchar(20)", default: "7" },
          { name: "flag", type: "integer", default: 1 },
          { name: "kind", type: "text", default: "new" },
        ],
      }),
      op.execute.create(sql`insert into changing (id) values (41)`),
      op.alterColumn.create("changing", "id", { autoIncrement: true }),
      op.alterColumn.create("changing", "text", { type: "integer", nullable: true, comment: "now a number" }),
      op.alterColumn.create("changing", "flag", { type: "boolean", default: true }),
      op.alterColumn.create("changing", "kind", { type: "status" }),
      op.execute.create(sql`insert into changing default values`),
    );
    expect(await place.query("select id, text, flag, kind from changing order by id")).toEqual([
      ["41", "7", "t", "new"],
      ["42", "7", "t", "new"],
    ]);
    expect((await place.read()).tables.find((one) => one.name === "changing")!.columns).toEqual([
      { name: "id", type: "integer", nullable: false, autoIncrement: true },
      {
        name: "text",
        type: "integer",
        nullable: true,
        default: { kind: "literal", value: 7 },
        comment: "now a number",
      },
      { name: "flag", type: "boolean", nullable: false, default: { kind: "literal", value: true } },
      { name: "kind", type: "status", nullable: false, default: { kind: "literal", value: "new" } },
    ]);
    await place.apply(
      op.alterColumn.create("changing", "id", { autoIncrement: false }),
      op.dropTable.create("changing"),
    );
  });

  it("names what it does not describe, and leaves out what belongs to others", async () => {
    await place.query("create type span as range (subtype = float8)");
    await place.query("create statistics together on id, big from authors");
    await place.query("create type shell");
    await place.query("create publication news for table authors");
    await place.query("create cast (authors as text) with inout");
    await place.query("create foreign data wrapper w");
    await place.query("create server far foreign data wrapper w");
    await place.query("create foreign table away (id integer) server far");
    await place.query("create function on_ddl() returns event_trigger language plpgsql as 'begin end'");
    await place.query("create event trigger watch on ddl_command_end execute function on_ddl()");
    await place.query("create rule quiet as on delete to authors do instead nothing");
    await place.query(
      "create trigger quiet after delete on authors execute function suppress_redundant_updates_trigger()",
    );
    await place.query("alter default privileges in schema public grant select on tables to public");
    const { unmanaged, tables } = await place.server.introspector.read(place.connection, {
      isIgnored: (name) => name === "posts",
    });
    const [[owner]] = (await place.query("select current_user")) as [[string]];
    expect(unmanaged).toEqual([
      { name: "away", type: "foreign table" },
      { name: "authors as text", type: "cast" },
      { name: `tables of ${owner}`, type: "default privileges" },
      { name: "watch", type: "event trigger" },
      { name: "w", type: "foreign data wrapper" },
      { name: "far", type: "foreign server" },
      { name: "news", type: "publication" },
      { name: "span", type: "range type" },
      { name: "quiet", type: "rule" },
      { name: "shell", type: "shell type" },
      { name: "together", type: "statistics" },
    ]);
    expect(tables.map((one) => one.name)).toEqual(["authors"]);
    await place.query("drop event trigger watch; drop function on_ddl; drop publication news");
    await place.query(
      "drop rule quiet on authors; drop trigger quiet on authors; drop statistics together; drop type span, shell",
    );
    await place.query("drop cast (authors as text); drop foreign data wrapper w cascade");
    await place.query("alter default privileges in schema public revoke select on tables from public");
  });

  it("says the schema of collations and operator classes that the search path does not lead to", async () => {
    const setUp = async (to: Place): Promise<void> => {
      await to.query(`create schema "Else ""where"`);
      await to.query(`create collation "Else ""where"."By.name" from "C"`);
      await to.query(`create operator class "Else ""where"."Own ops" for type integer using btree as operator 1 <, operator 2 <=,
        operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer)`);
    };
    await setUp(place);
    const [collation, opclass] = [`"Else ""where"."By.name"`, `"Else ""where"."Own ops"`];
    await place.query(`create table sorted (a text collate ${collation}, b integer, c text collate "C")`);
    await place.query(`create domain sorted_text as text collate ${collation}`);
    await place.query(`create type sorted_pair as (a text collate ${collation})`);
    await place.query(`create index sorted_by on sorted (c collate ${collation}, b ${opclass})`);
    const model = await place.read();
    const table = model.tables.find(({ name }) => name === "sorted")!;
    expect(table.columns[0]).toEqual({ name: "a", type: "text", nullable: true, collation });
    expect(table.indexes[0]!.parts).toEqual([
      { column: "c", attributes: { "postgres.collation": collation } },
      { column: "b", attributes: { "postgres.opclass": opclass } },
    ]);
    const copy = await create("elsewhere");
    try {
      await setUp(copy);
      const types = model.objects.filter(({ name }) => name.startsWith("sorted"));
      await copy.apply({ kind: "createTable", table }, ...types.map(createOf));
      const again = await copy.read();
      expect([again.tables, again.objects]).toEqual([[table], types]);
    } finally {
      await copy.close();
    }
    await place.query(
      `drop table sorted; drop domain sorted_text; drop type sorted_pair; drop schema "Else ""where" cascade`,
    );
  });

  it("keeps the tables of two schemas apart", async () => {
    await place.apply(
      op.createSchema.create("billing"),
      op.createEnum.create({ schema: "billing", name: "kind" }, ["a"]),
      op.createTable.create(
        { schema: "billing", name: "posts" },
        {
          columns: [
            { name: "id", type: "bigint" },
            { name: "kind", type: "billing.kind", default: "a" },
          ],
          foreignKeys: [{ name: "FK_post", columns: ["id"], references: { table: "posts", columns: ["id"] } }],
          indexes: [{ name: "IDX_kind", columns: ["kind"] }],
        },
      ),
    );
    const both = await place.server.introspector.read(place.connection, { schemas: ["public", "billing"] });
    expect(both.tables.filter((one) => one.schema === "billing")).toEqual([
      {
        name: "posts",
        schema: "billing",
        columns: [
          { name: "id", type: "bigint", nullable: false },
          { name: "kind", type: "billing.kind", nullable: false, default: { kind: "literal", value: "a" } },
        ],
        uniques: [],
        checks: [],
        foreignKeys: [{ name: "FK_post", columns: ["id"], references: { table: "posts", columns: ["id"] } }],
        indexes: [{ name: "IDX_kind", parts: [{ column: "kind" }] }],
      },
    ]);
    await place.apply(
      op.dropIndex.create({ schema: "billing", name: "posts" }, "IDX_kind"),
      op.dropTable.create({ schema: "billing", name: "posts" }),
      op.dropEnum.create({ schema: "billing", name: "kind" }),
      op.dropSchema.create("billing"),
    );
  });

  it("finds a table by name without touching it", async () => {
    const { introspector } = place.server;
    expect(await introspector.hasTable(place.connection, { name: "posts" })).toBe(true);
    expect(await introspector.hasTable(place.connection, { name: "nothing" })).toBe(false);
  });
});

describeEachPlace(serverPlaces, "a user of %s without the right to create temporary tables", (_name, create) => {
  it("has expressions compared as text", async () => {
    const place = await create("rights");
    const role = `orm_pg_${process.pid}_weak`;
    await place.query("create table t (id integer, check (id > 0))");
    await place.query(`create role ${role} login`);
    await place.query(`revoke temporary on database "${new URL(place.options.url!).pathname.slice(1)}" from public`);
    const url = new URL(place.options.url!);
    url.username = role;
    const connection = await postgresDialect.connect({ type: "postgres", url: url.href }).open();
    try {
      const actual = await place.server.introspector.read(connection, {});
      const changed: Schema = {
        ...actual,
        tables: actual.tables.map((one) => ({ ...one, checks: [{ name: "t_id_check", expression: "(id>0)" }] })),
      };
      const normalized = await place.server.normalizer.normalize(connection, changed, actual);
      expect(normalized.tables[0]!.checks).toEqual([{ name: "t_id_check", expression: "id>0" }]);
    } finally {
      await connection.close();
      await place.query(`drop role ${role}`);
      await place.close();
    }
  });
});

function byName(left: { readonly name?: string }, right: { readonly name?: string }): number {
  return (left.name ?? "") < (right.name ?? "") ? -1 : 1;
}

describeEachPlace(serverPlaces, "what %s replicates", (_name, create) => {
  it("is named where it comes from elsewhere", async () => {
    const place = await create("replicated");
    try {
      const options = "(connect = false, slot_name = none)";
      await place.query(`create subscription feed connection 'dbname=x' publication news with ${options}`);
      expect((await place.read()).unmanaged).toEqual([{ name: "feed", type: "subscription" }]);
    } finally {
      await place.query("drop subscription if exists feed");
      await place.close();
    }
  });
});
