import { isDuration, readDuration } from "../../../src/migrate/duration";

describe("a span of time", () => {
  it.each([
    [5, 5_000],
    [0.5, 500],
    [0, 0],
    ["5", 5_000],
    ["5s", 5_000],
    ["500ms", 500],
    ["2m", 120_000],
    ["1.5h", 5_400_000],
    [" 3 s ", 3_000],
  ])("reads %j as %d ms", (value, milliseconds) => expect(readDuration(value, "lockTimeout")).toBe(milliseconds));

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, "", "soon", "-5s", "5 days"])("refuses %j", (value) => {
    expect(() => readDuration(value, "lockTimeout")).toThrow(/^lockTimeout is not a span of time/);
    expect(isDuration(value)).toMatch(/^is not a number of seconds/);
  });
});
