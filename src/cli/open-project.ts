import type { DataSource } from "../data-source/data-source";
import type { OfflineHost } from "../data-source/offline-host";
import { OrmError } from "../errors/orm-error";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { CommandContext } from "./command";
import { secretsOf } from "./hide-secrets";

/** A project whose database may answer or not. */
export interface OpenProject {
  /** The dialect of the server that answered, else the newest that there is. */
  readonly host: OfflineHost;
  readonly graph: RevisionGraph;
  /** The database, where one answers; without entities. */
  readonly dataSource: DataSource | undefined;
}

/**
 * Opens a project for work that can do without a database, and knows more with one. Where none answers, a note says so.
 * @param isOffline do not even ask.
 */
export async function withProject<T>(
  { config, output }: CommandContext,
  { isOffline }: { readonly isOffline: boolean },
  work: (project: OpenProject) => Promise<T>,
): Promise<T> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  const { createOfflineHost } = require("../data-source/offline-host") as typeof import("../data-source/offline-host");
  const { loadGraph } = require("../migrate/locations") as typeof import("../migrate/locations");
  const { DataSource } = require("../data-source/data-source") as typeof import("../data-source/data-source");
  const options = await (await loadConfig(config)).loadDataSourceOptions();
  output.hide(secretsOf(options));
  const migrations = { ...options.migrations, upgradeOnInitialize: false };
  const quiet = { ...options, entities: [], emptyIfMissing: true, migrations, synchronize: false };
  const dataSource = isOffline ? undefined : await answering(new DataSource(quiet), output);
  try {
    const host = createOfflineHost(options, dataSource?.dialect);
    return await work({ host, graph: await loadGraph(host), dataSource });
  } finally {
    await dataSource?.destroy();
  }
}

/** The data source, open; `undefined` where there is no driver or no server that takes us. */
async function answering(dataSource: DataSource, output: CommandContext["output"]): Promise<DataSource | undefined> {
  try {
    return await dataSource.initialize();
  } catch (error) {
    if (!OrmError.is(error)) throw error;
    if (!error.code.startsWith("CONNECTION.") && error.code !== "DIALECT.DRIVER_MISSING") throw error;
    output.note(`Without the database: ${error.message}.`);
    return undefined;
  }
}
