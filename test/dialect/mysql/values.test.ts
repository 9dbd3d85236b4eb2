import type { ValueKind } from "../../../src/dialect/type-system";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const bytes = Buffer.from([0, 1, 255, 39, 92]);
const date = new Date("2026-03-29T01:30:15.678Z");

/** Column type, kind of the property, what is written, and what is read where that is something else. */
type Case = readonly [type: string, kind: ValueKind, written: unknown, read?: unknown];

const cases: readonly Case[] = [
  ["int", "number", -2147483648],
  ["int unsigned", "number", 4294967295],
  ["tinyint", "number", 5],
  ["tinyint", "boolean", true],
  ["tinyint(1)", "number", 3],
  ["boolean", undefined, false],
  ["boolean", "boolean", true],
  ["bit(1)", "boolean", true],
  ["bigint", "string", "9007199254740993"],
  ["bigint", "bigint", 9007199254740993n],
  ["bigint", "number", 42],
  ["bigint unsigned", "bigint", 18446744073709551615n],
  ["bigint", undefined, 5, "5"],
  ["decimal(30,10)", "string", "12345678901234567890.0123456789"],
  ["decimal(10,2)", "number", 12.34],
  ["double", "number", 0.1 + 0.2],
  ["double", "number", 5e-324],
  ["float", "number", 0.1],
  ["float", "number", 1.2345678],
  ["varchar(20)", "string", "it's \\ 😀"],
  ["varchar(20)", "string", ""],
  ["text", "string", "a\0b"],
  ["char(3)", "string", "ab"],
  ["date", "string", "2026-01-02"],
  ["date", "string", "0099-01-02"],
  ["time", "string", "-10:00:01"],
  ["time(3)", "string", "10:00:01.5"],
  ["year", "number", 2026],
  ["datetime(3)", "date", date],
  ["datetime(6)", "date", new Date("0099-06-05T04:03:02.001Z")],
  ["datetime(6)", "date", new Date("9999-12-30T00:00:00.999Z")],
  ["datetime(3)", "string", "2026-01-02 03:04:05.678"],
  ["timestamp(3)", "date", date],
  ["json", "object", { a: [1, null, "x'y\\"], b: { c: true } }],
  ["json", "object", []],
  ["json", "object", "text"],
  ["json", "object", 5],
  ["blob", "buffer", bytes],
  ["varbinary(20)", "buffer", bytes],
  ["binary(5)", "buffer", bytes],
  ["blob", "buffer", new Uint8Array([1, 2]), Buffer.from([1, 2])],
  ["enum('a','b''c')", "string", "b'c"],
  ["set('a','b')", "object", ["a", "b"]],
  ["set('a','b')", "object", []],
  ["uuid", "string", "123e4567-e89b-12d3-a456-426614174000"],
];

describeEachPlace(places, "values on %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("values");
  });
  afterAll(async () => place?.close());

  it.each(cases.map((entry) => [...entry] as [...Case]))(
    "come back from a column %s of kind %s: %p",
    async (...entry) => {
      const [type, kind, value, expected = value] = entry as unknown as Case;
      const { types } = place.server;
      const codec = types.codec(type, kind);
      await place.query("drop table if exists v");
      await place.query(`create table v (id int, c ${types.format(type)} null)`);
      const written = codec.encode === undefined ? value : codec.encode(value);
      await place.query("insert into v values (?, ?), (?, ?)", [1, written, 2, null]);
      const read = await place.connection.execute("select c from v order by id", [], { prepare: true });
      const [[raw], [none]] = read.rows as [[unknown], [unknown]];
      expect(codec.decode === undefined ? raw : codec.decode(raw)).toEqual(expected);
      expect(none).toBeNull();
      const found = await place.query("select c from v order by id limit 1");
      const text = found[0]?.[0];
      if (type !== "float") expect(codec.decode === undefined ? text : codec.decode(text)).toEqual(expected);
    },
  );

  it("are found exactly beyond 2^53", async () => {
    const { types } = place.server;
    const encode = types.codec("bigint", "bigint").encode!;
    await place.query("create table big (id bigint primary key)");
    const [one, two] = [9007199254740992n, 9007199254740993n];
    await place.query("insert into big values (?), (?)", [encode(one), encode(two)]);
    expect(await place.query("select id from big where id = ?", [encode(two)])).toEqual([[two.toString()]]);
    expect(await place.query("select id from big where id in (?, ?)", [encode(one), encode(5n)])).toEqual([
      [one.toString()],
    ]);
  });

  it("keep their kind when a prepared statement runs with another one", async () => {
    const run = async (value: unknown): Promise<unknown> => (await place.query("select ? as x", [value]))[0]?.[0];
    expect([await run(null), await run(1), await run("abc"), await run(2.5), await run("7")]).toEqual([
      null,
      1,
      "abc",
      2.5,
      "7",
    ]);
  });

  it("are not read as SQL", async () => {
    const text = "\\' or 1=1 -- ";
    expect(await place.query("select ?", [text])).toEqual([[text]]);
    expect(await place.query(`select ${place.server.queries.quoteString(text)}`)).toEqual([[text]]);
  });

  it.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [Symbol("x")],
    [{ a: 1 }],
    [[1, 2]],
    [new Date(Number.NaN)],
    [() => 1],
  ])("are refused as parameters where they would become something else: %p", async (value) => {
    await expect(place.query("select ?", [value])).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
  });

  it.each(["local", "Z", "+05:30"])("of dates agree with the clock of the server in zone %s", async (timezone) => {
    const driver = mysqlDialect.connect({ ...place.options, timezone });
    const connection = await driver.open();
    try {
      const { types } = mysqlDialect.resolve(await driver.readServerInfo(connection));
      const { rows } = await connection.execute("select now(3), ?, @@session.time_zone", [new Date(0)]);
      const [now, epoch, zone] = rows[0]!;
      const decode = types.codec("datetime(3)", "date").decode!;
      expect(decode(epoch)).toEqual(new Date(0));
      // A zone with summer time that the server has no table of cannot be set.
      if (zone !== "SYSTEM") expect(Math.abs((decode(now) as Date).getTime() - Date.now())).toBeLessThan(5000);
    } finally {
      await connection.close();
    }
  });

  it("of raw queries are decoded by the mark of the column", async () => {
    const { fields, rows } = await place.connection.execute(
      "select 9007199254740993 as a, 5 as b, cast('2026-01-02 03:04:05' as datetime) as c, count(*) as d from dual",
      [],
    );
    const decoded = fields.map((field, index) => {
      const { decode } = place.server.types.fieldCodec(field);
      return decode === undefined ? rows[0]![index] : decode(rows[0]![index]);
    });
    expect(decoded).toEqual(["9007199254740993", 5, new Date(2026, 0, 2, 3, 4, 5), 1]);
  });
});
