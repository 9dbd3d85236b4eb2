import { resolve } from "node:path";
import { OrmError } from "../errors/orm-error";
import type { RunOptions, RunResult } from "../migrate/run-event";
import { Runner } from "../migrate/runner";
import { DEFAULT_CONCURRENCY } from "../migrate/tenant-options";
import { checkTenants, runEachTenant, type TenantOutcome, type TenantRunOptions } from "../migrate/tenants";
import { nearestName } from "../util/nearest-name";
import { createDriver } from "./connect";
import { DataSource } from "./data-source";
import type { BaseDataSourceOptions, DataSourceOptions } from "./data-source-options";
import { findDialect } from "./find-dialect";
import { loadEntities, type EntityItem } from "./load-entities";
import { createModuleLoader } from "./loader/module-loader";
import { openTenant } from "./open-tenant";
import { tenantOptionsOf } from "./tenant-place";

/** A runner for one tenant; `close` is called when the work on it is over. */
export interface TenantRunner {
  readonly runner: Runner;
  close?(): Promise<void>;
}

/** The options of a data source with `migrations.tenants`, or what makes a runner for a tenant. */
export type TenantSource = DataSourceOptions | ((tenant: string) => Promise<TenantRunner>);

/** What is done for every tenant, and for which. */
export interface RunTenantsOptions<T> extends TenantRunOptions<T> {
  /** Default: all that the options of the data source list. Needed where runners are made by a function. */
  readonly tenants?: readonly string[];
  /** The work, with what the run of this tenant may be told. Default: an upgrade to the head. */
  readonly run?: (runner: Runner, options: RunOptions, tenant: string) => Promise<T>;
}

/**
 * Runs revisions for many tenants, some at once: `migrations.tenants` of the options says which there are and where they live. Each has its
 * own version table and its own lock; one that fails stops none of the others. Started again, it goes on with those that are not done.
 *
 * @returns what became of every tenant. It throws only what keeps all of them from being begun.
 * @throws OrmError `CONFIG.INVALID`, `TENANT.UNKNOWN`, and what the list of tenants fails with.
 * @example
 * const outcomes = await runTenants(dataSource.options, { concurrency: 8 });
 * const failed = outcomes.filter(({ status }) => status === "failed");
 */
export async function runTenants(
  source: TenantSource,
  options?: RunTenantsOptions<RunResult>,
): Promise<readonly TenantOutcome<RunResult>[]>;
export async function runTenants<T>(
  source: TenantSource,
  options: RunTenantsOptions<T> & Required<Pick<RunTenantsOptions<T>, "run">>,
): Promise<readonly TenantOutcome<T>[]>;
export async function runTenants(
  source: TenantSource,
  options: RunTenantsOptions<unknown> = {},
): Promise<readonly TenantOutcome<unknown>[]> {
  const { tenants, run = upgrade, ...spread } = options;
  const { names, open, concurrency } = await prepare(source, tenants, options.run !== undefined);
  const { signal } = spread;
  return runEachTenant(names, work, { ...spread, concurrency: spread.concurrency ?? concurrency });

  async function work(tenant: string, onEvent: NonNullable<RunOptions["onEvent"]>): Promise<unknown> {
    const opened = await open(tenant);
    try {
      return await run(opened.runner, { onEvent, ...(signal === undefined ? {} : { signal }) }, tenant);
    } finally {
      await opened.close?.();
    }
  }
}

interface Prepared {
  readonly names: readonly string[];
  readonly open: (tenant: string) => Promise<TenantRunner>;
  readonly concurrency: number;
}

async function prepare(
  source: TenantSource,
  tenants: readonly string[] | undefined,
  needsEntities: boolean,
): Promise<Prepared> {
  if (typeof source === "function") return { names: tenants ?? [], open: source, concurrency: DEFAULT_CONCURRENCY };
  const names = await chooseTenants(source, tenants);
  // Revisions run without the entities: a broken one must not keep a tenant from going up. Where they are needed, they are loaded once.
  const entities = needsEntities ? await loadOnce(source) : [];
  const options = { ...source, entities } as DataSourceOptions;
  return {
    names,
    concurrency: concurrencyOf(source),
    async open(tenant) {
      const { dataSource, host } = await openTenant(options, tenant);
      return { runner: new Runner(host), close: () => dataSource.destroy() };
    },
  };
}

/** Schemas of a database that takes one connection are worked on one after the other. */
function concurrencyOf(source: DataSourceOptions): number {
  const { kind, concurrency = DEFAULT_CONCURRENCY } = tenantOptionsOf(source);
  if (kind === "database") return concurrency;
  const { type, dialect } = findDialect(source);
  return Math.min(concurrency, createDriver(dialect, type, source).maxConnections);
}

function loadOnce({ entities = [], root = "." }: BaseDataSourceOptions): Promise<readonly EntityItem[]> {
  return loadEntities(entities, resolve(root), () => createModuleLoader({ root: resolve(root) }));
}

/** All tenants of a data source; where a query tells them, it runs on the data source's own database. @throws OrmError `CONFIG.INVALID`. */
export async function listTenants(options: DataSourceOptions): Promise<readonly string[]> {
  const { list } = tenantOptionsOf(options);
  if (typeof list !== "function") return checkList(list);
  const { tenants: _tenants, upgradeOnInitialize: _upgrade, ...migrations } = options.migrations ?? {};
  const own = { ...options, entities: [], synchronize: false, migrations } as DataSourceOptions;
  const dataSource = await new DataSource(own).initialize();
  try {
    return checkList(await list((statement, parameters) => dataSource.query(statement, parameters)));
  } finally {
    await dataSource.destroy();
  }
}

/** The tenants that are named, or all. @throws OrmError `TENANT.UNKNOWN` for a name that the list does not have. */
export async function chooseTenants(
  options: DataSourceOptions,
  named: readonly string[] | undefined,
): Promise<readonly string[]> {
  const all = await listTenants(options);
  if (named === undefined) return all;
  const known = new Set(all);
  const unknown = named.find((tenant) => !known.has(tenant));
  if (unknown === undefined) return checkTenants(named);
  const near = nearestName(unknown, all);
  throw new OrmError("TENANT.UNKNOWN", `there is no tenant "${unknown}"`, {
    hint: `${near === undefined ? "" : `Did you mean "${near}"? `}\`migrations.tenants.list\` tells ${all.length === 1 ? "one tenant" : `${all.length} tenants`}.`,
    details: { tenant: unknown, ...(near === undefined ? {} : { nearest: near }) },
  });
}

function checkList(list: unknown): readonly string[] {
  if (Array.isArray(list)) return checkTenants(list as readonly string[]);
  throw new OrmError("CONFIG.INVALID", "migrations.tenants.list is no list of names", {
    hint: "Give an array of strings, or a function that resolves with one.",
  });
}

function upgrade(runner: Runner, options: RunOptions): Promise<RunResult> {
  return runner.upgrade("head", options);
}
