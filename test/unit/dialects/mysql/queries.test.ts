import { mysqlDialect } from "../../../../src/dialects/mysql";
import type { Expression } from "../../../../src/sql/ast";
import type { SelectQuery } from "../../../../src/sql/ast";

const { queries } = mysqlDialect.resolve(mysqlDialect.offline);
const name: Expression = { kind: "column", table: "u", name: "name" };
const query: SelectQuery = {
  kind: "select",
  columns: [{ expression: name }],
  from: [{ kind: "table", table: { name: "users" }, alias: "u" }],
  joins: [],
  orderBy: [],
};

describe("queries", () => {
  it("give OFFSET the LIMIT that it needs", () => {
    expect(queries.compile({ ...query, offset: { kind: "parameter", slot: 0 } }).sql).toBe(
      "SELECT `u`.`name` FROM `users` `u` LIMIT 18446744073709551615 OFFSET ?",
    );
  });

  it("sort nulls to the other end", () => {
    const orderBy = [
      { expression: name, direction: "asc", nulls: "last" },
      { expression: name, direction: "asc", nulls: "first" },
      { expression: name, direction: "desc", nulls: "first" },
    ] as const;
    expect(queries.compile({ ...query, orderBy }).sql).toBe(
      "SELECT `u`.`name` FROM `users` `u` ORDER BY `u`.`name` IS NULL ASC, `u`.`name` ASC, `u`.`name` ASC, `u`.`name` IS NULL DESC, `u`.`name` DESC",
    );
  });

  it("join texts with CONCAT and lock in the form that both flavours know", () => {
    const where: Expression = {
      kind: "binary",
      operator: "=",
      left: { kind: "binary", operator: "||", left: name, right: { kind: "literal", value: "x" } },
      right: { kind: "parameter", slot: 0 },
    };
    expect(queries.compile({ ...query, where, lock: { strength: "share" } }).sql).toBe(
      "SELECT `u`.`name` FROM `users` `u` WHERE (CONCAT(`u`.`name`, 'x')) = ? LOCK IN SHARE MODE",
    );
  });

  it("insert a row of defaults", () => {
    const insert = { kind: "insert", into: { name: "users" }, columns: [], rows: [[]], returning: [] } as const;
    expect(queries.compile(insert).sql).toBe("INSERT INTO `users` () VALUES ()");
  });
});
