import { DataSource } from "../data-source/data-source";
import type { DataSourceOptions } from "../data-source/data-source-options";
import { findDialect } from "../data-source/find-dialect";
import { withType } from "../data-source/with-type";
import { noScratchPlace } from "../dialect/scratch-place";

/** A connected data source of a test. */
export interface TestDatabase {
  readonly dataSource: DataSource;
  /** Closes the connections and drops what was made for the test. */
  close(): Promise<void>;
}

/**
 * Connects to a new, empty database beside the one of the options, or to that one itself.
 * @throws OrmError `DIALECT.NO_SCRATCH_PLACE`, `CONNECTION.*`.
 */
export async function openTestDatabase(options: DataSourceOptions, isScratch: boolean): Promise<TestDatabase> {
  if (!isScratch) {
    const dataSource = await new DataSource(options).initialize();
    return { dataSource, close: () => dataSource.destroy() };
  }
  const { dialect } = findDialect(options);
  if (dialect.databases === undefined) throw noScratchPlace(`${dialect.name} cannot make databases for tests`);
  const scratch = await dialect.databases.createScratch(withType(options));
  const dataSource = new DataSource(scratch.options as unknown as DataSourceOptions);
  try {
    await dataSource.initialize();
  } catch (error) {
    await scratch.drop();
    throw error;
  }
  return {
    dataSource,
    async close() {
      try {
        await dataSource.destroy();
      } finally {
        await scratch.drop();
      }
    },
  };
}
