import type { DataSource } from "../data-source/data-source";
import type { DataSourceOptions } from "../data-source/data-source-options";
import type { MigrationPlace } from "../migrate/locations";
import type { MigrationHost } from "../migrate/migration-host";
import type { Runner } from "../migrate/runner";
import type { CommandContext } from "./command";
import { secretsOf } from "./hide-secrets";
import { readOneTenant } from "./read-tenants";

/** A runner on an open data source. */
export interface OpenRunner {
  readonly runner: Runner;
  readonly dataSource: DataSource;
  /** The same as the runner takes it: of a tenant, its own place alone. */
  readonly host: MigrationHost;
  /** For people: `SQLite 3.45.1, app.db`. */
  readonly database: string;
  /** The entities as the project names them, also where they are not loaded. */
  readonly entities: DataSourceOptions["entities"];
}

/** What a command needs of the project. */
export interface RunnerNeeds {
  /** Whether the entities are loaded: only for commands that compare them. A broken entity must not keep a database from going up. */
  readonly entities: boolean;
  /** Nothing is written: where the database is a file that does not exist, none is made, and it counts as empty. */
  readonly readsOnly?: boolean;
}

/** Connects as the configuration says, does the work, and closes. */
export async function withRunner<T>(
  context: CommandContext,
  needs: RunnerNeeds,
  work: (open: OpenRunner) => Promise<T>,
): Promise<T> {
  const tenant = readOneTenant(context.values);
  if (tenant !== undefined) return withTenant(context, needs, tenant, work);
  const { DataSource } = require("../data-source/data-source") as typeof import("../data-source/data-source");
  const options = await loadOptions(context, { ...needs, entities: true });
  const dataSource = new DataSource(needs.entities ? options : { ...options, entities: [] });
  await dataSource.initialize();
  try {
    return await work(openOn(dataSource, dataSource, databaseName(dataSource), options.entities));
  } finally {
    await dataSource.destroy();
  }
}

/** The same in the place of one tenant. */
async function withTenant<T>(
  context: CommandContext,
  needs: RunnerNeeds,
  tenant: string,
  work: (open: OpenRunner) => Promise<T>,
): Promise<T> {
  const { chooseTenants } = require("../data-source/run-tenants") as typeof import("../data-source/run-tenants");
  const { openTenant } = require("../data-source/open-tenant") as typeof import("../data-source/open-tenant");
  const options = await loadTenantOptions(context, needs);
  await chooseTenants(options, [tenant]);
  const { dataSource, host } = await openTenant(options, tenant);
  try {
    return await work(openOn(dataSource, host, `tenant "${tenant}", ${databaseName(dataSource)}`));
  } finally {
    await dataSource.destroy();
  }
}

function databaseName({ dialect, address }: DataSource): string {
  return `${dialect.displayName}, ${address}`;
}

/** The runner is loaded when it is used: what only looks at the version does without. */
function openOn(
  dataSource: DataSource,
  host: MigrationHost,
  database: string,
  entities?: DataSourceOptions["entities"],
): OpenRunner {
  let runner: Runner | undefined;
  return {
    dataSource,
    host,
    database,
    entities,
    get runner() {
      const { Runner } = require("../migrate/runner") as typeof import("../migrate/runner");
      return (runner ??= new Runner(host));
    },
  };
}

/** The options of the data source whose tenants are meant; a command that only reads creates none of them. */
export async function loadTenantOptions(context: CommandContext, needs: RunnerNeeds): Promise<DataSourceOptions> {
  const options = await loadOptions(context, { entities: needs.entities });
  const { tenants } = options.migrations ?? {};
  if (needs.readsOnly !== true || tenants === undefined) return options;
  return { ...options, migrations: { ...options.migrations, tenants: { ...tenants, create: false } } };
}

async function loadOptions(
  { config, output }: CommandContext,
  { entities, readsOnly = false }: RunnerNeeds,
): Promise<DataSourceOptions> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  const loaded = await loadConfig(config);
  const options = await loaded.loadDataSourceOptions();
  output.hide(secretsOf(options));
  return {
    ...options,
    ...(entities ? {} : { entities: [] }),
    ...(readsOnly ? { emptyIfMissing: true } : {}),
    migrations: { ...options.migrations, upgradeOnInitialize: false },
    synchronize: false,
  };
}

/** The place of the revision files, without a database. */
export async function openMigrationPlace({ config }: Pick<CommandContext, "config">): Promise<MigrationPlace> {
  const { loadConfig } =
    require("../data-source/config/load-config") as typeof import("../data-source/config/load-config");
  return loadConfig(config);
}
