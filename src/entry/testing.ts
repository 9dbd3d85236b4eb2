/** `ormolu/testing`: tests of one's own migrations, and the compliance tests for authors of dialects. */
import "reflect-metadata";

export {
  allModelsRegistered,
  modelsMatch,
  singleHead,
  upDownUp,
  upgradeFromBase,
  type MigrationCheck,
} from "../testing/migration-checks";
export { MigrationTester } from "../testing/migration-tester";
export {
  describeMigrations,
  type DescribeMigrationsOptions,
  type MigrationCheckName,
} from "../testing/describe-migrations";
export type { MigrationTestOptions, TestData, TestQuery } from "../testing/migration-test-options";
export type { TestRunner } from "../testing/test-runner";
export type { UpDownUpReport } from "../testing/up-down-up";
export {
  describeDialect,
  dialectChecks,
  type DescribeDialectOptions,
  type DialectTestRunner,
} from "../testing/dialect-kit/describe-dialect";
export { openDialectBench, type DialectBench } from "../testing/dialect-kit/dialect-bench";
export type { BooleanCapability, DialectCheck } from "../testing/dialect-kit/dialect-check";
