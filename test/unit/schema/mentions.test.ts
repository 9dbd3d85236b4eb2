import { readMentions } from "../../../src/schema/mentions";

const namesIn = (text: string): readonly string[] =>
  readMentions(text).names.map(({ parts, isCall }) => `${parts.join("/")}${isCall ? "()" : ""}`);

describe("names that SQL mentions", () => {
  test.each([
    ["SELECT u.email FROM users u", ["SELECT", "u/email", "FROM", "users", "u"]],
    ['"Billing" . "the ""total"""', ['Billing/the "total"']],
    ["`shop`.`orders` o", ["shop/orders", "o"]],
    ["[order lines]", ["order lines", "order", "lines"]],
    ["items[first]", ["items", "first"]],
    ["count (*) + billing.total(1)", ["count()", "billing/total()"]],
    ["größe + x$1", ["größe", "x$1"]],
    ["'users' || 'it''s orders'", []],
    ["-- users\n a /* orders\n */ b", ["a", "b"]],
    ["AS $body$ SELECT users -- orders\n $body$", ["AS", "SELECT", "users"]],
    ["1.5e3 * rate", ["e3", "rate"]],
    ["t.*", ["t"]],
    ["'unfinished users", ["unfinished", "users"]],
  ])("%s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test("are read behind a backslash whatever it means", () => {
    expect(namesIn(String.raw`'it\'s' || users || '\'`)).toContain("users");
    expect(namesIn(String.raw`split('\', orders) || 'x'`)).toContain("orders");
  });

  test("can stand in strings, as those of sequences do", () => {
    expect(readMentions("nextval('shop.numbers'::regclass) || 'two words' || ''").strings).toEqual([
      "shop.numbers",
      "two words",
    ]);
  });

  test("are found in time that grows with the text", () => {
    const text = "SELECT a.b, 'c', \"d\" FROM e ".repeat(20_000);
    const start = performance.now();
    readMentions(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
