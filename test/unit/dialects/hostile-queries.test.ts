import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import type { Dialect } from "../../../src/dialect/dialect";
import type { Expression, Ordering, Query, SelectQuery, Source } from "../../../src/sql/ast";

const EVIL = "x\"`'\\; DROP TABLE users; /* -- $1 ? :a */";
const dialects: readonly (readonly [string, Dialect])[] = [
  ["postgres", postgresDialect],
  ["mysql", mysqlDialect],
  ["mariadb", mariadbDialect],
  ["sqlite", sqliteDialect],
];

const evil: Expression = { kind: "column", table: EVIL, name: EVIL };
const text: Expression = { kind: "literal", value: EVIL };
const source: Source = { kind: "table", table: { schema: EVIL, name: EVIL }, alias: EVIL };
const ordering: Ordering = { expression: evil, direction: "asc" };
const plain: SelectQuery = {
  kind: "select",
  columns: [{ expression: evil, alias: EVIL }],
  from: [source],
  joins: [],
  orderBy: [],
};
const ofExpression = (expression: Expression): Query => ({ ...plain, columns: [{ expression }] });
const window = { kind: "window", function: { name: "rank", arguments: [] } } as const;

/** Every place of a query that takes a text. */
const places: Readonly<Record<string, Query>> = {
  "tables, aliases and columns": plain,
  "a star": ofExpression({ kind: "star", table: EVIL }),
  literals: ofExpression(text),
  collations: ofExpression({ kind: "collate", operand: evil, collation: EVIL }),
  escapes: ofExpression({ kind: "like", operand: evil, pattern: text, escape: EVIL }),
  "JSON paths": ofExpression({ kind: "jsonPath", operand: evil, path: [EVIL, 0, EVIL], as: "text" }),
  "separators of texts": ofExpression({ kind: "aggregate", name: "stringAgg", arguments: [evil, text] }),
  "full text": ofExpression({ kind: "fullText", columns: [evil], search: text, mode: "plain", configuration: EVIL }),
  "names of windows": {
    ...ofExpression({ ...window, over: EVIL }),
    windows: [{ name: EVIL, window: { base: EVIL, orderBy: [ordering] } }],
  } as SelectQuery,
  "common tables": { ...plain, with: { tables: [{ name: EVIL, columns: [EVIL], query: plain }] } },
  values: { ...plain, from: [{ kind: "values", columns: [EVIL], rows: [[text]], alias: EVIL }] },
  "elements of JSON": { ...plain, from: [{ kind: "elements", container: "json", list: text, alias: EVIL }] },
  subqueries: { ...plain, from: [{ kind: "subquery", query: plain, alias: EVIL }] },
  comments: { ...plain, hints: { comment: EVIL } },
  "columns of INSERT": {
    kind: "insert",
    into: { name: EVIL },
    columns: [EVIL],
    rows: [[text]],
    onConflict: { columns: [EVIL], set: [{ column: EVIL, value: { kind: "excluded", column: EVIL } }] },
    returning: [],
  },
  "columns of UPDATE": {
    kind: "update",
    table: { name: EVIL },
    alias: EVIL,
    set: [{ column: EVIL, value: text }],
    from: [source],
    returning: [],
  },
  "tables of DELETE": { kind: "delete", from: { name: EVIL } },
};

/** Words that a caller of plain JavaScript could give in the place of the known ones. */
const words: Readonly<Record<string, Query>> = {
  directions: { ...plain, orderBy: [{ expression: evil, direction: EVIL as "asc" }] },
  nulls: { ...plain, orderBy: [{ expression: evil, direction: "asc", nulls: EVIL as "first" }] },
  operators: ofExpression({ kind: "binary", operator: EVIL as "=", left: evil, right: evil }),
  joins: { ...plain, joins: [{ type: EVIL as "inner", source }] },
  units: ofExpression({ kind: "dateAdd", operand: evil, amount: evil, unit: EVIL as "day" }),
  "inherited names": { ...plain, orderBy: [{ expression: evil, direction: "constructor" as "asc" }] },
  positions: ofExpression({ kind: "jsonPath", operand: evil, path: [Number.NaN], as: "text" }),
  precision: ofExpression({
    kind: "cast",
    operand: evil,
    type: { name: "decimal", precision: EVIL as unknown as number, scale: 1 },
  }),
};

/** The text without quoted names, literals and comments. */
function bare(sql: string, hasBackslashes: boolean): string {
  const literal = hasBackslashes ? /'(?:[^'\\]|''|\\.)*'/gs : /E'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'/gs;
  const names = hasBackslashes ? /`(?:[^`]|``)*`/gs : /"(?:[^"]|"")*"/gs;
  const comments = /\/\*.*?\*\//gs;
  const all = new RegExp(`${names.source}|${literal.source}|${comments.source}`, "gs");
  return sql.replace(all, "_");
}

describe.each(dialects)("a query of %s", (_name, dialect) => {
  const { queries } = dialect.resolve(dialect.offline);

  it.each(Object.entries(places))("keeps a hostile text inside of its quotes: %s", (_place, query) => {
    const hasBackslashes = queries.quoteIdentifier("a").startsWith("`");
    expect(bare(queries.compile(query).sql, hasBackslashes)).not.toMatch(/DROP|users|--|;/);
  });

  it.each(Object.entries(words))("refuses a word that is none: %s", (_place, query) => {
    expect(() => queries.compile(query)).toThrow(expect.objectContaining({ code: "QUERY.INVALID_VALUE" }));
  });
});
