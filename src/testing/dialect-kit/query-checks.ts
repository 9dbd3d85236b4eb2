import { createBinder } from "../../orm/query/bind-parameters";
import { OrmError } from "../../errors/orm-error";
import type { Expression, Query, SelectQuery, Source } from "../../sql/ast";
import { requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";
import { aggregate, asc, binary, column, literal, parameter, select, table } from "./query-nodes";

const id = column("t.id");
const words = column("t.word");
const total = aggregate("count", { kind: "star" });
const byId = { orderBy: [asc(id)] };
const grouped: Source = {
  kind: "subquery",
  alias: "s",
  query: select(
    [
      { expression: column("t.kind"), alias: "kind" },
      { expression: total, alias: "total" },
    ],
    {
      groupBy: [column("t.kind")],
    },
  ),
};

/** A query, and the rows that it gives. */
interface QueryCase {
  readonly query: Query;
  readonly values?: readonly unknown[];
  readonly rows: readonly (readonly unknown[])[];
  /** What is read after a statement that writes. */
  readonly then?: SelectQuery;
}

/** Queries that every database can be asked. */
const EVERYWHERE: Readonly<Record<string, QueryCase>> = {
  "filters, sorts nulls to the end, and takes a part": {
    query: select([id], {
      where: binary(id, ">", parameter(0)),
      orderBy: [{ ...asc(column("t.kind")), nulls: "last" }, asc(id)],
      limit: parameter(1),
      offset: literal(1),
    }),
    values: [1, 2],
    rows: [[3], [4]],
  },
  "counts groups, and only some rows of them": {
    query: select([column("t.kind"), total, { ...total, filter: binary(id, ">", literal(1)) }], {
      groupBy: [column("t.kind")],
      having: binary(total, ">", parameter(0)),
    }),
    values: [1],
    rows: [[1, 2, 1]],
  },
  "joins a subquery": {
    query: select([id, column("s.total")], {
      joins: [{ type: "left", source: grouped, on: binary(column("s.kind"), "=", column("t.kind")) }],
      ...byId,
    }),
    rows: [
      [1, 2],
      [2, 2],
      [3, 1],
      [4, null],
    ],
  },
  "repeats a query": {
    query: select([column("n.n")], {
      with: { recursive: true, tables: [{ name: "n", columns: ["n"], query: upToThree() }] },
      from: [table("n", "n")],
      orderBy: [asc(column("n.n"))],
    }),
    rows: [[1], [2], [3]],
  },
  "unites queries that have limits of their own": {
    query: {
      kind: "compound",
      operator: "union",
      left: select([{ expression: id, alias: "id" }], { orderBy: [asc(id)], limit: literal(1) }),
      right: select([id], { orderBy: [{ expression: id, direction: "desc" }], limit: literal(1) }),
      orderBy: [asc(column("id"))],
    },
    rows: [[1], [4]],
  },
  "numbers rows in windows": {
    query: select(
      [
        id,
        {
          kind: "window",
          function: { name: "rowNumber", arguments: [] },
          over: { partitionBy: [column("t.kind")], orderBy: [asc(id)] },
        },
      ],
      byId,
    ),
    rows: [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 1],
    ],
  },
  "finds tuples in a list, and values in a bound one": {
    query: select([id], {
      where: {
        kind: "logical",
        operator: "or",
        operands: [
          {
            kind: "in",
            operand: { kind: "tuple", items: [column("t.kind"), id] },
            list: [{ kind: "tuple", items: [literal(1), parameter(0)] }],
            negated: false,
          },
          { kind: "in", operand: id, list: { kind: "listParameter", slot: 1, size: 2 }, negated: false },
        ],
      },
      ...byId,
    }),
    values: [2, [3, 4]],
    rows: [[2], [3], [4]],
  },
  "decides by cases, casts, and calls functions": {
    query: select(
      [
        {
          kind: "case",
          branches: [{ when: binary(id, ">", literal(0)), then: literal("yes") }],
          otherwise: literal("no"),
        },
        { kind: "cast", operand: literal("12"), type: { name: "integer" } },
        { kind: "call", name: "concat", arguments: [words, literal("-"), parameter(0)] },
        { kind: "call", name: "length", arguments: [words] },
        { kind: "call", name: "position", arguments: [words, literal("ne")] },
      ],
      { where: binary(id, "=", literal(1)) },
    ),
    values: ["x"],
    rows: [["yes", 12, "one-x", 3, 2]],
  },
  "matches patterns with an escape, in any case": {
    query: select([id], {
      where: { kind: "like", operand: words, pattern: parameter(0), escape: "!", isCaseInsensitive: true },
    }),
    values: ["T!%%"],
    rows: [[4]],
  },
  "looks into JSON by names that are in the text and names that are bound": {
    query: select(
      [
        { kind: "jsonPath", operand: column("t.data"), path: ["list", 1], as: "text" },
        { kind: "jsonPath", operand: column("t.data"), path: [parameter(0)], as: "text" },
        { kind: "jsonPath", operand: column("t.data"), path: ["none"], as: "text" },
      ],
      { where: binary(id, "=", literal(1)) },
    ),
    values: ['a"b'],
    rows: [["b", "quoted", null]],
  },
  "lets no comment end early": {
    query: select([id], { where: binary(id, "=", literal(1)), hints: { comment: "*/ no SQL /* ' \n -- " } }),
    rows: [[1]],
  },
  "inserts what a query gives": {
    query: {
      kind: "insert",
      into: { name: "t" },
      columns: ["id", "word"],
      rows: select([binary(id, "+", literal(10)), words], { where: binary(id, "=", parameter(0)) }),
      returning: [],
    },
    values: [1],
    then: select([id, words], { where: binary(id, ">", literal(4)) }),
    rows: [[11, "one"]],
  },
  "changes a row that exists, and inserts one that does not": {
    query: {
      kind: "insert",
      into: { name: "t" },
      columns: ["id", "word"],
      rows: [
        [literal(4), literal("four")],
        [literal(5), parameter(0)],
      ],
      onConflict: { columns: ["id"], set: [{ column: "word", value: { kind: "excluded", column: "word" } }] },
      returning: [],
    },
    values: ["five"],
    then: select([id, words], { where: binary(id, ">", literal(3)), ...byId }),
    rows: [
      [4, "four"],
      [5, "five"],
    ],
  },
};

function upToThree(): Query {
  return {
    kind: "compound",
    operator: "union",
    all: true,
    left: select([literal(1)], { from: [] }),
    right: select([binary(column("n.n"), "+", literal(1))], {
      from: [table("n", "n")],
      where: binary(column("n.n"), "<", literal(3)),
    }),
    orderBy: [],
  };
}

const lastOfKind: SelectQuery = select([{ expression: aggregate("max", column("u.id")), alias: "last" }], {
  from: [table("t", "u")],
  where: binary(column("u.kind"), "=", column("t.kind")),
});
const lateral = select([id, column("l.last")], {
  joins: [
    {
      type: "left",
      source: { kind: "subquery", alias: "l", query: lastOfKind, lateral: true },
      on: binary(literal(1), "=", literal(1)),
    },
  ],
  ...byId,
});
const full = select([id, column("u.id")], {
  joins: [{ type: "full", source: table("t", "u"), on: binary(column("u.id"), "=", binary(id, "+", literal(3))) }],
  where: binary({ kind: "call", name: "coalesce", arguments: [id, literal(1)] }, "=", literal(1)),
  orderBy: [{ ...asc(column("u.id")), nulls: "first" }],
});

/** Queries as data, compiled and run. */
export const queryChecks: readonly DialectCheck[] = [
  ...Object.entries(EVERYWHERE).map(([name, query]) => ({
    name,
    check: (bench: DialectBench) => checkQuery(bench, query),
  })),
  {
    name: "joins what is computed for each row",
    needs: "lateralSources",
    check: (bench) =>
      checkQuery(bench, {
        query: lateral,
        rows: [
          [1, 2],
          [2, 2],
          [3, 3],
          [4, null],
        ],
      }),
  },
  {
    name: "refuses what is computed for each row",
    needsNot: "lateralSources",
    check: (bench) => checkRefusal(bench, lateral),
  },
  {
    name: "joins on both sides",
    needs: "fullJoins",
    check: (bench) =>
      checkQuery(bench, {
        query: full,
        rows: [
          [null, 1],
          [null, 2],
          [null, 3],
          [1, 4],
        ],
      }),
  },
  { name: "refuses joins on both sides", needsNot: "fullJoins", check: (bench) => checkRefusal(bench, full) },
];

async function checkQuery(bench: DialectBench, { query, values = [], rows, then }: QueryCase): Promise<void> {
  await fill(bench);
  let given = await run(bench, query, values);
  if (then !== undefined) given = await run(bench, then, values);
  requireSame("the rows", given, rows);
}

async function checkRefusal({ dialect }: DialectBench, query: Query): Promise<void> {
  let isRefused = false;
  try {
    dialect.queries.compile(query);
  } catch (error) {
    isRefused = OrmError.is(error, "DIALECT.UNSUPPORTED");
  }
  requireTrue(isRefused, "the query is not refused with DIALECT.UNSUPPORTED");
}

async function fill(bench: DialectBench): Promise<void> {
  const nullable = ["kind", "word", "data"] as const;
  const types = { kind: "integer", word: "varchar(20)", data: "json" };
  const columns = nullable.map((name) => ({ name, type: types[name], nullable: true }));
  await bench.run({
    kind: "createTable",
    table: {
      name: "t",
      columns: [{ name: "id", type: "integer", nullable: false }, ...columns],
      primaryKey: { columns: ["id"] },
      uniques: [],
      foreignKeys: [],
      checks: [],
      indexes: [],
    },
  });
  const data = JSON.stringify({ list: ["a", "b"], 'a"b': "quoted", none: null });
  const rows = [
    [1, 1, "one", data],
    [2, 1, "two", null],
    [3, 2, "three", null],
    [4, null, "t%", null],
  ];
  let slot = 0;
  const places = rows.map((row) => row.map((): Expression => ({ kind: "parameter", slot: slot++ })));
  const names = ["id", ...nullable];
  await run(bench, { kind: "insert", into: { name: "t" }, columns: names, rows: places, returning: [] }, rows.flat());
}

async function run(bench: DialectBench, query: Query, values: readonly unknown[]): Promise<unknown[][]> {
  const compiled = bench.dialect.queries.compile(query);
  const rows = await bench.query(compiled.sql, createBinder(compiled)(values));
  return rows.map((row) => row.map(comparable));
}

/** Whole numbers come as numbers, as bigints or as text. */
function comparable(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
}
