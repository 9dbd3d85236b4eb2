import { createTypeSystem } from "../../../../src/dialects/postgres/types";
import { parseTypeName, spellTypeName, userTypeName } from "../../../../src/dialects/postgres/type-name";
import { OrmError } from "../../../../src/errors/orm-error";

const types = createTypeSystem();

describe("the spelling of types", () => {
  it.each([
    ["character varying(255)", "varchar(255)"],
    ["VARCHAR ( 255 )", "varchar(255)"],
    ["int", "integer"],
    ["int8", "bigint"],
    ["decimal(10, 2)", "numeric(10,2)"],
    ["numeric(10)", "numeric(10,0)"],
    ["timestamp without time zone", "timestamp"],
    ["timestamp(3) with time zone", "timestamptz(3)"],
    ["timestamp(6)", "timestamp"],
    ["datetime", "timestamp"],
    ["time(0) without time zone", "time(0)"],
    ["double", "double precision"],
    ["float(24)", "real"],
    ["float", "double precision"],
    ["char", "char(1)"],
    ["character(3)", "char(3)"],
    ["bit varying(8)", "varbit(8)"],
    ["blob", "bytea"],
    ["text[][]", "text[]"],
    ["character varying(10)[]", "varchar(10)[]"],
    ["integer array", "integer[]"],
    ["interval day to second(3)", "interval day to second(3)"],
    ["geometry(Point,4326)", "geometry(Point,4326)"],
    ["users_Role_enum", "users_Role_enum"],
    ["billing.status[]", "billing.status[]"],
    ['"odd.name"', '"odd.name"'],
    ['"status"', "status"],
    ['"char"', '"char"'],
  ])("writes %s as %s", (given, wanted) => {
    expect(types.format(given)).toBe(wanted);
    expect(types.format(wanted)).toBe(wanted);
  });

  it("takes a type apart", () => {
    expect(types.parse("numeric(10,2)[]")).toEqual({
      name: "numeric",
      arguments: ["10", "2"],
      dimensions: 1,
      modifiers: [],
    });
  });

  it.each([
    [{ name: "status" }, "status"],
    [{ name: "Status", schema: "app" }, "app.Status"],
    [{ name: "two words" }, '"two words"'],
    [{ name: 'a"b', schema: "x.y" }, '"x.y"."a""b"'],
    [{ name: "text" }, '"text"'],
  ])("finds the name %j again in what it was spelt as", (name, spelling) => {
    expect(spellTypeName(name)).toBe(spelling);
    expect(userTypeName(parseTypeName(spelling))).toEqual(name);
  });

  it("knows built-in types, enum types, and what is named with its schema", () => {
    const enums = new Set(["role", "app.kind"]);
    const known = ["varchar(5)", "role", "role[]", "app.kind", "other.thing", "Vector(3)"];
    expect(known.filter((type) => !types.has(type, enums))).toEqual([]);
    expect(["nothing", "varchar2", "enum"].filter((type) => types.has(type, enums))).toEqual([]);
  });
});

describe("values that a column cannot hold", () => {
  it.each([
    ["timestamp", new Date(Number.NaN)],
    ["timestamptz", 5],
    ["integer", Number.NaN],
    ["integer", 1.5],
    ["integer", "abc"],
    ["bigint", 2 ** 60],
    ["numeric", Number.NaN],
    ["numeric", Infinity],
    ["boolean", "yes"],
    ["text", { a: 1 }],
    ["text", ["a"]],
    ["text", Symbol("x")],
    ["uuid", new Date(0)],
    ["jsonb", 5n],
    ["jsonb", () => 1],
    ["bytea", "text"],
    ["text[]", "a"],
    ["integer[]", ["x"]],
  ])("are refused: %s", (type, value) => {
    let caught: unknown;
    try {
      types.codec(type).encode!(value);
    } catch (error) {
      caught = error;
    }
    expect(OrmError.is(caught, "QUERY.INVALID_VALUE")).toBe(true);
  });
});

describe("numbers by the type of the property", () => {
  it("reads bigint as text, as a bigint, or as a number where it is exact", () => {
    const read = (kind: "bigint" | "number" | undefined): unknown =>
      types.codec("bigint", kind).decode?.("9007199254740993") ?? "9007199254740993";
    expect([read(undefined), read("bigint"), read("number")]).toEqual([
      "9007199254740993",
      9007199254740993n,
      "9007199254740993",
    ]);
    expect(types.codec("bigint", "number").decode!("12")).toBe(12);
    expect(types.codec("numeric(5,2)", "number").decode!("1.50")).toBe(1.5);
  });
});
