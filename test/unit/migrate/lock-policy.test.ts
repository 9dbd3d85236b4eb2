import { delayAfter, lockPolicyOf } from "../../../src/migrate/lock-policy";

describe("the lock policy", () => {
  it("waits and asks for nothing where nothing is said", () => {
    expect(lockPolicyOf({})).toEqual({ lockSafe: false, waitLimit: undefined, attempts: 11 });
  });

  it("counts in milliseconds, and the first attempt too", () => {
    const options = { lockSafe: true, statementLockTimeout: 0.5, statementLockRetries: 0 };
    expect(lockPolicyOf(options)).toEqual({ lockSafe: "prefer", waitLimit: 500, attempts: 1 });
  });

  it.each([
    ["lockSafe", "always"],
    ["statementLockTimeout", 0],
    ["statementLockTimeout", Number.NaN],
    ["statementLockTimeout", "2s"],
    ["statementLockRetries", 1.5],
    ["statementLockRetries", -1],
  ])("refuses %s %j", (name, value) => {
    expect(() => lockPolicyOf({ [name]: value })).toThrow(
      expect.objectContaining({
        code: "CONFIG.INVALID",
        message: expect.stringContaining(`migrations.${name}`) as string,
      }),
    );
  });

  it("waits twice as long each time, up to half a minute", () => {
    const middles = [1, 2, 3, 12].map((attempt) => {
      const delays = Array.from({ length: 50 }, () => delayAfter(attempt));
      const expected = Math.min(30_000, 500 * 2 ** (attempt - 1));
      return delays.every((delay) => delay >= expected * 0.75 && delay <= expected * 1.25);
    });
    expect(middles).toEqual([true, true, true, true]);
  });
});
