import type { Expression } from "../../../src/sql/ast";
import {
  aggregate,
  as,
  asc,
  binary,
  column,
  countAll,
  literal,
  parameter,
  select,
  table,
  type NodeCase,
} from "./nodes";

const id = column("b.id");
const byId = { orderBy: [asc(id)] };
const sameAuthor = binary(column("b.author"), "=", column("a.id"));
const authorsOf = (more: object = {}) => select([column("a.name")], { from: [table("author", "a")], ...more });
const number = (name: "rowNumber" | "rank"): Expression => ({
  kind: "window",
  function: { name, arguments: [] },
  over: { partitionBy: [column("b.author")], orderBy: [asc(column("b.pages"))] },
});
const recursion = {
  recursive: true,
  tables: [
    {
      name: "numbers",
      columns: ["n"],
      query: {
        kind: "compound",
        operator: "union",
        all: true,
        left: select([literal(1)], { from: [] }),
        right: select([binary(column("x.n"), "+", literal(1))], {
          from: [table("numbers", "x")],
          where: binary(column("x.n"), "<", literal(3)),
        }),
        orderBy: [],
      },
    },
  ],
} as const;

/** What SELECT is made of. */
export const selectCases = {
  "reads from a subquery": {
    query: select([column("s.title")], {
      from: [
        {
          kind: "subquery",
          alias: "s",
          query: select([as("title", column("b.title"))], { where: binary(id, "=", parameter(0)) }),
        },
      ],
    }),
    values: [2],
    rows: [["Notes"]],
  },
  "joins a subquery": {
    query: authorsOf({
      columns: [{ expression: column("a.name") }, { expression: column("s.total") }],
      joins: [
        {
          type: "left",
          on: binary(column("s.author"), "=", column("a.id")),
          source: {
            kind: "subquery",
            alias: "s",
            query: select([as("author", column("b.author")), as("total", countAll)], { groupBy: [column("b.author")] }),
          },
        },
      ],
      orderBy: [asc(column("a.id"))],
    }),
    rows: [
      ["Ada", 2],
      ["Ben", 1],
      ["Cy", null],
    ],
  },
  "joins for each row": {
    query: authorsOf({
      columns: [{ expression: column("a.name") }, { expression: column("s.title") }],
      joins: [
        {
          type: "left",
          on: binary(literal(1), "=", literal(1)),
          source: {
            kind: "subquery",
            alias: "s",
            lateral: true,
            query: select([as("title", column("b.title"))], {
              where: sameAuthor,
              orderBy: [{ expression: id, direction: "desc" }],
              limit: literal(1),
            }),
          },
        },
      ],
      orderBy: [asc(column("a.id"))],
    }),
    rows: [
      ["Ada", "Notes"],
      ["Ben", "100% sure"],
      ["Cy", null],
    ],
  },
  "joins on the right": {
    query: select([column("b.title"), column("a.name")], {
      joins: [{ type: "right", source: table("author", "a"), on: sameAuthor }],
      orderBy: [asc(column("a.id")), asc(id)],
    }),
    rows: [
      ["Engines", "Ada"],
      ["Notes", "Ada"],
      ["100% sure", "Ben"],
      [null, "Cy"],
    ],
  },
  "joins on both sides": {
    query: select([column("b.title"), column("a.name")], {
      joins: [{ type: "full", source: table("author", "a"), on: sameAuthor }],
      orderBy: [{ ...asc(column("a.id")), nulls: "last" }, asc(id)],
    }),
    rows: [
      ["Engines", "Ada"],
      ["Notes", "Ada"],
      ["100% sure", "Ben"],
      [null, "Cy"],
      ["Orphan", null],
    ],
  },
  "takes several tables": {
    query: select([column("b.title"), column("a.name"), column("c.title")], {
      from: [table("book", "b"), table("author", "a")],
      joins: [
        { type: "left", source: table("book", "c"), on: binary(column("c.id"), "=", binary(id, "+", literal(1))) },
      ],
      where: sameAuthor,
      ...byId,
    }),
    rows: [
      ["Engines", "Ada", "Notes"],
      ["Notes", "Ada", "100% sure"],
      ["100% sure", "Ben", "Orphan"],
    ],
  },
  "selects without a table": { query: select([binary(literal(1), "+", literal(2))], { from: [] }), rows: [[3]] },
  "takes rows that stand in it": {
    query: select([column("v.n"), column("v.word")], {
      from: [
        {
          kind: "values",
          alias: "v",
          columns: ["n", "word"],
          rows: [
            [literal(1), literal("one")],
            [literal(2), literal("it's")],
          ],
        },
      ],
      orderBy: [asc(column("v.n"))],
    }),
    rows: [
      [1, "one"],
      [2, "it's"],
    ],
  },
  "takes the elements of a JSON array": {
    query: select([id, column("e.value")], {
      joins: [
        {
          type: "cross",
          source: {
            kind: "elements",
            container: "json",
            list: { kind: "jsonPath", operand: column("b.details"), path: ["tags"], as: "json" },
            alias: "e",
          },
        },
      ],
      where: binary(id, "=", literal(1)),
      orderBy: [asc(column("e.value"))],
    }),
    rows: [
      [1, "math"],
      [1, "poem"],
    ],
  },
  "takes the elements of an array": {
    query: select([column("e.value")], {
      from: [
        {
          kind: "elements",
          container: "array",
          elements: "integer",
          list: { kind: "listParameter", slot: 0, size: 2 },
          alias: "e",
        },
      ],
      orderBy: [asc(column("e.value"))],
    }),
    values: [[5, 4]],
    rows: [[4], [5]],
  },
  "takes SQL of the caller's": {
    query: select([column("r.n")], {
      from: [{ kind: "raw", strings: ["(select ", " + 1 as n)"], expressions: [literal(1)], alias: "r" }],
    }),
    rows: [[2]],
  },
  "names a query": {
    query: select([column("c.title")], {
      with: {
        tables: [
          {
            name: "cheap",
            query: select([as("title", column("b.title")), as("id", id)], {
              where: binary(column("b.price"), "<", parameter(0)),
            }),
            materialized: true,
          },
        ],
      },
      from: [table("cheap", "c")],
      orderBy: [asc(column("c.id"))],
    }),
    values: [10],
    rows: [["Engines"], ["100% sure"]],
  },
  "repeats a query": {
    query: select([column("x.n")], { with: recursion, from: [table("numbers", "x")], orderBy: [asc(column("x.n"))] }),
    rows: [[1], [2], [3]],
  },
  "names a query that writes": {
    query: select([column("d.id")], {
      with: {
        tables: [
          {
            name: "d",
            query: {
              kind: "delete",
              from: { name: "book" },
              where: binary(column("id"), "=", literal(4)),
              returning: ["id"],
            },
          },
        ],
      },
      from: [table("d", "d")],
    }),
    rows: [[4]],
  },
  "unites queries": {
    query: {
      kind: "compound",
      operator: "union",
      left: select([as("name", column("b.title"))]),
      right: authorsOf({ orderBy: [asc(column("a.name"))], limit: literal(1) }),
      orderBy: [{ expression: column("name"), direction: "desc" }],
      limit: parameter(0),
      offset: literal(1),
    },
    values: [3],
    rows: [["Notes"], ["Engines"], ["Ada"]],
  },
  "sorts nulls of what is united": {
    query: select([column("u.pages")], {
      from: [
        {
          kind: "subquery",
          alias: "u",
          query: {
            kind: "compound",
            operator: "union",
            left: select([as("pages", column("b.pages"))]),
            right: select([literal(250)], { from: [] }),
            orderBy: [{ expression: column("pages"), direction: "desc", nulls: "first" }],
            limit: literal(2),
          },
        },
      ],
      orderBy: [{ ...asc(column("u.pages")), nulls: "first" }],
    }),
    rows: [[null], [300]],
  },
  "unites what is united": {
    query: {
      kind: "compound",
      operator: "except",
      left: { kind: "compound", operator: "union", all: true, left: select([id]), right: select([id]), orderBy: [] },
      right: select([id], { where: binary(id, ">", literal(2)) }),
      orderBy: [],
    },
    rows: [[1], [2]],
  },
  "keeps what both have": {
    query: {
      kind: "compound",
      operator: "intersect",
      left: select([as("id", id)]),
      right: authorsOf({ columns: [{ expression: column("a.id") }] }),
      orderBy: [asc(column("id"))],
    },
    rows: [[1], [2], [3]],
  },
  "keeps equal rows that both have": {
    query: { kind: "compound", operator: "intersect", all: true, left: select([id]), right: select([id]), orderBy: [] },
    rows: [[1], [2], [3], [4]],
  },
  "leaves out equal rows": {
    query: select([column("b.author")], { distinct: true, orderBy: [{ ...asc(column("b.author")), nulls: "first" }] }),
    rows: [[null], [1], [2]],
  },
  "takes the first row of each group": {
    query: select([column("b.author"), column("b.title")], {
      distinctOn: [column("b.author")],
      where: { kind: "isNull", operand: column("b.author"), negated: true },
      orderBy: [asc(column("b.author")), { expression: id, direction: "desc" }],
    }),
    rows: [
      [1, "Notes"],
      [2, "100% sure"],
    ],
  },
  "groups, and filters the groups": {
    query: select([column("b.author"), countAll, aggregate("sum", column("b.pages"))], {
      groupBy: [column("b.author")],
      having: binary(countAll, ">", parameter(0)),
    }),
    values: [1],
    rows: [[1, 2, 500]],
  },
  "adds totals": {
    query: select([column("b.author"), countAll], {
      where: { kind: "isNull", operand: column("b.author"), negated: true },
      groupBy: [column("b.author")],
      rollup: true,
    }),
    rows: [
      [1, 2],
      [2, 1],
      [null, 3],
    ],
  },
  "numbers rows in windows": {
    query: select([id, number("rowNumber"), number("rank")], { where: binary(id, "<", literal(4)), ...byId }),
    rows: [
      [1, 1, 1],
      [2, 2, 2],
      [3, 1, 1],
    ],
  },
  "names a window": {
    query: select(
      [
        id,
        { kind: "window", function: aggregate("sum", column("b.pages")), over: "w" },
        { kind: "window", function: { name: "lag", arguments: [id, literal(1)] }, over: "w" },
      ],
      { windows: [{ name: "w", window: { orderBy: [asc(id)] } }], where: binary(id, "<", literal(3)), ...byId },
    ),
    rows: [
      [1, 200, null],
      [2, 500, 1],
    ],
  },
  "frames a window": {
    query: select(
      [
        id,
        {
          kind: "window",
          function: aggregate("count", id),
          over: {
            orderBy: [asc(id)],
            frame: { unit: "rows", start: { kind: "preceding", offset: literal(1) }, end: { kind: "current row" } },
          },
        },
      ],
      byId,
    ),
    rows: [
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 2],
    ],
  },
  "leaves rows out of a frame": {
    query: select(
      [
        id,
        {
          kind: "window",
          function: aggregate("count", id),
          over: {
            orderBy: [asc(id)],
            frame: { unit: "groups", start: { kind: "unbounded preceding" }, exclude: "current row" },
          },
        },
      ],
      byId,
    ),
    rows: [
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
    ],
  },
  "sorts nulls where it is told to": {
    query: select([id], {
      orderBy: [{ ...asc(column("b.pages")), nulls: "last" }, asc(id)],
      limit: parameter(0),
      offset: parameter(1),
    }),
    values: [2, 2],
    rows: [[2], [3]],
  },
  "locks rows": { query: select([id], { ...byId, limit: literal(1), lock: { strength: "update" } }), rows: [[1]] },
  "shares rows of one table": {
    query: select([id], { lock: { strength: "share", of: ["b"] }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
  "skips rows that are locked": {
    query: select([id], { lock: { strength: "update", others: "skipLocked" }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
  "locks keys": {
    query: select([id], { lock: { strength: "noKeyUpdate", others: "nowait" }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
  "forces an index": {
    query: select([id], {
      from: [
        {
          kind: "table",
          table: { name: "book" },
          alias: "b",
          indexHints: [{ kind: "force", indexes: ["book_author"] }],
        },
      ],
      where: binary(column("b.author"), "=", literal(2)),
    }),
    rows: [[3]],
  },
  "limits the time": {
    query: select([id], { hints: { maxExecutionTime: 1500 }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
  "passes hints on": {
    query: select([id], { hints: { optimizer: ["NO_INDEX_MERGE(b)*/"] }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
  "says what a statement is for": {
    query: select([id], { hints: { comment: "ho*/*/ drop table book; /*\n--" }, where: binary(id, "=", literal(1)) }),
    rows: [[1]],
  },
} as const satisfies Readonly<Record<string, NodeCase>>;
