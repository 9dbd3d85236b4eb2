import { allModelsRegistered, modelsMatch, singleHead, upDownUp, upgradeFromBase } from "./migration-checks";
import type { MigrationTestOptions } from "./migration-test-options";
import { findTestRunner, type TestRunner } from "./test-runner";

/** The checks that {@link describeMigrations} registers. */
export type MigrationCheckName = "singleHead" | "upgradeFromBase" | "modelsMatch" | "upDownUp" | "allModelsRegistered";

/** What is tested, and how. */
export interface DescribeMigrationsOptions extends MigrationTestOptions {
  /** The name of the block of tests. Default: `migrations`. */
  readonly title?: string;
  /** Patterns of files whose entities must all be in the data source; without them that is not tested. */
  readonly modelFiles?: readonly string[];
  /** Checks that are left out. */
  readonly without?: readonly MigrationCheckName[];
  /** How long one test may take, in milliseconds. Default: 120,000. */
  readonly timeout?: number;
  /** The functions of the runner of tests, where they are not global. */
  readonly runner?: TestRunner;
}

const TIMEOUT = 120_000;

/**
 * Registers tests of a project's migrations: one head, an empty database goes up, the entities match, and every revision goes up, down
 * and up again.
 *
 * @example
 * import { describeMigrations } from "ormolu/testing";
 *
 * describeMigrations({
 *   dataAt: { "3f2a9c1d7b4e": (query) => query("insert into users (id, email) values (1, 'ada@example.org')") },
 * });
 */
export function describeMigrations(options: DescribeMigrationsOptions = {}): void {
  const { title = "migrations", modelFiles, without = [], timeout = TIMEOUT, runner, ...rest } = options;
  const { describe, it } = findTestRunner(runner);
  const checks: readonly (readonly [name: MigrationCheckName, title: string, check: () => Promise<unknown>])[] = [
    ["singleHead", "have a single head", () => singleHead(rest)],
    ["upgradeFromBase", "bring an empty database to the head", () => upgradeFromBase(rest)],
    ["modelsMatch", "lead to what the entities say", () => modelsMatch(rest)],
    ["upDownUp", "go up, down and up again, and leave no trace", () => upDownUp(rest)],
  ];
  describe(title, () => {
    for (const [name, what, check] of checks) {
      if (!without.includes(name)) it(what, async () => void (await check()), timeout);
    }
    if (modelFiles === undefined || without.includes("allModelsRegistered")) return;
    it("know every entity of the project", () => allModelsRegistered(modelFiles, rest), timeout);
  });
}
