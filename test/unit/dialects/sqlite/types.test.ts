import type { ValueKind } from "../../../../src/dialect/type-system";
import { sqliteDialect } from "../../../../src/dialects/sqlite";

const { types } = sqliteDialect.resolve(sqliteDialect.offline);
const none: ReadonlySet<string> = new Set();

it("keeps the spelling of a type, in small letters and without needless space", () => {
  const spelled = ["VARCHAR( 255 )", "Unsigned  Big INT", "decimal (10 , 2)", "uuid", "simple-json", "simple-enum"];
  expect(spelled.map((type) => types.format(type))).toEqual([
    "varchar(255)",
    "unsigned big int",
    "decimal(10,2)",
    "uuid",
    "text",
    "varchar",
  ]);
  expect([types.same("INT", "int"), types.same("int", "integer")]).toEqual([true, false]);
});

it("knows the types that people use with SQLite, and no others", () => {
  expect(["varchar(10)", "Double Precision", "jsonb", "timestamp"].every((type) => types.has(type, none))).toBe(true);
  expect(["varchr", "money", ""].some((type) => types.has(type, none))).toBe(false);
});

const refused: readonly [string, ValueKind, unknown][] = [
  ["integer", "number", 1.5],
  ["integer", "number", "five"],
  ["integer", "number", NaN],
  ["real", "number", "abc"],
  ["decimal(20,4)", "string", "12345678901234567.8901"],
  ["decimal", "string", "1e999"],
  ["varchar", "string", { a: 1 }],
  ["varchar", "string", ["a"]],
  ["boolean", "boolean", "yes"],
  ["blob", "buffer", "text"],
  ["datetime", "date", new Date(NaN)],
  ["datetime", "date", "yesterday"],
  ["time", "string", "noon"],
  ["json", "object", () => 1],
];

it.each(refused)("refuses what a column of type %s cannot hold (%s): %s", (type, kind, value) => {
  expect(() => types.codec(type, kind).encode!(value)).toThrow(
    expect.objectContaining({ code: "QUERY.INVALID_VALUE" }),
  );
});

it("never writes the value into the error", () => {
  expect(() => types.codec("integer", "number").encode!("secret")).toThrow(
    "a column of type integer cannot hold a value of this kind: string",
  );
});

it("refuses to round an integer for a property that is a number", () => {
  expect(() => types.codec("integer", "number").decode!(2n ** 60n)).toThrow(/beyond 2\^53/);
});

it("stores moments as text in UTC, which sorts by time", () => {
  const { encode, decode } = types.codec("datetime", "date");
  expect(encode!(new Date("2026-11-20T18:27:33.5Z"))).toBe("2026-11-20 18:27:33.500");
  expect(["2026-11-20 18:27:33", "2026-11-20T18:27Z", "2026-11-20"].map((text) => decode!(text))).toEqual([
    new Date("2026-11-20T18:27:33Z"),
    new Date("2026-11-20T18:27:00Z"),
    new Date("2026-11-20T00:00:00Z"),
  ]);
});

it("gives decimals the digits of their scale", () => {
  const decode = (type: string, raw: unknown, kind?: ValueKind): unknown => types.codec(type, kind).decode!(raw);
  expect([
    decode("decimal(10,2)", 1.5),
    decode("decimal", 1e-7),
    decode("numeric(5,1)", 10),
    decode("decimal", 2, "number"),
  ]).toEqual(["1.50", "0.0000001", "10.0", 2]);
});
