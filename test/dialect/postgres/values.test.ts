import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

/** Type, value, and what comes back where it is not the value itself. */
const cases: readonly (readonly [type: string, value: unknown, back?: unknown])[] = [
  ["smallint", -5],
  ["integer", 2147483647],
  ["bigint", "9007199254740993"],
  ["bigint", 12n, "12"],
  ["numeric(30,10)", "12345678901234567890.0123456789"],
  ["real", 1.5],
  ["double precision", 0.1],
  ["double precision", Number.NaN],
  ["double precision", -Infinity],
  ["boolean", true],
  ["boolean", false],
  ["text", 'it\'s \\ "quoted" €\n'],
  ["varchar(10)", "héllo"],
  ["char(3)", "abc"],
  ["uuid", "7d444840-9dc0-11d1-b245-5ffdce74fad2"],
  ["date", "2020-02-29"],
  ["time", "10:00:00.5"],
  ["timestamp", new Date(2026, 0, 31, 10, 20, 30, 456)],
  ["timestamp", new Date(-62135596800000)],
  ["timestamptz", new Date("2026-01-31T10:20:30.456Z")],
  ["timestamptz", new Date("0001-06-01T00:00:00.001Z")],
  ["timestamptz", new Date("-000044-03-15T12:00:00Z")],
  ["timestamptz", new Date("+012026-01-01T00:00:00Z")],
  ["timestamptz", Infinity],
  ["interval", "1 day 02:00:00"],
  ["json", { a: [1, null, "x"], b: { c: true } }],
  ["jsonb", [1, 2]],
  ["jsonb", "text"],
  ["jsonb", 5],
  ["jsonb", false],
  ["bytea", Buffer.from([0, 1, 255, 92, 39])],
  ["bytea", Buffer.alloc(0)],
  ["inet", "10.0.0.1/8"],
  ["text[]", ["a", 'b "c" \\', null, "NULL", "", "x,y{}"]],
  ["integer[]", []],
  [
    "integer[]",
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["boolean[]", [true, null, false]],
  ["bytea[]", [Buffer.from("x"), Buffer.from([0])]],
  ["jsonb[]", [{ a: 1 }, "s"]],
  ["timestamptz[]", [new Date("2026-01-31T10:20:30.456Z")]],
  ["integer", null],
  ["jsonb", null],
];

describeEachPlace(places, "values of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("values");
  });
  afterAll(async () => place?.close());

  const store = async (type: string, value: unknown): Promise<unknown> => {
    const { encode, decode } = place.server.types.codec(type);
    await place.query(`create temporary table place_of_value (v ${place.server.types.format(type)})`);
    try {
      await place.query("insert into place_of_value values ($1)", [encode === undefined ? value : encode(value)]);
      const raw = (await place.query("select v from place_of_value where $1::integer = 1", [1]))[0]![0];
      return raw === null || decode === undefined ? raw : decode(raw);
    } finally {
      await place.query("drop table place_of_value");
    }
  };

  it.each(cases.map((given) => [given[0], given[1], given] as const))(
    "come back as they went in: %s %p",
    async (type, value, given) => {
      expect(await store(type, value)).toEqual(given.length === 3 ? given[2] : value);
    },
  );

  it("keep texts by key, on servers that have the extension for them", async () => {
    const [available] = await place.query("select 1 from pg_available_extensions where name = 'hstore'");
    if (available === undefined) return;
    await place.query("create extension if not exists hstore");
    const { encode, decode } = place.server.types.codec("hstore", "object");
    const values = { 'a "b" \\': "x=>1, y", "": "", "€\n": null, NULL: "null" };
    const [row] = await place.query("select $1::hstore, $2::hstore -> 'a'", [encode!(values), encode!({ a: 5 })]);
    expect([decode!(row![0]), row![1]]).toEqual([values, "5"]);
  });

  it("keeps JSON null apart from NULL", async () => {
    const [row] = await place.query("select 'null'::jsonb, null::jsonb");
    expect(row).toEqual(["null", null]);
    expect(place.server.types.codec("jsonb").decode!(row![0])).toBeNull();
  });

  it("binds values without a codec, and decodes them by the type of the result", async () => {
    const moment = new Date("2026-01-31T10:20:30.456Z");
    const { fields, rows } = await place.connection.execute(
      "select $1::timestamptz, $2::timestamp, $3::text[], $4::jsonb, $5::boolean, $6::bytea, $7::bigint, $8::integer",
      [moment, moment, ["a", null], { a: 1 }, true, Buffer.from("x"), 5n, 7],
    );
    const decoded = rows[0]!.map((raw, index) => {
      const { decode } = place.server.types.fieldCodec(fields[index]!);
      return decode === undefined ? raw : decode(raw);
    });
    expect(decoded).toEqual([moment, moment, ["a", null], { a: 1 }, true, Buffer.from("x"), "5", 7]);
  });

  it("finds rows by a list in one parameter", async () => {
    const { sql } = place.server.queries.compile({
      kind: "select",
      columns: [{ expression: { kind: "column", table: "t", name: "relname" } }],
      from: [{ kind: "table", table: { schema: "pg_catalog", name: "pg_class" }, alias: "t" }],
      joins: [],
      where: {
        kind: "in",
        operand: { kind: "column", table: "t", name: "relname" },
        list: { kind: "listParameter", slot: 0, size: 2 },
        negated: false,
      },
      orderBy: [{ expression: { kind: "column", table: "t", name: "relname" }, direction: "desc" }],
    });
    expect(sql).toBe(
      'SELECT "t"."relname" FROM "pg_catalog"."pg_class" "t" WHERE "t"."relname" = ANY ($1) ORDER BY "t"."relname" DESC',
    );
    expect(await place.query(sql, [["pg_class", "pg_type"]])).toEqual([["pg_type"], ["pg_class"]]);
  });

  it("counts the rows that changed, and gives back what an INSERT returns", async () => {
    await place.query("create table counted (id integer, word text)");
    const inserted = await place.connection.execute(
      "insert into counted values ($1, $2), ($3, $4) returning word",
      [1, "a", 2, "b"],
      { prepare: true },
    );
    expect(inserted).toMatchObject({ affected: 2, rows: [["a"], ["b"]], fields: [{ name: "word", type: 25 }] });
    const selected = await place.connection.execute("select id from counted", [], { prepare: true });
    expect(selected).toMatchObject({ affected: 0, rows: [["1"], ["2"]] });
    expect((await place.connection.execute("delete from counted where id < $1", [5])).affected).toBe(2);
    await place.query("drop table counted");
  });
});
