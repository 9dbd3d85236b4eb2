import type { DataSource } from "../data-source/data-source";
import type { Runner } from "../migrate/runner";
import type { CommandContext } from "./command";

/** A runner on an open data source. */
export interface OpenRunner {
  readonly runner: Runner;
  readonly dataSource: DataSource;
  /** For people: `SQLite 3.45.1, app.db`. */
  readonly database: string;
}

/**
 * Connects as the configuration says, does the work, and closes.
 * The entities are loaded only for commands that compare them: a broken entity must not keep a database from going up.
 */
export async function withRunner<T>(
  { directory, configFile }: CommandContext,
  needs: { readonly entities: boolean },
  work: (open: OpenRunner) => Promise<T>,
): Promise<T> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  const { DataSource } = require("../data-source/data-source") as typeof import("../data-source/data-source");
  const { Runner } = require("../migrate/runner") as typeof import("../migrate/runner");
  const config = await loadConfig({ directory, ...(configFile === undefined ? {} : { file: configFile }) });
  const options = await config.loadDataSourceOptions();
  const dataSource = new DataSource({ ...options, ...(needs.entities ? {} : { entities: [] }), synchronize: false });
  await dataSource.initialize();
  try {
    return await work({
      runner: new Runner(dataSource),
      dataSource,
      database: `${dataSource.dialect.displayName}, ${dataSource.address}`,
    });
  } finally {
    await dataSource.destroy();
  }
}

/** The place of the revision files, without a database. */
export async function openMigrationPlace({
  directory,
  configFile,
}: CommandContext): Promise<import("../migrate/locations").MigrationPlace> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  return loadConfig({ directory, ...(configFile === undefined ? {} : { file: configFile }) });
}
