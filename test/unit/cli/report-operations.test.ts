import { reportOperations } from "../../../src/cli/report-operations";
import { createRunReport } from "../../../src/cli/run-report";
import type { Hazard, Operation } from "../../../src/operations/operation";
import { collectOutput } from "../../support/collect-output";

describe("the report of operations", () => {
  const table = { name: "users" };
  const index = (name: string): Operation => ({
    kind: "createIndex",
    table,
    index: { name, parts: [{ column: "a" }] },
  });
  const lock = (message: string): Hazard => ({ kind: "lock", message, hint: "Build it concurrently." });

  it("has what each one risks under it, and a safer way once", () => {
    const { output, lines } = collectOutput();
    const operations = [index("one"), index("two")];
    reportOperations(output, { operations, hazards: [[lock("writes wait for one")], [lock("writes wait for two")]] });
    expect(lines).toEqual([
      '  + create index "one" on table "users"',
      "    locks: writes wait for one",
      "    → Build it concurrently.",
      '  + create index "two" on table "users"',
      "    locks: writes wait for two",
    ]);
  });

  it("tells by a sign what comes, changes and goes", () => {
    const { output, lines } = collectOutput();
    const operations: Operation[] = [
      { kind: "dropView", object: { kind: "view", name: "totals" } },
      { kind: "renameTable", table, newName: "people" },
      { kind: "addColumn", table, column: { name: "a", type: "text", nullable: true } },
    ];
    reportOperations(output, { operations, hazards: [[], [], []] });
    expect(lines).toEqual([
      '  - drop view "totals"',
      '  ~ rename table "users" to "people"',
      '  + add column "a" to table "users"',
    ]);
  });

  it("says what stands outside of the transaction", () => {
    const { output, lines } = collectOutput();
    const block: Operation = { kind: "autocommit", operations: [index("one"), index("two")] };
    reportOperations(output, { operations: [block], hazards: [[]] });
    expect(lines).toEqual([
      '  + create index "one" on table "users" (outside of the transaction)',
      '  + create index "two" on table "users" (outside of the transaction)',
    ]);
  });
});

describe("the report of a run", () => {
  it("says what is tried again, and what makes others wait", () => {
    const { output, lines } = collectOutput();
    const { onEvent } = createRunReport(output, "Upgrading");
    onEvent({ type: "retry", revision: "a1", attempt: 1, attempts: 11, delay: 500 });
    onEvent({ type: "retry", revision: "a1", sql: "ALTER TABLE t\n  DROP x", attempt: 2, attempts: 11, delay: 1200 });
    onEvent({ type: "locks", revision: "a1", sql: "ALTER TABLE t DROP x", reason: "the change needs a lock" });
    expect(lines).toEqual([
      "Revision a1 was rolled back and is tried again in 500 ms: another session holds a lock (attempt 2 of 11).",
      "A statement of revision a1 is tried again in 1.2 s: another session holds a lock (attempt 3 of 11).",
      "  ALTER TABLE t DROP x",
      "a1 makes others wait: the change needs a lock",
      "  ALTER TABLE t DROP x",
    ]);
  });
});
