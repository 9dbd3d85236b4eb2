import type { ValueKind } from "../../../src/dialect/type-system";
import { driverNames, openPlace, type Place } from "./place";

/** Column type, what the property is, the value that goes in, and the value that comes back where it is another one. */
type Case = readonly [type: string, kind: ValueKind, value: unknown, back?: unknown];

const cases: readonly Case[] = [
  ["integer", "number", 0],
  ["integer", "number", -2_147_483_649],
  ["integer", "number", Number.MAX_SAFE_INTEGER],
  ["bigint", "bigint", 9_223_372_036_854_775_807n],
  ["bigint", "bigint", -9_223_372_036_854_775_808n],
  ["bigint", "bigint", 5n],
  ["bigint", "string", "9007199254740993"],
  ["bigint", undefined, "5"],
  ["bigint", "number", 5_000_000_000],
  ["real", "number", 0.1],
  ["double precision", "number", 1e300],
  ["float", "number", -Infinity],
  ["real", "number", 3],
  ["decimal(10,2)", "string", "12345678.90"],
  ["decimal(10,2)", "number", 0.07],
  ["decimal(20,0)", "string", "9223372036854775807"],
  ["numeric", undefined, "-0.000001"],
  ["varchar(50)", "string", 'it\'s "quoted" ünïcode 🦆 \n ?'],
  ["varchar", "string", ""],
  ["varchar", "string", "0012"],
  ["text", "string", 5_000_000_000, "5000000000"],
  ["uuid", "string", "12345678-1234-1234-1234-123456789012"],
  ["boolean", "boolean", true],
  ["boolean", "boolean", false],
  ["blob", "buffer", Buffer.from([0, 1, 255])],
  ["blob", "buffer", Buffer.alloc(0)],
  ["datetime", "date", new Date("2026-11-20T18:27:33.123Z")],
  ["datetime", "date", new Date("0001-01-01T00:00:00.000Z")],
  ["timestamp", "date", "2026-11-20T20:27:33+02:00", new Date("2026-11-20T18:27:33Z")],
  ["datetime", "string", "2026-11-20 18:27:33.000"],
  ["date", "string", "2026-02-28"],
  ["date", "date", new Date("2026-02-28T00:00:00Z")],
  ["time", "string", "18:27:33"],
  ["json", "object", { a: [1, null, "x"], b: { c: true } }],
  ["json", "object", "123"],
  ["json", "object", 123],
  ["json", "object", [1, 2]],
  ["jsonb", "object", false],
];

const named = cases.map(([type, kind, value, back = value]) => ({ type, kind, value, back }));

describe.each(driverNames)("values by %s", (name) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(name);
  });
  afterAll(async () => place.close());

  it.each(named)("keep what they are: $type as $kind, $value", async ({ type, kind, value, back }) => {
    const codec = place.dialect.types.codec(type, kind);
    await place.query("drop table if exists one");
    await place.query(`create table one (v ${type})`);
    await place.query("insert into one values (?), (null)", [codec.encode ? codec.encode(value) : value]);
    const rows = await place.query("select v from one order by v is null");
    const raw = rows[0]![0];
    expect(codec.decode ? codec.decode(raw) : raw).toEqual(back);
    expect(rows[1]).toEqual([null]);
  });

  it("finds a row by a value beyond 32 and 53 bits, whatever the type of the column", async () => {
    await place.query("create table keys (i integer, t text, n)");
    await place.query("insert into keys values (?, ?, ?)", [2n ** 62n, "x", 5_000_000_000]);
    const found = await place.query("select i, n, typeof(n) from keys where i = ? and n = ? limit ?", [
      2n ** 62n,
      5_000_000_000,
      1,
    ]);
    expect(found).toEqual([[2n ** 62n, 5_000_000_000, "integer"]]);
  });

  it("gives big integers back exactly from RETURNING", async () => {
    await place.query("create table big (id integer primary key, v integer)");
    const sql = 'insert into big values (?, ?), (2, 3) returning "id", v as w';
    expect(await place.query(sql, [2n ** 60n + 1n, 7n])).toEqual([
      [2n ** 60n + 1n, 7],
      [2, 3],
    ]);
    expect(await place.query("update big set v = ? where id = 2 returning v", [2n ** 60n + 1n])).toEqual([
      [2n ** 60n + 1n],
    ]);
  });

  it("binds whole numbers as integers and booleans, dates and null as SQLite has them", async () => {
    const values = [5, 5.5, true, null, new Date("2026-11-20T18:27:33Z"), 5n, Buffer.from("a")];
    const rows = await place.query(
      "select typeof(?), typeof(?), typeof(?), typeof(?), ?, typeof(?), typeof(?)",
      values,
    );
    expect(rows).toEqual([["integer", "real", "integer", "null", "2026-11-20 18:27:33.000", "integer", "blob"]]);
  });

  it.each([
    ["NaN", NaN],
    ["undefined", undefined],
    ["a symbol", Symbol("x")],
    ["an invalid Date", new Date(NaN)],
    ["an object", { a: 1 }],
    ["an array", [1]],
    ["a bigint beyond 64 bits", 2n ** 63n],
    ["NUL in text", "a\0b"],
    ["half a surrogate pair", "\ud800"],
  ])("refuses to bind %s", async (_title, value) => {
    await expect(place.query("select ?", [value])).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
  });
});
