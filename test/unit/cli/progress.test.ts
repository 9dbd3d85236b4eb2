import { createProgress, progressLine } from "../../../src/cli/progress";
import type { RunEvent } from "../../../src/migrate/run-event";
import { collectOutput } from "../../support/collect-output";

const at = { revision: "a1", message: "add users", position: 2, count: 4, sql: "", rows: undefined };

describe("the progress of a run", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("is one line with the bar, the revision, the time and the statement", () => {
    expect(progressLine({ ...at, sql: "CREATE TABLE\n  users (id int)" }, 12_340, 200)).toBe(
      "━━━━━───────────────  2/4  a1 add users  12.3 s  CREATE TABLE users (id int)".replace("  2/4", " 2/4"),
    );
  });

  it("counts the rows of a batch", () => {
    const line = progressLine({ ...at, sql: "users", rows: { done: 500, total: 1000 } }, 75_000, 200);
    expect(line).toBe("━━━━━━━───────────── 2/4  a1 add users  1 min 15 s  users 500/1000 rows");
  });

  it("is cut to the width, and shows control characters as escapes", () => {
    const line = progressLine({ ...at, sql: `DROP TABLE "\u001b[2J${"x".repeat(200)}"` }, 1000, 80);
    expect(Array.from(line)).toHaveLength(79);
    expect(line.endsWith("…")).toBe(true);
    expect(line).toContain(String.raw`\u001b[2J`);
  });

  const start: RunEvent = {
    type: "revision:start",
    step: { revision: "a1", direction: "upgrade", headsBefore: [], headsAfter: ["a1"] },
    message: "add users\nmore",
    position: 1,
    count: 1,
  };

  it("appears after half a second, and goes at the end", () => {
    const { output, statuses } = collectOutput();
    const progress = createProgress(output, () => 120);
    progress.onEvent(start);
    progress.onEvent({ type: "statement:start", revision: "a1", sql: "CREATE INDEX i" });
    jest.advanceTimersByTime(450);
    expect(statuses).toEqual([]);
    jest.advanceTimersByTime(200);
    expect(statuses.at(-1)).toMatch(/^─{20} 1\/1 {2}a1 add users {2}0\.\d s {2}CREATE INDEX i$/);
    progress.end();
    expect(statuses.at(-1)).toBeUndefined();
    const count = statuses.length;
    jest.advanceTimersByTime(1000);
    expect(statuses).toHaveLength(count);
  });
});
