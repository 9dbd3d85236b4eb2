import { canonicalDefault, readDefaultText } from "../../../../src/dialects/postgres/default-text";
import { parseTypeName } from "../../../../src/dialects/postgres/type-name";

describe("a default as the catalog writes it", () => {
  it.each([
    ["'draft'::character varying", "varchar(20)", "draft"],
    ["'it''s'::text", "text", "it's"],
    ["E'a\\\\b'::text", "text", "a\\b"],
    ["'a'::\"Role\"", "Role", "a"],
    ["'a'::app.\"Role\"", "app.Role", "a"],
    ["'{a}'::role[]", "role[]", "{a}"],
    ["'{\"a\": 1}'::jsonb", "jsonb", '{"a": 1}'],
    ["0", "numeric(10,2)", 0],
    ["1.50", "numeric(10,2)", "1.50"],
    ["'-1'::integer", "integer", -1],
    ["5::bigint", "bigint", 5],
    ["'9223372036854775807'::bigint", "bigint", "9223372036854775807"],
    ["true", "boolean", true],
    ["'ab'::bpchar", "char(3)", "ab"],
  ])("reads %s of %s as a literal", (text, type, value) => {
    expect(readDefaultText(text, parseTypeName(type))).toEqual({ kind: "literal", value });
  });

  it.each([
    ["now()", "timestamp"],
    ["'a'::text || 'b'::text", "text"],
    ["ARRAY[]::text[]", "text[]"],
    ["'now'::text::date", "date"],
    ["nextval('free'::regclass)", "integer"],
    ["lower('A'::text)", "text"],
  ])("keeps %s as an expression", (text, type) => {
    expect(readDefaultText(text, parseTypeName(type))).toEqual({ kind: "expression", sql: text });
  });

  it("is none where it is NULL", () => {
    expect(readDefaultText("NULL::character varying", parseTypeName("varchar"))).toBeUndefined();
    expect(canonicalDefault({ kind: "expression", sql: "null" }, parseTypeName("varchar"))).toBeUndefined();
  });

  it("has one form for each type", () => {
    const value = (given: string | number | boolean, type: string): unknown =>
      canonicalDefault({ kind: "literal", value: given }, parseTypeName(type));
    expect([value("5", "integer"), value(5, "varchar"), value("true", "boolean")]).toEqual([
      { kind: "literal", value: 5 },
      { kind: "literal", value: "5" },
      { kind: "literal", value: true },
    ]);
  });
});
