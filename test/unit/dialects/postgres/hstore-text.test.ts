import { readHstore, writeHstore } from "../../../../src/dialects/postgres/hstore-text";

describe("the text of an hstore", () => {
  it("holds texts by key, and NULL", () => {
    expect(writeHstore({ a: "1", b: null, c: undefined, d: 5, e: false, f: 12n })).toBe(
      '"a"=>"1","b"=>NULL,"c"=>NULL,"d"=>"5","e"=>"false","f"=>"12"',
    );
    expect(readHstore('"a"=>"1", "b"=>NULL')).toEqual({ a: "1", b: null });
    expect([writeHstore({}), readHstore("")]).toEqual(["", {}]);
  });

  it("is read as it was written, whatever the texts hold", () => {
    const values = { 'a "b" \\': "NULL", "": '"', "x=>y": "1, 2", __proto__0: "\\\\", "€\n": "" };
    expect(readHstore(writeHstore(values)!)).toEqual(values);
  });

  it("keeps a key that objects have by themselves", () => {
    expect(Object.entries(readHstore('"__proto__"=>"x", "constructor"=>NULL'))).toEqual([
      ["__proto__", "x"],
      ["constructor", null],
    ]);
  });

  it("holds nothing but texts", () => {
    expect([writeHstore({ a: {} }), writeHstore({ a: ["b"] })]).toEqual([undefined, undefined]);
  });
});
