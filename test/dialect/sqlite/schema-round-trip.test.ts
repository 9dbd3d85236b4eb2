import type { Schema, Table } from "../../../src/schema/model";
import { driverNames, openPlace, type Place } from "./place";

const authors: Table = {
  name: "authors",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: "email", type: "varchar(255)", nullable: false, collation: "NOCASE" },
    { name: 'na"me', type: "varchar", nullable: false, default: { kind: "literal", value: "it's" } },
    { name: "age", type: "integer", nullable: true, default: { kind: "literal", value: -1 } },
    { name: "rate", type: "decimal(10,2)", nullable: true, default: { kind: "literal", value: 1.5 } },
    { name: "isActive", type: "boolean", nullable: false, default: { kind: "literal", value: true } },
    { name: "createdAt", type: "datetime", nullable: false, default: { kind: "expression", sql: "datetime('now')" } },
    {
      name: "updatedAt",
      type: "timestamp",
      nullable: false,
      default: { kind: "expression", sql: "CURRENT_TIMESTAMP" },
    },
    {
      name: "initial",
      type: "text",
      nullable: true,
      generated: { expression: "upper(substr(email, 1, 1))", stored: false },
    },
    { name: "size", type: "integer", nullable: true, generated: { expression: "length(email)", stored: true } },
  ],
  primaryKey: { name: "PK_authors", columns: ["id"] },
  uniques: [{ name: "UQ_email", columns: ["email"] }],
  foreignKeys: [],
  checks: [
    { name: "CHK_age", expression: "age >= -1 and age < 200" },
    { name: "CHK_email", expression: "email like '%@%' or email = ')'" },
  ],
  indexes: [
    { name: "IDX_age", parts: [{ column: "age", order: "desc" }, { column: "rate" }], unique: true },
    { name: "IDX_lower", parts: [{ expression: "lower(email)" }], where: "age > 18" },
  ],
};

const posts: Table = {
  name: "posts",
  columns: [
    { name: "authorId", type: "integer", nullable: false },
    { name: "slug", type: "varchar(20)", nullable: false },
    { name: "body", type: "text", nullable: true },
  ],
  primaryKey: { name: "PK_posts", columns: ["slug", "authorId"] },
  uniques: [],
  foreignKeys: [
    {
      name: "FK_author",
      columns: ["authorId"],
      references: { table: "authors", columns: ["id"] },
      onDelete: "CASCADE",
      onUpdate: "SET NULL",
      deferrable: "initially deferred",
    },
  ],
  checks: [],
  indexes: [],
};

const wanted: Schema = { tables: [authors, posts], enums: [], objects: [], unmanaged: [] };

describe.each(driverNames)("the schema of a file by %s", (name) => {
  let place: Place;
  beforeEach(async () => {
    place = await openPlace(name);
  });
  afterEach(async () => place.close());

  it("is read back as it was created", async () => {
    await place.apply({ kind: "createTable", table: authors }, { kind: "createTable", table: posts });
    expect(await place.readTable("authors")).toEqual(authors);
    expect(await place.readTable("posts")).toEqual(posts);
    expect(await place.differences(wanted)).toEqual([]);
  });

  it("does not differ where only the spelling does", async () => {
    await place.apply({ kind: "createTable", table: authors }, { kind: "createTable", table: posts });
    const respelled: Table = {
      ...authors,
      columns: authors.columns.map((column) => {
        if (column.name === "id") return { ...column, type: "INT", comment: "the key" };
        if (column.name === "email") return { ...column, type: "VARCHAR( 255 )", collation: "nocase" };
        if (column.name === "age") return { ...column, default: { kind: "literal", value: "-1" } };
        if (column.name === "isActive") return { ...column, default: { kind: "literal", value: 1 } };
        if (column.name === "createdAt")
          return { ...column, default: { kind: "expression", sql: "( DATETIME('now') )" } };
        if (column.name === "body") return { ...column, default: { kind: "literal", value: null } };
        return column;
      }),
      primaryKey: { name: "PK_other", columns: ["id"] },
      checks: [
        { name: "CHK_age", expression: '("authors"."age" >= - 1 AND "age"<200)' },
        { name: "CHK_email", expression: "EMAIL LIKE '%@%' OR email == ')'" },
      ],
      indexes: authors.indexes.map((index) => (index.where === undefined ? index : { ...index, where: '"age"  > 18' })),
      comment: "who writes",
    };
    expect(await place.differences({ ...wanted, tables: [respelled, posts] })).toEqual([]);
  });

  it("differs where a literal does", async () => {
    await place.apply({ kind: "createTable", table: authors });
    const changed = {
      ...authors,
      checks: [authors.checks[0]!, { name: "CHK_email", expression: "email like '%@%' or email = ')  '" }],
    };
    expect((await place.differences({ ...wanted, tables: [changed] })).map(({ kind }) => kind)).toEqual([
      "dropConstraint",
      "createCheckConstraint",
    ]);
  });

  it("is understood where people wrote it", async () => {
    await place.query(`CREATE TABLE IF NOT EXISTS [parent] ("key" TEXT PRIMARY KEY /* a comment, with ( */, other)`);
    await place.query(`CREATE TABLE child (
      id INTEGER PRIMARY KEY, -- no AUTOINCREMENT
      "check" varchar(10) DEFAULT "text" CHECK ("check" <> 'a,b(') UNIQUE,
      parent TEXT CONSTRAINT up REFERENCES parent ON UPDATE RESTRICT ON DELETE SET NULL NOT DEFERRABLE,
      amount DECIMAL (10 , 2) NOT NULL DEFAULT +5.0,
      flag BOOLEAN DEFAULT FALSE NOT NULL,
      raw DEFAULT (1 + 2),
      day DATE DEFAULT CURRENT_DATE,
      CONSTRAINT pair UNIQUE (parent COLLATE NOCASE, amount DESC) ON CONFLICT IGNORE
      CHECK (amount > 0),
      FOREIGN KEY (id, flag) REFERENCES other_table (a, b) DEFERRABLE INITIALLY DEFERRED
    )`);
    expect(await place.readTable("parent")).toEqual({
      name: "parent",
      columns: [
        { name: "key", type: "text", nullable: true },
        { name: "other", type: "", nullable: true },
      ],
      primaryKey: { columns: ["key"] },
      uniques: [],
      foreignKeys: [],
      checks: [],
      indexes: [],
    });
    expect(await place.readTable("child")).toEqual({
      name: "child",
      columns: [
        { name: "id", type: "integer", nullable: false },
        { name: "check", type: "varchar(10)", nullable: true, default: { kind: "literal", value: "text" } },
        { name: "parent", type: "text", nullable: true },
        { name: "amount", type: "decimal(10,2)", nullable: false, default: { kind: "literal", value: 5 } },
        { name: "flag", type: "boolean", nullable: false, default: { kind: "literal", value: false } },
        { name: "raw", type: "", nullable: true, default: { kind: "expression", sql: "1 + 2" } },
        { name: "day", type: "date", nullable: true, default: { kind: "expression", sql: "CURRENT_DATE" } },
      ],
      primaryKey: { columns: ["id"] },
      uniques: [{ columns: ["check"] }, { name: "pair", columns: ["parent", "amount"] }],
      foreignKeys: [
        {
          name: "up",
          columns: ["parent"],
          references: { table: "parent", columns: ["key"] },
          onDelete: "SET NULL",
          onUpdate: "RESTRICT",
        },
        {
          columns: ["id", "flag"],
          references: { table: "other_table", columns: ["a", "b"] },
          deferrable: "initially deferred",
        },
      ],
      checks: [{ expression: "\"check\" <> 'a,b('" }, { expression: "amount > 0" }],
      indexes: [],
      attributes: {
        "sqlite.clauses": ['CONSTRAINT "pair" UNIQUE ("parent" COLLATE "NOCASE", "amount" DESC) ON CONFLICT IGNORE'],
      },
    });
  });

  it("names what it does not manage and hides what is SQLite's", async () => {
    await place.query("create table counted (id integer primary key autoincrement)");
    await place.query("create view v as select 1 as one");
    await place.query("create trigger t after insert on counted begin select 1; end");
    await place.query("create virtual table words using fts5 (word)");
    const schema = await place.read();
    expect(schema.tables.map((table) => table.name)).toEqual(["counted"]);
    expect(schema.unmanaged.filter(({ type }) => type !== "shadow table")).toEqual([
      { name: "words", type: "virtual table" },
    ]);
    expect(await place.dialect.introspector.hasTable(place.connection, { name: "Counted" })).toBe(true);
    expect(await place.dialect.introspector.hasTable(place.connection, { name: "v" })).toBe(false);
  });

  it("carries along what the model cannot tell of keys and NOT NULL", async () => {
    await place.query(`create table t (
      id text not null on conflict replace default 'x',
      email text constraint uq unique on conflict ignore,
      name text not null default 'NOT NULL',
      constraint pk primary key (id collate nocase desc) on conflict fail,
      unique (name, email)
    ) without rowid`);
    const attributes = {
      "sqlite.withoutRowid": true,
      "sqlite.clauses": [
        '"id" NOT NULL ON CONFLICT REPLACE',
        'CONSTRAINT "pk" PRIMARY KEY ("id" COLLATE "nocase" DESC) ON CONFLICT FAIL',
        'CONSTRAINT "uq" UNIQUE ("email") ON CONFLICT IGNORE',
      ],
    };
    const before = await place.readTable("t");
    expect(before.attributes).toEqual(attributes);
    await place.apply({ kind: "dropTable", table: { name: "t" } }, { kind: "createTable", table: before });
    expect(await place.readTable("t")).toEqual(before);
    const [[sql]] = (await place.query("select sql from sqlite_schema where name = 't'")) as [[string]];
    expect(sql).toBe(
      [
        'CREATE TABLE "t" (',
        "  \"id\" text NOT NULL ON CONFLICT REPLACE DEFAULT 'x',",
        '  "email" text,',
        "  \"name\" text NOT NULL DEFAULT 'NOT NULL',",
        '  CONSTRAINT "pk" PRIMARY KEY ("id" COLLATE "nocase" DESC) ON CONFLICT FAIL,',
        '  CONSTRAINT "uq" UNIQUE ("email") ON CONFLICT IGNORE,',
        '  UNIQUE ("name", "email")',
        ") WITHOUT ROWID",
      ].join("\n"),
    );
    await place.apply({ kind: "renameColumn", table: { name: "t" }, column: "email", newName: "mail" });
    expect((await place.readTable("t")).attributes?.["sqlite.clauses"]).toContain(
      'CONSTRAINT "uq" UNIQUE ("mail") ON CONFLICT IGNORE',
    );
    await place.apply({ kind: "setTableAttributes", table: { name: "t" }, change: { "sqlite.clauses": null } });
    expect((await place.readTable("t")).attributes).toEqual({ "sqlite.withoutRowid": true });
  });

  it("comes back after every change is undone", async () => {
    await place.apply({ kind: "createTable", table: authors }, { kind: "createTable", table: posts });
    const start = await place.read();
    const changed: Schema = {
      ...wanted,
      tables: [
        {
          ...authors,
          columns: [
            ...authors.columns.filter((column) => column.name !== "rate"),
            { name: "score", type: "real", nullable: false, default: { kind: "literal", value: 0 } },
          ],
          uniques: [],
          checks: [{ name: "CHK_age", expression: "age >= 0" }],
          indexes: [{ name: "IDX_lower", parts: [{ expression: "lower(email)" }] }],
        },
        { ...posts, primaryKey: { columns: ["slug"] }, foreignKeys: [] },
      ],
    };
    await place.apply(...(await place.differences(changed)));
    expect(await place.differences(changed)).toEqual([]);
    await place.apply(...(await place.differences(wanted)));
    expect(await place.differences(wanted)).toEqual([]);
    expect((await place.read()).tables.length).toBe(start.tables.length);
  });
});
