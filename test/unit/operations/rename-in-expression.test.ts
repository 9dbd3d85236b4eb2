import { renameInExpression } from "../../../src/operations/rename-in-expression";

test.each([
  ["price > 0", "cost > 0"],
  ["price_old > price", "price_old > cost"],
  [`"price" > 0 and status = 'price'`, `"cost" > 0 and status = 'price'`],
  ["`price` > [price]", "`cost` > [cost]"],
  ["it <> 'it''s the price'", "it <> 'it''s the price'"],
  ["t.price > coalesce(price, 0)", "t.cost > coalesce(cost, 0)"],
])("follows a renamed column in %s", (before, after) => {
  expect(renameInExpression(before, "price", "cost")).toBe(after);
});

test("quotes a bare mention whose new name needs quotes", () => {
  expect(renameInExpression(`price > 0 and "price" < 9`, "price", 'the "cost"')).toBe(
    `"the ""cost""" > 0 and "the ""cost""" < 9`,
  );
});
