import {
  descendantsOf,
  namesDescent,
  parentsOf,
  readAttributeName,
  renameInAttributes,
  withRenamedParent,
  writeAttributeName,
} from "../../../src/schema/attribute-names";
import { table } from "../../../src/schema/edit";
import { emptySchema } from "../../../src/schema/model";

describe("attributes that name tables", () => {
  it.each([
    [{ name: "cities" }, "cities"],
    [{ schema: "geo", name: "cities" }, "geo.cities"],
    [{ schema: "geo.old", name: 'a "b"' }, '"geo.old"."a ""b"""'],
  ])("spell %j so that it can be read again", (name, text) => {
    expect(writeAttributeName(name)).toBe(text);
    expect(readAttributeName(text)).toEqual(name);
  });

  it("say what a table descends from, in their order", () => {
    const attributes = { "x.inherits": ["one", "other.two"], "x.partitionOf": "three", "x.engine": "four" };
    expect(parentsOf({ attributes })).toEqual([{ name: "one" }, { schema: "other", name: "two" }, { name: "three" }]);
    expect(Object.keys(attributes).filter(namesDescent)).toEqual(["x.inherits", "x.partitionOf"]);
  });

  it("follow the rename of the table", () => {
    const child = table({ name: "child", columns: [], attributes: { "x.inherits": ["one", "two"] } });
    expect(withRenamedParent(child, { name: "one" }, "One more")).toEqual({
      ...child,
      attributes: { "x.inherits": ['"One more"', "two"] },
    });
    expect(withRenamedParent(child, { schema: "s", name: "one" }, "other")).toBe(child);
  });

  it("follow the rename of a column in lists of columns and in text, and nowhere else", () => {
    const attributes = { "x.include": ["a", "b"], "x.partitionBy": "RANGE (a)", "x.with": ["a=1"], "x.unlogged": true };
    const rename = (column: string): string => (column === "a" ? "c" : column);
    expect(renameInAttributes(attributes, rename, (text) => text.replace("(a)", "(c)"))).toEqual({
      ...attributes,
      "x.include": ["c", "b"],
      "x.partitionBy": "RANGE (c)",
    });
  });

  it("lead to children and their children, each once", () => {
    const of = (name: string, ...parents: string[]) =>
      table({ name, columns: [], attributes: { "x.inherits": parents } });
    const tables = [of("top"), of("left", "top"), of("right", "top"), of("low", "left", "right"), of("apart")];
    expect(descendantsOf({ ...emptySchema, tables }, { name: "top" }).map(({ name }) => name)).toEqual([
      "left",
      "low",
      "right",
    ]);
  });
});
