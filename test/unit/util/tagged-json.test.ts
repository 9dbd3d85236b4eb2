import { readTagged, writeTagged } from "../../../src/util/tagged-json";

const again = (value: unknown): unknown => readTagged(writeTagged(value));

describe("tagged JSON", () => {
  it.each<[string, unknown]>([
    ["a bigint", 9_007_199_254_740_993n],
    ["a date", new Date("2026-11-21T03:04:05.006Z")],
    ["bytes", Buffer.from([0, 1, 255])],
    ["an array of bytes", new Uint8Array([7, 8])],
    ["undefined", undefined],
    ["null", null],
    ["NaN", Number.NaN],
    ["an infinity", -Infinity],
    ["minus zero", -0],
    ["text", 'it\'s "JSON" \u2028'],
    ["rows", [{ id: 1n, at: new Date(0), data: { a: [null, undefined, false] } }]],
    ["an object with the tag as a key", { $: "bigint", value: "1" }],
  ])("keeps %s", (_name, value) => {
    expect(again(value)).toEqual(value);
  });

  it("keeps an invalid date and what kind of bytes there were", () => {
    expect(Number.isNaN((again(new Date(Number.NaN)) as Date).getTime())).toBe(true);
    expect(Buffer.isBuffer(again(Buffer.from("a")))).toBe(true);
    expect(Object.is(again(-0), -0)).toBe(true);
  });

  it("gives the same text for the same data, in any order of the keys, where that is asked for", () => {
    expect(writeTagged({ b: 1, a: { d: 2n, c: 3 } }, true)).toBe(writeTagged({ a: { c: 3, d: 2n }, b: 1 }, true));
    expect(writeTagged({ b: 1, a: 2 })).toBe('{"b":1,"a":2}');
  });

  it("takes a key named __proto__ for a key", () => {
    const value = again(JSON.parse('{"__proto__": {"polluted": true}}') as unknown) as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });
});
