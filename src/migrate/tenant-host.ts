import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Introspector } from "../dialect/introspector";
import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { emptySchema, type Column, type Schema, type Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { overlay } from "../util/overlay";
import type { MigrationHost } from "./migration-host";

/**
 * A data source as one tenant's schema: the objects of entities that name another schema are shared with others, so they take no part in
 * comparisons, and no operation may change them. SQL of a revision's own is not looked into.
 */
export function createTenantHost(host: MigrationHost, schema: string, tenant: string): MigrationHost {
  const wantedSchema = (): Schema => withoutShared(host.wantedSchema(), schema);
  const { lowering, introspector, normalizer } = host.dialect;
  const shared = createSharedTables(schema, wantedSchema);
  const dialect: ResolvedDialect = overlay(host.dialect, {
    lowering: overlay(lowering, {
      lower(operations, context) {
        for (const operation of operations) refuseShared(operation, schema, tenant);
        return lowering.lower(operations, context);
      },
    }),
    introspector: overlay(introspector, {
      async read(connection, scope) {
        const own = await introspector.read(connection, scope);
        return scope.schemas === undefined ? shared.addTo(own, await shared.read(introspector, connection)) : own;
      },
    }),
    normalizer: overlay(normalizer, {
      async normalize(connection, wanted, actual) {
        return shared.addTo(await normalizer.normalize(connection, wanted, actual), actual);
      },
    }),
  });
  return overlay(host, { dialect, wantedSchema });
}

/** The tables of other schemas that the tenant's keys refer to, as far as they do: the same on both sides of a comparison. */
function createSharedTables(own: string, wantedSchema: () => Schema) {
  function references(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const { references: to } of wantedSchema().tables.flatMap(({ foreignKeys }) => foreignKeys)) {
      if (to.schema === undefined || to.schema === own) continue;
      const key = nameKey({ name: to.table, schema: to.schema });
      found.set(key, new Set([...(found.get(key) ?? []), ...to.columns]));
    }
    return found;
  }
  return {
    async read(introspector: Introspector, connection: DriverConnection): Promise<Schema> {
      const referred = references();
      if (referred.size === 0) return emptySchema;
      const schemas = wantedSchema().tables.flatMap(({ foreignKeys }) =>
        foreignKeys.flatMap(({ references: { schema } }) => (schema === undefined || schema === own ? [] : [schema])),
      );
      return introspector.read(connection, { schemas: [...new Set(schemas)].sort() });
    },
    addTo(schema: Schema, source: Schema): Schema {
      const referred = references();
      const added = source.tables.flatMap((table) => {
        const columns = table.schema === undefined ? undefined : referred.get(nameKey(table));
        return columns === undefined ? [] : [stubOf(table, columns)];
      });
      const isShared = (table: Table): boolean => table.schema !== undefined && referred.has(nameKey(table));
      return { ...schema, tables: [...schema.tables.filter((table) => !isShared(table)), ...added] };
    },
  };
}

/** What a key needs of the table that it refers to. */
function stubOf(table: Table, columns: ReadonlySet<string>): Table {
  const { name, schema, primaryKey, uniques } = table;
  const isOf = (key: { readonly columns: readonly string[] }): boolean =>
    key.columns.every((column) => columns.has(column));
  return {
    name,
    ...(schema === undefined ? {} : { schema }),
    columns: table.columns.filter((column) => columns.has(column.name)).map(plainColumn),
    ...(primaryKey === undefined || !isOf(primaryKey) ? {} : { primaryKey }),
    uniques: uniques.filter(isOf),
    foreignKeys: [],
    checks: [],
    indexes: table.indexes.filter(
      ({ unique, parts }) => unique === true && parts.every(({ column }) => columns.has(column ?? "")),
    ),
  };
}

/** A column without what numbers or computes it. */
function plainColumn({ name, type, nullable, collation }: Column): Column {
  return { name, type, nullable, ...(collation === undefined ? {} : { collation }) };
}

function withoutShared(wanted: Schema, own: string): Schema {
  const { schemas: _schemas, schemaComments: _comments, ...rest } = wanted;
  const isOwn = ({ schema }: { readonly schema?: string }): boolean => schema === undefined || schema === own;
  return {
    ...rest,
    tables: wanted.tables.filter(isOwn),
    enums: wanted.enums.filter(isOwn),
    objects: wanted.objects.filter(isOwn),
  };
}

/** @throws OrmError `TENANT.SHARED_OBJECT`. */
function refuseShared(operation: Operation, own: string, tenant: string): void {
  if (operation.kind === "autocommit") {
    for (const part of operation.operations) refuseShared(part, own, tenant);
    return;
  }
  const schema = schemaOf(operation);
  if (schema === undefined || schema === own) return;
  throw new OrmError(
    "TENANT.SHARED_OBJECT",
    `tenant "${tenant}": "${summarizeOperation(operation)}" is about schema "${schema}", which is not the tenant's`,
    {
      hint: "Change what tenants share in revisions of its own, for the data source without tenants; here leave out the schema's name.",
      details: { tenant, schema },
    },
  );
}

/** The schema of what an operation changes; what it only refers to may be anywhere. */
function schemaOf(operation: Operation): string | undefined {
  if (operation.kind === "createSchema" || operation.kind === "dropSchema") return operation.name;
  if ("table" in operation) return operation.table.schema;
  if ("enum" in operation) return operation.enum.schema;
  if ("object" in operation) return operation.object.kind === "extension" ? undefined : operation.object.schema;
  return "schema" in operation ? operation.schema : undefined;
}
