import { costOfTypeChange, type TypeChangeCost } from "../../../../src/dialects/postgres/type-change";
import { emptySchema, type Schema } from "../../../../src/schema/model";

const schema: Schema = {
  ...emptySchema,
  objects: [
    { kind: "domain", name: "plain_text", type: "text" },
    { kind: "domain", name: "filled_text", type: "text", checks: [{ name: "filled", expression: "VALUE <> ''" }] },
    { kind: "domain", name: "still_filled", type: "filled_text" },
  ],
};

/** What the servers do; test/dialect/postgres/hazards.test.ts holds the same rows to real servers. */
const COSTS: Readonly<Record<TypeChangeCost, readonly (readonly [from: string, to: string, using?: string])[]>> = {
  none: [
    ["varchar(50)", "varchar(100)"],
    ["varchar(50)", "varchar(100)", "c::varchar(100)"],
    ["varchar(50)", "varchar(100)", '"odd ""name"""::character varying(100)'],
    ["varchar(50)", "text"],
    ["text", "varchar"],
    ["numeric(8,2)", "numeric(12,2)"],
    ["numeric(8,2)", "numeric"],
    ["timestamptz(3)", "timestamptz(6)"],
    ["timestamptz(3)", "timestamptz"],
    ["interval(3)", "interval(6)"],
    ["varbit(4)", "varbit(8)"],
    ["cidr", "inet"],
    ["xml", "text"],
    ["text", "plain_text"],
    ["plain_text", "text"],
    ["plain_text", "varchar"],
  ],
  indexes: [
    ["text", "citext"],
    ["citext", "text"],
    ["oid", "integer"],
    ["integer", "oid"],
  ],
  rewrite: [
    ["varchar(100)", "varchar(50)"],
    ["varchar", "varchar(50)"],
    ["text", "varchar(50)"],
    ["char(3)", "varchar(3)"],
    ["integer", "bigint"],
    ["integer", "numeric"],
    ["numeric(8,2)", "numeric(12,4)"],
    ["numeric", "numeric(8,2)"],
    ["timestamp", "timestamptz", "c AT TIME ZONE 'UTC'"],
    ["timestamp", "timestamptz"],
    ["timestamptz(6)", "timestamptz(3)"],
    ["interval", "interval(3)"],
    ["bit(4)", "varbit(4)"],
    ["inet", "cidr"],
    ["varchar(10)[]", "varchar(20)[]"],
    ["date", "timestamp"],
    ["text", "integer", "c::integer"],
    ["varchar(50)", "varchar(100)", "lower(c)"],
    ["json", "jsonb"],
    ["uuid", "text"],
    ["text", "filled_text"],
    ["text", "still_filled"],
    ["mood", "text"],
  ],
};

const rows = Object.entries(COSTS).flatMap(([cost, changes]) =>
  changes.map(([from, to, using]) => [from, to, using ?? "no expression", cost, using] as const),
);

describe("a change of type", () => {
  test.each(rows)("from %s to %s with %s costs: %s", (from, to, _text, cost, using) => {
    expect(costOfTypeChange(from, to, schema, using)).toBe(cost);
  });
});
