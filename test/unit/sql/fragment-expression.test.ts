import { fragmentExpression } from "../../../src/sql/fragment-expression";
import { sql } from "../../../src/sql/sql-tag";

it("keeps the text of a fragment, and asks what each of its values is", () => {
  const like = { kind: "literal", value: 1 };
  const inner = sql`b = ${like}`;
  let slot = 0;
  expect(fragmentExpression(sql`a > ${5} and ${inner}`, () => ({ kind: "parameter", slot: slot++ }))).toEqual({
    kind: "raw",
    strings: ["a > ", " and b = ", ""],
    expressions: [
      { kind: "parameter", slot: 0 },
      { kind: "parameter", slot: 1 },
    ],
  });
});
