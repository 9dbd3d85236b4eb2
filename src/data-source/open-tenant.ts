import { compileOperation } from "../dialect/ddl-compiler";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { MigrationHost } from "../migrate/migration-host";
import { createTenantHost } from "../migrate/tenant-host";
import { emptySchema } from "../schema/model";
import { DataSource } from "./data-source";
import type { DataSourceOptions } from "./data-source-options";
import { placeOfTenant, tenantOptionsOf, type TenantPlace } from "./tenant-place";

/** The place of a tenant, connected. */
export interface OpenedTenant {
  readonly dataSource: DataSource;
  /** The data source as the runner takes it: what is shared with other tenants takes no part. */
  readonly host: MigrationHost;
}

/**
 * Connects to the place of a tenant; the caller destroys the data source.
 *
 * @throws OrmError `TENANT.MISSING` where it does not exist and `tenants.create` is not set; `CONFIG.*`, `CONNECTION.*`.
 */
export async function openTenant(options: DataSourceOptions, tenant: string): Promise<OpenedTenant> {
  const isCreated = tenantOptionsOf(options).create === true;
  const place = placeOfTenant(options, tenant);
  const dataSource = await connect(place, isCreated);
  const { schema } = place;
  if (schema === undefined) return { dataSource, host: dataSource };
  try {
    await requireSchema(dataSource, tenant, schema, isCreated);
    return { dataSource, host: createTenantHost(dataSource, schema, tenant) };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function connect({ tenant, options, createDatabase }: TenantPlace, isCreated: boolean): Promise<DataSource> {
  try {
    return await new DataSource(options).initialize();
  } catch (error) {
    if (!OrmError.is(error, "CONNECTION.DATABASE_MISSING") || createDatabase === undefined) throw error;
    if (!isCreated) throw missing(tenant, "database", error);
    await createDatabase();
    return new DataSource(options).initialize();
  }
}

async function requireSchema(host: MigrationHost, tenant: string, schema: string, isCreated: boolean): Promise<void> {
  const { introspector, ddl } = host.dialect;
  await host.withConnection(async (connection) => {
    const exists = async (): Promise<boolean> =>
      (await introspector.listSchemas?.(connection))?.includes(schema) ?? true;
    if (await exists()) return;
    if (!isCreated) throw missing(tenant, "schema");
    const statements = compileOperation(ddl, { kind: "createSchema", name: schema }, { schema: emptySchema });
    for (const { sql, parameters } of statements) await createOnce(connection, sql, parameters, exists);
  });
}

/** Another process may create it at the same time. */
async function createOnce(
  connection: DriverConnection,
  sql: string,
  parameters: readonly unknown[],
  exists: () => Promise<boolean>,
): Promise<void> {
  try {
    await connection.execute(sql, parameters);
  } catch (error) {
    if (!(await exists())) throw error;
  }
}

function missing(tenant: string, kind: "schema" | "database", cause?: unknown): OrmError {
  return new OrmError("TENANT.MISSING", `the ${kind} of tenant "${tenant}" does not exist`, {
    hint: `Create it, correct the list of tenants, or let it be created: migrations: { tenants: { create: true } }.`,
    details: { tenant, kind },
    ...(cause === undefined ? {} : { cause }),
  });
}
