import {
  canonicalDefault,
  readDefaultText,
  writeDefaultExpression,
} from "../../../../src/dialects/sqlite/default-text";
import { expressionKey, mentionsColumn } from "../../../../src/dialects/sqlite/expression-text";
import { readShape } from "../../../../src/dialects/sqlite/statement-shape";
import { tokenize } from "../../../../src/dialects/sqlite/tokenizer";

it("takes SQL apart, also where it is not finished", () => {
  const kinds = (sql: string): unknown => tokenize(sql).map(({ kind, value }) => [kind, value]);
  expect(kinds(`a."b""c" [d e] 'it''s' x'0F' 1.5e-3 ?2 :n /* x */ || -- end`)).toEqual([
    ["word", "a"],
    ["operator", "."],
    ["name", 'b"c'],
    ["name", "d e"],
    ["string", "it's"],
    ["blob", "x'0F'"],
    ["number", "1.5e-3"],
    ["parameter", "?2"],
    ["parameter", ":n"],
    ["operator", "||"],
  ]);
  expect(kinds("'never closed")).toEqual([["string", "never closed"]]);
});

it.each([
  ["age > 0", '( ("users"."age">0) )', true],
  ["A = 'x'", "a=='x'", true],
  ["a <> 1", "A != 1 /* not one */", true],
  ["a = 'x'", "a = 'X'", false],
  ["(a) or (b)", "a or b", false],
  ["a > 0", "a > 00", false],
])("finds whether %s and %s are one expression", (left, right, isSame) => {
  expect(expressionKey(left, "users") === expressionKey(right, "users")).toBe(isSame);
});

it("finds a column in an expression, not in its strings and functions", () => {
  const mentions = ["age > 1", '"AGE" > 1', "'age' > x", "age(x) > 1"].map((sql) => mentionsColumn(sql, "age"));
  expect(mentions).toEqual([true, true, false, false]);
});

it.each([
  ["'it''s'", { kind: "literal", value: "it's" }],
  ["-5", { kind: "literal", value: -5 }],
  ["(1.5)", { kind: "literal", value: 1.5 }],
  ["NULL", undefined],
  ["TRUE", { kind: "literal", value: true }],
  ["9007199254740993", { kind: "expression", sql: "9007199254740993" }],
  ["x'00'", { kind: "expression", sql: "x'00'" }],
  ["(datetime('now'))", { kind: "expression", sql: "datetime('now')" }],
  ["CURRENT_TIMESTAMP", { kind: "expression", sql: "CURRENT_TIMESTAMP" }],
])("reads the default %s", (text, expected) => {
  expect(readDefaultText(text)).toEqual(expected);
});

it("gives one form to defaults that SQLite makes equal", () => {
  const canonical = (type: string, value: string | number | boolean): unknown =>
    canonicalDefault({ type, default: { kind: "literal", value } });
  expect([
    canonical("integer", "5"),
    canonical("varchar", 5),
    canonical("boolean", 0),
    canonical("integer", true),
    canonical("integer", ""),
    canonicalDefault({ type: "integer", default: { kind: "expression", sql: " ( 5 ) " } }),
  ]).toEqual([
    { kind: "literal", value: 5 },
    { kind: "literal", value: "5" },
    { kind: "literal", value: false },
    { kind: "literal", value: 1 },
    { kind: "literal", value: "" },
    { kind: "literal", value: 5 },
  ]);
});

it("ignores the default of a numbered column, which is never used", () => {
  const given = { type: "integer", default: { kind: "literal", value: 0 }, autoIncrement: true } as const;
  expect(canonicalDefault(given)).toBeUndefined();
});

it("puts default expressions in parentheses, where they need them", () => {
  expect(["lower('A')", "(1 + 2)", "(1) + (2)", "current_timestamp"].map(writeDefaultExpression)).toEqual([
    "(lower('A'))",
    "(1 + 2)",
    "((1) + (2))",
    "current_timestamp",
  ]);
});

it.each([
  ["select 1; -- done", { sql: "select 1", verb: "SELECT", isSeveral: false, returnsRows: true }],
  ["select ';' ; select 2", { isSeveral: true }],
  [
    "with a as (select 1) insert into t select * from a returning x",
    { verb: "INSERT", returnsRows: true, isQuery: false },
  ],
  ["create trigger t after insert on a begin select 1; delete from b; end;", { verb: "CREATE", isSeveral: false }],
  [
    'select a.b, c as d, "e" from t',
    {
      outputs: [
        { expression: "a.b", name: "b" },
        { expression: "c", name: "d" },
        { expression: '"e"', name: "e" },
      ],
    },
  ],
  ["select ?, ?3, ?, '?' -- ?", { parameterCount: 4 }],
  ["insert into t values (:a)", { hasNamedParameters: true, returnsRows: false }],
  ["", { verb: "", sql: "" }],
])("reads the shape of: %s", (sql, expected) => {
  expect(readShape(sql)).toMatchObject(expected);
});
