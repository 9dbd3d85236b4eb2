import { as, asc, binary, call, column, literal, parameter, select, table, type NodeCase } from "./nodes";

const authors = (more: object = {}) =>
  select([column("a.id"), column("a.name")], { from: [table("author", "a")], orderBy: [asc(column("a.id"))], ...more });
const lastAuthors = authors({ where: binary(column("a.id"), ">", literal(2)) });
const prices = select([column("b.id"), column("b.price")], { orderBy: [asc(column("b.id"))] });
const author = { name: "author" };
const book = { name: "book" };

/** What changes rows. */
export const writeCases = {
  "inserts what a query gives": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: select([binary(column("b.id"), "+", literal(10)), column("b.title")], {
        where: binary(column("b.id"), "<", parameter(0)),
      }),
      returning: [],
    },
    values: [3],
    then: lastAuthors,
    rows: [
      [3, "Cy"],
      [11, "Engines"],
      [12, "Notes"],
    ],
  },
  "inserts what a named query gives": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      with: {
        tables: [{ name: "n", query: select([as("id", literal(9)), as("name", literal("Nia"))], { from: [] }) }],
      },
      rows: select([column("n.id"), column("n.name")], { from: [table("n", "n")] }),
      returning: [],
    },
    then: lastAuthors,
    rows: [
      [3, "Cy"],
      [9, "Nia"],
    ],
  },
  "leaves a row that exists as it is": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: [
        [literal(3), literal("New")],
        [literal(4), literal("Di")],
      ],
      onConflict: { columns: ["id"] },
      returning: [],
    },
    then: lastAuthors,
    rows: [
      [3, "Cy"],
      [4, "Di"],
    ],
  },
  "changes a row that exists": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: [[literal(3), parameter(0)]],
      onConflict: {
        columns: ["id"],
        set: [{ column: "name", value: call("concat", { kind: "excluded", column: "name" }, literal("!")) }],
      },
      returning: [],
    },
    values: ["New"],
    then: lastAuthors,
    rows: [[3, "New!"]],
  },
  "changes a row that exists where it matches": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: [[literal(3), literal("New")]],
      onConflict: {
        columns: ["id"],
        set: [{ column: "name", value: { kind: "excluded", column: "name" } }],
        where: binary(column("author.name"), "=", literal("Ben")),
      },
      returning: [],
    },
    then: lastAuthors,
    rows: [[3, "Cy"]],
  },
  "changes rows that a query gives and that exist": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: select([column("b.id"), column("b.title")], { where: binary(column("b.id"), ">", literal(2)) }),
      onConflict: { columns: ["id"], set: [{ column: "name", value: { kind: "excluded", column: "name" } }] },
      returning: [],
    },
    then: lastAuthors,
    rows: [
      [3, "100% sure"],
      [4, "Orphan"],
    ],
  },
  "gives back what it inserts": {
    query: {
      kind: "insert",
      into: author,
      columns: ["id", "name"],
      rows: [[literal(5), literal("Eve")]],
      returning: ["id", as("shout", call("upper", column("name")))],
    },
    rows: [[5, "EVE"]],
  },
  "gives back what it changes": {
    query: {
      kind: "update",
      table: author,
      set: [{ column: "name", value: literal("Zed") }],
      where: binary(column("id"), "=", literal(2)),
      returning: ["name"],
    },
    rows: [["Zed"]],
  },
  "gives back what it deletes": {
    query: { kind: "delete", from: book, where: binary(column("id"), "=", parameter(0)), returning: ["title"] },
    values: [4],
    rows: [["Orphan"]],
  },
  "changes rows by another table": {
    query: {
      kind: "update",
      table: book,
      alias: "b",
      set: [{ column: "price", value: binary(column("b.price"), "+", column("a.id")) }],
      from: [table("author", "a")],
      where: binary(column("a.id"), "=", column("b.author")),
      returning: [],
    },
    then: prices,
    rows: [
      [1, 6],
      [2, 21],
      [3, 9],
      [4, 10],
    ],
  },
  "deletes rows by another table": {
    query: {
      kind: "delete",
      from: book,
      alias: "b",
      using: [table("author", "a")],
      where: {
        kind: "logical",
        operator: "and",
        operands: [binary(column("a.id"), "=", column("b.author")), binary(column("a.name"), "=", parameter(0))],
      },
    },
    values: ["Ada"],
    then: prices,
    rows: [
      [3, 7],
      [4, 10],
    ],
  },
  "changes the first rows only": {
    query: {
      kind: "update",
      table: book,
      set: [{ column: "price", value: literal(0) }],
      orderBy: [{ expression: column("price"), direction: "desc" }],
      limit: literal(1),
      returning: [],
    },
    then: prices,
    rows: [
      [1, 5],
      [2, 0],
      [3, 7],
      [4, 10],
    ],
  },
  "deletes the first rows only": {
    query: { kind: "delete", from: book, orderBy: [asc(column("id"))], limit: parameter(0) },
    values: [3],
    then: prices,
    rows: [[4, 10]],
  },
  "changes rows by a named query": {
    query: {
      kind: "update",
      table: book,
      with: {
        tables: [
          {
            name: "dear",
            query: select([as("id", column("b.id"))], { where: binary(column("b.price"), ">", literal(9)) }),
          },
        ],
      },
      set: [{ column: "price", value: literal(1) }],
      where: {
        kind: "in",
        operand: column("id"),
        list: select([column("d.id")], { from: [table("dear", "d")] }),
        negated: false,
      },
      returning: [],
      hints: { comment: "sale" },
    },
    then: prices,
    rows: [
      [1, 5],
      [2, 1],
      [3, 7],
      [4, 1],
    ],
  },
} as const satisfies Readonly<Record<string, NodeCase>>;
