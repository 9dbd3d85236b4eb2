import type { Databases } from "../dialect/databases";
import type { DialectOptions } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { TenantOptions } from "../migrate/tenant-options";
import type { BaseDataSourceOptions, DataSourceOptions } from "./data-source-options";
import { findDialect } from "./find-dialect";
import { withType } from "./with-type";

/** Where one tenant lives. */
export interface TenantPlace {
  readonly tenant: string;
  /** Options of a data source that leads there, and makes nothing by itself. */
  readonly options: DataSourceOptions;
  /** Its schema, where tenants are schemas. */
  readonly schema?: string;
  /** Creates its database, where tenants are databases. */
  createDatabase?(): Promise<void>;
}

/** Which tenants a data source has. @throws OrmError `CONFIG.INVALID` where the options say nothing of tenants. */
export function tenantOptionsOf(options: BaseDataSourceOptions): TenantOptions {
  const tenants = options.migrations?.tenants;
  if (tenants !== undefined) {
    if (tenants.kind === "schema" || tenants.kind === "database") return tenants;
    throw new OrmError("CONFIG.INVALID", `migrations.tenants.kind is ${JSON.stringify(tenants.kind)}`, {
      hint: 'Write "schema" or "database".',
    });
  }
  throw new OrmError("CONFIG.INVALID", "the configuration says nothing of tenants", {
    hint: 'Say where they are: migrations: { tenants: { kind: "schema", list: ["acme", "globex"] } }.',
  });
}

/** The place of a tenant, as the options say. Nothing is connected. @throws OrmError `CONFIG.INVALID`. */
export function placeOfTenant(options: DataSourceOptions, tenant: string): TenantPlace {
  const tenants = tenantOptionsOf(options);
  const { dialect } = findDialect(options);
  const { databases } = dialect;
  if (databases === undefined) {
    throw new OrmError("CONFIG.INVALID", `there are no tenants with ${dialect.name}: its databases cannot be chosen`, {
      hint: "Its dialect would have to implement `databases`.",
    });
  }
  const base = withoutTenants(options);
  const told = tenants.template?.(tenant) ?? tenant;
  if (tenants.kind === "database") {
    const place = databaseOptions(databases, base, told, tenants.template === undefined);
    return {
      tenant,
      options: databases.existing(place) as DataSourceOptions,
      createDatabase: () => databases.create(place),
    };
  }
  const { inSchema } = databases;
  if (inSchema === undefined) {
    throw new OrmError("CONFIG.INVALID", `migrations.tenants.kind: ${dialect.name} has no schemas in a database`, {
      hint: 'Write kind: "database": a database for each tenant.',
    });
  }
  const schema = typeof told === "string" ? told : told["schema"];
  if (typeof schema !== "string" || schema === "") {
    throw new OrmError("CONFIG.INVALID", `migrations.tenants.template gives no schema for tenant "${tenant}"`, {
      hint: "Give the name of the schema, or options with `schema`.",
    });
  }
  const place = inSchema(typeof told === "string" ? base : { ...base, ...told }, schema);
  // The version table of a tenant is its own, wherever the configuration keeps the others.
  const migrations = { ...(place as BaseDataSourceOptions).migrations, versionTableSchema: schema };
  return { tenant, schema, options: { ...place, migrations } as DataSourceOptions };
}

function databaseOptions(
  databases: Databases,
  base: DialectOptions,
  told: string | Readonly<Record<string, unknown>>,
  isName: boolean,
): DialectOptions {
  if (typeof told !== "string") return { ...base, ...told };
  if (/^[a-z][a-z0-9+.-]*:/i.test(told)) {
    const { database: _database, ...rest } = base;
    return { ...rest, url: told };
  }
  return databases.inDatabase(base, isName ? databases.nameFor(base, told) : told);
}

/** One tenant has no tenants, and nothing happens to it but what is asked for. */
function withoutTenants(options: DataSourceOptions): DialectOptions {
  const { tenants: _tenants, upgradeOnInitialize: _upgrade, ...migrations } = options.migrations ?? {};
  return { ...withType(options), synchronize: false, migrations };
}
