import { closureOf, restrictSchema } from "../../../src/schema/closure";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema, type Table } from "../../../src/schema/model";

const id: Column = { name: "id", type: "integer", nullable: false };

function tableWith(name: string, parts: Partial<Table> = {}): Table {
  return table({ name, columns: [id], ...parts });
}

function referring(name: string, target: string): Table {
  return tableWith(name, { foreignKeys: [{ columns: ["id"], references: { table: target, columns: ["id"] } }] });
}

const schema: Schema = {
  ...emptySchema,
  tables: [
    tableWith("countries"),
    referring("users", "countries"),
    referring("posts", "users"),
    tableWith("orders", {
      columns: [
        id,
        { name: "status", type: "order_status", nullable: true },
        { name: "number", type: "integer", nullable: true, default: { kind: "expression", sql: "nextval('numbers')" } },
        { name: "total", type: "integer", nullable: true, generated: { expression: "twice(id)", stored: true } },
      ],
    }),
    tableWith("Alone"),
  ],
  enums: [
    { name: "order_status", values: ["new"] },
    { name: "mood", values: ["good"] },
  ],
  objects: [
    { kind: "sequence", name: "numbers" },
    { kind: "function", name: "twice", arguments: "integer", definition: "(integer) RETURNS integer AS 'SELECT 2'" },
    {
      kind: "function",
      name: "touch",
      definition: "() RETURNS trigger AS $$ BEGIN INSERT INTO log VALUES (1); END $$",
    },
    {
      kind: "trigger",
      name: "touched",
      table: { name: "users" },
      event: "BEFORE UPDATE",
      action: "EXECUTE FUNCTION touch()",
    },
    { kind: "view", name: "authors", query: 'SELECT u.id FROM "users" u JOIN posts ON true' },
    { kind: "view", name: "names", query: "SELECT id FROM Authors" },
    { kind: "extension", name: "citext" },
  ],
};

function namesOf(touched: readonly string[], held: readonly string[] = []): readonly string[] {
  return [...closureOf([schema], { touched, held })].sort();
}

describe("the closure of a change", () => {
  it("is the table alone where nothing refers to it", () => {
    expect(namesOf(["Alone"])).toEqual(["alone"]);
  });

  it("follows keys to the tables that they refer to, but not back", () => {
    expect(namesOf(["countries"])).toEqual(["countries"]);
    expect(namesOf(["posts"])).toEqual(["authors", "countries", "names", "posts", "touch", "users"]);
  });

  it("takes enum types, sequences and functions along", () => {
    expect(namesOf(["orders"])).toEqual(["numbers", "order_status", "orders", "twice"]);
  });

  it("takes along what refers to something that is held", () => {
    expect(namesOf(["countries"], ["countries"])).toContain("users");
    expect(namesOf(["order_status"], ["order_status"])).toContain("orders");
  });

  it("takes views along that mention a table directly or through others, in any case", () => {
    expect(namesOf(["users"])).toEqual(["authors", "countries", "names", "posts", "touch", "users"]);
  });

  it("reads both sides of a change", () => {
    const after: Schema = { ...emptySchema, tables: [referring("Alone", "fresh"), tableWith("fresh")] };
    expect([...closureOf([schema, after], { touched: ["Alone"], held: [] })].sort()).toEqual(["alone", "fresh"]);
  });
});

describe("a restricted schema", () => {
  it("has the objects of the names, what belongs to their tables, and every extension", () => {
    const { tables, enums, objects } = restrictSchema(schema, new Set(["users", "mood", "touch"]));
    expect({
      tables: tables.map(({ name }) => name),
      enums: enums.map(({ name }) => name),
      objects: objects.map(({ name }) => name),
    }).toEqual({ tables: ["users"], enums: ["mood"], objects: ["touch", "touched", "citext"] });
  });
});
