import { OrmError } from "../errors/orm-error";

/** The two functions with which a runner of tests takes tests: jest's, vitest's, mocha's. */
export interface TestRunner {
  describe(name: string, define: () => void): unknown;
  it(name: string, test: () => Promise<void>, timeout?: number): unknown;
}

/** The runner that is given, or the one whose functions are global. @throws OrmError `CONFIG.INVALID` where there is none. */
export function findTestRunner(given: TestRunner | undefined): TestRunner {
  if (given !== undefined) return given;
  const { describe, it } = globalThis as unknown as Partial<TestRunner>;
  if (typeof describe === "function" && typeof it === "function") return { describe, it };
  throw new OrmError("CONFIG.INVALID", "there is no describe and no it here: no runner of tests has made them global", {
    hint: "Call it in a test file, or give the functions of the runner: { runner: { describe, it } }.",
  });
}
