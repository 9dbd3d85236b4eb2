import { execute } from "../../../src/operations/execute";
import { renderOperations } from "../../../src/revisions/render/render-operations";
import { SqlFragment } from "../../../src/schema/sql-fragment";

describe("execute", () => {
  it("keeps what it says for the case of a break, and prints it again", () => {
    const operation = execute.create("CALL p()", { isApplied: "SELECT count(*) FROM t", idempotent: true });
    expect(execute.toArguments(operation)).toEqual([
      "CALL p()",
      { isApplied: "SELECT count(*) FROM t", idempotent: true },
    ]);
    expect(renderOperations([operation], []).lines).toEqual([
      'await op.execute("CALL p()", { isApplied: "SELECT count(*) FROM t", idempotent: true });',
    ]);
  });

  it("leaves out what says nothing", () => {
    expect(execute.create("SELECT 1", { idempotent: false })).toEqual(execute.create("SELECT 1"));
    expect(execute.toArguments(execute.create(new SqlFragment(["SELECT ", ""], [1])))).toHaveLength(1);
  });

  it.each([
    ["an empty query", { isApplied: " " }],
    ["a query that is no text", { isApplied: 1 }],
    ["a yes that is no boolean", { idempotent: "yes" }],
  ])("refuses %s", (_name, options) => {
    expect(() => execute.create("CALL p()", options as never)).toThrow(/^execute: /);
  });
});
