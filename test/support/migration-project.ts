import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { TestDatabase } from "./databases";

/** A project with an empty database and a folder for its revisions, anew for each test of a block. */
export interface MigrationProject {
  /** A connected data source with the entities; it is closed after the test. */
  connect(entities: readonly object[], source?: typeof DataSource): Promise<DataSource>;
  /** Closes all data sources. */
  close(): Promise<void>;
  /** The names of the revision files. */
  revisionFiles(): readonly string[];
}

/** Call it in a block of `describeEachDatabase`. */
export function useMigrationProject(database: TestDatabase): MigrationProject {
  let root: string;
  let options: DataSourceOptions;
  const open: DataSource[] = [];

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-migrations-"));
    const place = await database.createEmpty();
    options = { ...place, root, migrations: { directory: "migrations" } } as unknown as DataSourceOptions;
  });

  afterEach(async () => {
    await close();
    await database.cleanUp();
    rmSync(root, { recursive: true, force: true });
  });

  return { connect, close, revisionFiles: () => readdirSync(path.join(root, "migrations", "versions")) };

  async function connect(entities: readonly object[], source = DataSource): Promise<DataSource> {
    const dataSource = await new source({ ...options, entities } as DataSourceOptions).initialize();
    open.push(dataSource);
    return dataSource;
  }

  async function close(): Promise<void> {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
  }
}
