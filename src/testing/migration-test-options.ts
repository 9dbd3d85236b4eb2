import { resolve } from "node:path";
import { loadConfig } from "../data-source/config/load-config";
import type { DataSourceOptions } from "../data-source/data-source-options";
import type { SqlFragment } from "../schema/sql-fragment";

/** Runs SQL on the database of the test; rows come as objects by column name. */
export type TestQuery = (
  statement: string | SqlFragment,
  parameters?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Rows for a test, by the revision at which they are written. */
export type TestData = Readonly<Record<string, (query: TestQuery) => Promise<unknown>>>;

/** Which migrations are tested, and where. */
export interface MigrationTestOptions {
  /** The options of a data source, or a URL. Default: what `orm.config.ts` says. */
  readonly dataSource?: DataSourceOptions | string;
  /** The configuration file; default: `orm.config.*` in the working directory or above it. */
  readonly config?: string;
  /** The database, where the configuration has several. */
  readonly name?: string;
  /**
   * Whether the test makes a new, empty database for itself beside the one of the options (on its server; a temporary file; memory), and
   * drops it at the end. `false` works in the database of the options, which must be empty and is not cleaned up. Default: true.
   */
  readonly scratch?: boolean;
  /** Rows that are written once a revision is applied. */
  readonly dataAt?: TestData;
  /** Rows that are written before a revision is applied. */
  readonly dataBefore?: TestData;
  /** Revisions that are stamped instead of run, up and down. */
  readonly skipRevisions?: readonly string[];
  /** The lowest revision that a downgrade leads to: it and those before it are never taken down. */
  readonly minimumDowngradeRevision?: string;
  /** Revisions that are meant to change values of rows: after up and down only the keys of the rows have to be as before. */
  readonly changesRows?: readonly string[];
  /** Arguments for the revisions: `op.x`. */
  readonly x?: Readonly<Record<string, string>>;
  /** Told what is left out, and why. Default: a line on standard error. */
  readonly onNote?: (note: string) => void;
}

/** The options of the data source under test: nothing happens on its own when it connects. */
export async function readDataSourceOptions(options: MigrationTestOptions): Promise<DataSourceOptions> {
  const { dataSource, config, name } = options;
  const given =
    typeof dataSource === "string" ? { url: dataSource } : (dataSource ?? (await loadConfigured(config, name)));
  const { upgradeOnInitialize: _upgrade, tenants: _tenants, ...migrations } = given.migrations ?? {};
  return { ...given, root: resolve(given.root ?? "."), synchronize: false, migrations };
}

async function loadConfigured(file: string | undefined, name: string | undefined): Promise<DataSourceOptions> {
  const request = { ...(file === undefined ? {} : { file }), ...(name === undefined ? {} : { name }) };
  return (await loadConfig({ directory: process.cwd(), ...request })).loadDataSourceOptions();
}
