import { mariadbDialect, mysqlDialect } from "../../../../src/dialects/mysql";

const mysql = mysqlDialect.resolve(mysqlDialect.offline).types;
const mariadb = mariadbDialect.resolve(mariadbDialect.offline).types;

describe("column types", () => {
  it.each([
    ["integer", "int"],
    ["INT(11) UNSIGNED", "int unsigned"],
    ["int signed", "int"],
    ["tinyint(4)", "tinyint"],
    ["tinyint(1)", "tinyint(1)"],
    ["tinyint(1) unsigned", "tinyint unsigned"],
    ["boolean", "tinyint(1)"],
    ["int(5) zerofill", "int(5) unsigned zerofill"],
    ["numeric", "decimal(10,0)"],
    ["decimal( 10 , 2 )", "decimal(10,2)"],
    ["double precision", "double"],
    ["float(30)", "double"],
    ["float(10)", "float"],
    ["float(7,2)", "float(7,2)"],
    ["character varying(20)", "varchar(20)"],
    ["varchar", "varchar(255)"],
    ["char", "char(1)"],
    ["datetime(0)", "datetime"],
    ["timestamp with time zone", "timestamp"],
    ["timestamp(3)", "timestamp(3)"],
    ["year(4)", "year"],
    ["text(20)", "tinytext"],
    ["blob(300)", "blob"],
    ["bit", "bit(1)"],
    ["enum('a', \"b\", 'it''s', 'x\\\\y')", "enum('a','b','it''s','x\\\\y')"],
    ["set( 'A','b,c')", "set('A','b,c')"],
    ["json", "json"],
  ])("%s is written %s", (type, expected) => {
    expect([mysql.format(type), mariadb.format(type), mysql.format(expected)]).toEqual([expected, expected, expected]);
  });

  it("of UUIDs depend on the flavour", () => {
    expect([mysql.format("uuid"), mariadb.format("uuid")]).toEqual(["char(36)", "uuid"]);
  });

  it.each([
    ["int(11)", "integer", true],
    ["tinyint(1)", "bool", true],
    ["tinyint(1)", "tinyint", false],
    ["enum('a','b')", "ENUM('a', 'b')", true],
    ["enum('a','b')", "enum('A','b')", false],
    ["varchar(10)", "varchar(11)", false],
  ])("%s and %s are the same: %p", (left, right, expected) => {
    expect(mysql.same(left, right)).toBe(expected);
  });

  it.each([
    ["varchar(20)", true],
    ["int unsigned", true],
    ["varchar(20) unsigned", false],
    ["int[]", false],
    ["jsonb", false],
    ["money", false],
    ["vector(3)", true],
  ])("knows %s: %p", (type, expected) => {
    expect(mysql.has(type, new Set())).toBe(expected);
  });
});

describe("codecs", () => {
  it.each([
    ["int", Number.NaN],
    ["int", "abc"],
    ["int", {}],
    ["int", Symbol("x")],
    ["int", new Date()],
    ["bigint", 2 ** 53],
    ["bigint", "1e3"],
    ["decimal(10,2)", Number.POSITIVE_INFINITY],
    ["varchar(10)", { a: 1 }],
    ["varchar(10)", ["a"]],
    ["varchar(10)", Number.NaN],
    ["datetime", new Date(Number.NaN)],
    ["datetime", "soon"],
    ["datetime", 5],
    ["datetime", new Date("+010000-06-01T00:00:00Z")],
    ["json", 5n],
    ["json", { a: [Number.NaN] }],
    ["json", () => 1],
    ["blob", 5],
    ["set('a')", ["a,b"]],
  ])("of %s refuse %p", (type, value) => {
    expect(() => mysql.codec(type).encode!(value)).toThrow(expect.objectContaining({ code: "QUERY.INVALID_VALUE" }));
  });

  it("keep NULL and the JSON text null apart on the way in", () => {
    const { encode } = mysql.codec("json", "object");
    expect([encode!(null), encode!("null"), encode!([null])]).toEqual([null, '"null"', "[null]"]);
  });

  it("give an invalid date for a date that no calendar has", () => {
    expect(String(mysql.codec("datetime", "date").decode!("0000-00-00 00:00:00"))).toBe("Invalid Date");
  });

  it("take instants with a zone as text", () => {
    const types = mysqlDialect.resolve({ ...mysqlDialect.offline, facts: { timezone: "Z" } }).types;
    expect(types.codec("datetime(3)").encode!("2026-01-02T05:04:05.678+02:00")).toBe("2026-01-02 03:04:05.678");
  });
});
