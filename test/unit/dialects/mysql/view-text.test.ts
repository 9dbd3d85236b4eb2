import { foreignDatabases, withoutDatabase } from "../../../../src/dialects/mysql/view-text";

describe("the text of a view", () => {
  it.each([
    ["columns and tables", "select `shop`.`t`.`a` AS `a` from `shop`.`t`", "select `t`.`a` AS `a` from `t`"],
    ["functions", "select `shop`.`f`(1) AS `f`", "select `f`(1) AS `f`"],
    [
      "joins",
      "from ((`shop`.`t` `x` join `shop`.`u` on((`x`.`a` = 1))))",
      "from ((`t` `x` join `u` on((`x`.`a` = 1))))",
    ],
    ["sequences", "select nextval(`shop`.`s`) AS `n`", "select nextval(`s`) AS `n`"],
  ])("loses the name of its database before %s", (_what, text, expected) => {
    expect(withoutDatabase(text, "shop")).toBe(expected);
  });

  it.each([
    ["another database", "select 1 from `other`.`t`"],
    ["a string", "select '`shop`.`t`' AS `s` from `t`"],
    ["an alias of the same name", "select `shop`.`a` AS `a` from `t` `shop` where (`shop`.`a` > 1)"],
  ])("keeps %s", (_what, text) => {
    expect(withoutDatabase(text, "shop")).toBe(text);
  });

  it("tells a table that is named like its database from the database", () => {
    const text = "select `shop`.`shop`.`shop` AS `shop` from `shop`.`shop`";
    expect(withoutDatabase(text, "shop")).toBe("select `shop`.`shop` AS `shop` from `shop`");
  });

  it("keeps a name with a quote in it whole", () => {
    expect(withoutDatabase("select `a``b`.`c`.`d` from `a``b`.`c`", "a`b")).toBe("select `c`.`d` from `c`");
  });

  it("names the other databases that it reads", () => {
    const text = "select 1 from `b`.`t` join (a.u) join `own`.`v` join `w`";
    expect(foreignDatabases(text, "own")).toEqual(["a", "b"]);
  });
});
