import { parseExclusion } from "../../../src/metadata/build/parse-exclusion";

describe("parseExclusion", () => {
  it.each([
    [
      'USING gist ("room" WITH =, "period" WITH &&)',
      {
        method: "gist",
        elements: [
          { column: "room", operator: "=" },
          { column: "period", operator: "&&" },
        ],
      },
    ],
    ["EXCLUDE (Id WITH =)", { elements: [{ column: "id", operator: "=" }] }],
    [
      'USING GIST (tstzrange("from", "to") WITH &&) WHERE (NOT "is(gone)")',
      {
        method: "gist",
        elements: [{ expression: 'tstzrange("from", "to")', operator: "&&" }],
        where: 'NOT "is(gone)"',
      },
    ],
    [
      `using gist ((a || ' with ) ' || b) with -|-)`,
      { method: "gist", elements: [{ expression: "a || ' with ) ' || b", operator: "-|-" }] },
    ],
    [
      'USING btree ("na""me" COLLATE "C" text_pattern_ops DESC NULLS LAST WITH =)',
      {
        method: "btree",
        elements: [
          {
            column: 'na"me',
            collation: "C",
            opclass: "text_pattern_ops",
            order: "desc",
            nulls: "last",
            operator: "=",
          },
        ],
      },
    ],
    [
      "USING gist (c inet_ops ASC WITH OPERATOR(pg_catalog.&&))",
      { method: "gist", elements: [{ column: "c", opclass: "inet_ops", operator: "OPERATOR(pg_catalog.&&)" }] },
    ],
  ])("takes %s apart", (text, parsed) => {
    expect(parseExclusion(text)).toEqual(parsed);
  });

  it.each([
    "",
    "USING gist",
    "USING gist (room)",
    "USING gist (room WITH)",
    "USING gist (room WITH =",
    "USING gist (room WITH =) WHERE active",
    "USING gist (room + 1 WITH =)",
    "USING gist (room WITH =); DROP TABLE rooms",
  ])("does not take %j for an exclusion constraint", (text) => {
    expect(parseExclusion(text)).toBeUndefined();
  });
});
