import { drawDiagram } from "../../../../src/migrate/diagram/draw-diagram";
import { emptySchema, type Schema, type Table } from "../../../../src/schema/model";

const nothing = { uniques: [], foreignKeys: [], checks: [], indexes: [] };

const users: Table = {
  ...nothing,
  name: "users",
  comment: "who's who",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: 'e"mail', type: "varchar(80)", nullable: false, comment: 'the "address"' },
  ],
  primaryKey: { columns: ["id"] },
  uniques: [{ columns: ['e"mail'] }],
};
const posts: Table = {
  ...nothing,
  name: "posts",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "author_id", type: "integer", nullable: true },
    { name: "price", type: "numeric(10,2)", nullable: false, default: { kind: "expression", sql: "1 + 1" } },
  ],
  primaryKey: { columns: ["id"] },
  foreignKeys: [
    { columns: ["author_id"], references: { table: "users", columns: ["id"] }, onDelete: "SET NULL" },
    { columns: ["id"], references: { table: "elsewhere", columns: ["id"] } },
  ],
  indexes: [{ name: "by_author", parts: [{ column: "author_id" }, { expression: "lower(x)" }] }],
};
const schema: Schema = { ...emptySchema, tables: [users, posts], enums: [{ name: "mood", values: ["ok", "so-so"] }] };

describe("a diagram", () => {
  it("is a picture of entities and relations in Mermaid", () => {
    expect(drawDiagram(schema, "mermaid")).toBe(`erDiagram
    "posts" {
        integer id PK, FK
        integer author_id FK
        numeric(10_2) price
    }
    "users" {
        integer id PK
        varchar(80) e_mail UK "e'mail: the 'address'"
    }
    "posts" }o--o| "users" : "author_id"
`);
  });

  it("is a graph in the language of Graphviz", () => {
    const row = (port: string, ...cells: readonly string[]): string =>
      `<tr><td align="left" port="${port}">${cells.join('</td><td align="left">')}</td></tr>`;
    const head = (name: string): string => `<tr><td colspan="3"><b>${name}</b></td></tr>`;
    const table = (name: string, ...rows: readonly string[]): string =>
      `  "${name}" [label=<<table border="0" cellborder="1" cellspacing="0">${head(name)}${rows.join("")}</table>>];`;
    expect(drawDiagram(schema, "dot").split("\n")).toEqual([
      "digraph schema {",
      "  graph [rankdir=LR];",
      "  node [shape=plain];",
      table(
        "posts",
        row("c0", "id", "integer", "PK, FK"),
        row("c1", "author_id", "integer", "FK"),
        row("c2", "price", "numeric(10,2)", " "),
      ),
      table("users", row("c0", "id", "integer", "PK"), row("c1", "e&quot;mail", "varchar(80)", "UK")),
      '  "posts":c1 -> "users":c0 [style=dashed];',
      "}",
      "",
    ]);
  });

  it("is the schema in DBML", () => {
    expect(drawDiagram(schema, "dbml")).toBe(`Enum "mood" {
  "ok"
  "so-so"
}

Table "posts" {
  "id" integer [pk]
  "author_id" integer [null]
  "price" numeric(10,2) [not null, default: \`1 + 1\`]

  indexes {
    ("author_id", \`lower(x)\`) [name: 'by_author']
  }
}

Table "users" {
  "id" integer [pk, increment]
  "e\\"mail" varchar(80) [not null, unique, note: 'the "address"']

  Note: 'who\\'s who'
}

Ref: "posts"."author_id" > "users"."id" [delete: set null]
`);
  });

  it("is the same whatever the order of the tables", () => {
    const turned = { ...schema, tables: [posts, users] };
    expect(drawDiagram(turned, "dbml")).toBe(drawDiagram(schema, "dbml"));
  });
});
