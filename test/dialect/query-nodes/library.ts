import type { Operation } from "../../../src/operations/operation";
import type { Family } from "./nodes";
import type { Column, Table } from "../../../src/schema/model";

const column = (name: string, type: string, nullable = true): Column => ({ name, type, nullable });

function tableOf(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return {
    name,
    columns: [column("id", "integer", false), ...columns],
    primaryKey: { columns: ["id"] },
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    ...more,
  };
}

const author = tableOf("author", [column("name", "varchar(40)", false)]);
const book = tableOf(
  "book",
  [
    column("author", "integer"),
    column("title", "varchar(40)", false),
    column("price", "integer", false),
    column("pages", "integer"),
    column("published", "varchar(30)"),
    column("details", "json"),
  ],
  { indexes: [{ name: "book_author", parts: [{ column: "author" }] }] },
);

const details = {
  1: { tags: ["math", "poem"], size: { width: 1.5 }, isNew: true, 'a"b': "quoted", none: null },
  2: { tags: [], size: { width: 2 }, isNew: false },
};

/** Two tables that all queries of the tests read. */
export const library: readonly Operation[] = [
  { kind: "createTable", table: author },
  { kind: "createTable", table: book },
  {
    kind: "bulkInsert",
    table: { name: "author" },
    rows: [
      { id: 1, name: "Ada" },
      { id: 2, name: "Ben" },
      { id: 3, name: "Cy" },
    ],
  },
  {
    kind: "bulkInsert",
    table: { name: "book" },
    rows: [
      {
        id: 1,
        author: 1,
        title: "Engines",
        price: 5,
        pages: 200,
        published: "2026-11-20 18:27:33",
        details: JSON.stringify(details[1]),
      },
      {
        id: 2,
        author: 1,
        title: "Notes",
        price: 20,
        pages: 300,
        published: "2024-02-29 00:00:00",
        details: JSON.stringify(details[2]),
      },
      { id: 3, author: 2, title: "100% sure", price: 7, pages: null, published: null, details: null },
      { id: 4, author: null, title: "Orphan", price: 10, pages: 100, published: null, details: null },
    ],
  },
];

const NOTES = "insert into note (body) values ('quick brown foxes, a fox'), ('lazy dogs')";

/** A table of texts that can be searched: what it needs for that differs. */
export const searchableTable: Readonly<Record<Family, readonly string[]>> = {
  postgres: ["create table note (body text)", NOTES],
  mysql: ["create table note (body text, fulltext (body))", NOTES],
  mariadb: ["create table note (body text, fulltext (body))", NOTES],
  sqlite: ["create virtual table note using fts5 (body)", NOTES],
};
