import type { RunEvent } from "../../../src/migrate/run-event";
import { withRunLog, type RunLogging } from "../../../src/migrate/run-log";

const step = { revision: "a1", direction: "upgrade", headsBefore: [], headsAfter: ["a1"] } as const;
const events: readonly RunEvent[] = [
  { type: "wait", holder: "orm on db1\nsince 10:00", waited: 1500 },
  { type: "plan", steps: [step] },
  { type: "revision:start", step, message: "add users", position: 1, count: 1 },
  { type: "statement", revision: "a1", sql: `INSERT INTO t\n  VALUES ('${"x".repeat(300)}')`, milliseconds: 3.4 },
  { type: "revision:end", step, message: "add users", milliseconds: 12.3 },
  { type: "done", steps: [step], milliseconds: 20 },
];

function logged(logging: RunLogging | undefined): { readonly lines: string[]; readonly seen: readonly string[] } {
  const lines: string[] = [];
  const seen: string[] = [];
  const clock = { now: () => new Date("2026-11-21T10:00:00Z") };
  const report = withRunLog(
    ({ type }) => seen.push(type),
    logging,
    (line) => lines.push(line),
    clock,
  );
  for (const event of events) report(event);
  return { lines, seen };
}

describe("the log of a run", () => {
  it("hands every event on, and writes nothing where nothing is configured", () => {
    expect(logged(undefined)).toEqual({ lines: [], seen: events.map(({ type }) => type) });
    expect(logged({ level: "silent" })).toEqual({ lines: [], seen: events.map(({ type }) => type) });
  });

  it("has a line for each revision, and for waits", () => {
    expect(logged({}).lines).toEqual([
      "[warn] waiting for the lock: orm on db1 since 10:00 holds it",
      "[info] 1 to do",
      "[info] upgrade a1 add users (12 ms)",
    ]);
    expect(logged({ level: "warn" }).lines).toHaveLength(1);
  });

  it.each([
    ["none", "[debug] a1 (3 ms)"],
    ["short", `[debug] a1 INSERT INTO t VALUES ('${"x".repeat(177)}... (3 ms)`],
    ["full", `[debug] a1 INSERT INTO t VALUES ('${"x".repeat(300)}') (3 ms)`],
  ] as const)("with sql %s shows of a statement what it says", (sql, line) => {
    expect(logged({ level: "debug", sql }).lines[2]).toBe(line);
  });

  it("writes an object a line as JSON", () => {
    expect(logged({ format: "json" }).lines.map((line) => JSON.parse(line) as unknown)[2]).toEqual({
      time: "2026-11-21T10:00:00.000Z",
      level: "info",
      event: "revision:end",
      message: "upgrade a1 add users (12 ms)",
      revision: "a1",
      milliseconds: 12.3,
    });
  });
});
