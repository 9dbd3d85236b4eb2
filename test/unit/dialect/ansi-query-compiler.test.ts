import { AnsiQueryCompiler } from "../../../src/dialect/ansi-query-compiler";
import { commentText } from "../../../src/dialect/comment-text";
import { ALL_FEATURES } from "../../../src/dialect/query-features";
import type { Expression, SelectQuery } from "../../../src/sql/ast";

const name: Expression = { kind: "column", table: "u", name: "name" };
const query: SelectQuery = {
  kind: "select",
  columns: [{ expression: name }],
  from: [{ kind: "table", table: { name: "users" }, alias: "u" }],
  joins: [],
  orderBy: [],
};

it("names the feature and the database that lacks it, and another way", () => {
  const compiler = new AnsiQueryCompiler("Toy 1", { ...ALL_FEATURES, distinctOn: false });
  expect(() => compiler.compile({ ...query, distinctOn: [name] })).toThrow(
    expect.objectContaining({
      code: "DIALECT.UNSUPPORTED",
      message: "Toy 1 does not have DISTINCT ON",
      hint: "Number the rows of each group in a subquery, and take the first.",
    }),
  );
});

it("writes what only the standard has", () => {
  const standard = new AnsiQueryCompiler();
  const columns: readonly Expression[] = [
    { kind: "collate", operand: name, collation: "C" },
    { kind: "jsonPath", operand: name, path: ["a", 0], as: "text" },
  ];
  expect(standard.compile({ ...query, columns: columns.map((expression) => ({ expression })) }).sql).toBe(
    `SELECT "u"."name" COLLATE "C", JSON_VALUE("u"."name", '$."a"[0]' RETURNING TEXT) FROM "users" "u"`,
  );
});

it("binds values in the order of the text", () => {
  const parameter = (slot: number): Expression => ({ kind: "parameter", slot });
  const compiled = new AnsiQueryCompiler().compile({
    ...query,
    with: { tables: [{ name: "w", query: { ...query, limit: parameter(3) } }] },
    columns: [{ expression: parameter(2) }],
    where: { kind: "in", operand: name, list: { kind: "listParameter", slot: 1, size: 2 }, negated: false },
    limit: parameter(0),
  });
  expect(compiled.bindings).toEqual([
    { slot: 3 },
    { slot: 2 },
    { slot: 1, element: 0 },
    { slot: 1, element: 1 },
    { slot: 0 },
  ]);
});

it.each([
  ["a */ b", "a * / b"],
  ["*/*", "* / *"],
  ["/*/", "/ * /"],
  ["**//", "** //"],
  ["a\r\n\u0000b\u2028c", "a b c"],
])("makes a text that cannot end a comment: %j", (text, expected) => {
  expect(commentText(text)).toBe(expected);
});
