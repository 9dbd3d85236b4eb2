import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import { schemaFilter } from "../diff/exclude-objects";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import { scopeOf } from "./scope";

/** What a comparison reads: the schemas of the entities, those that `includeSchemas` adds, without those that `includeName` leaves out. */
export async function comparisonScopeOf(
  host: Pick<MigrationHost, "dialect" | "migrations">,
  connection: DriverConnection,
  wanted: Schema,
): Promise<SchemaScope> {
  const scope = scopeOf(host, wanted);
  const { defaultSchema, introspector } = host.dialect;
  const { includeSchemas, includeName } = host.migrations;
  const all = includeSchemas === true ? await introspector.listSchemas?.(connection) : undefined;
  const more = all ?? (Array.isArray(includeSchemas) ? (includeSchemas as readonly string[]) : []);
  if (scope.schemas === undefined && more.length === 0) return scope;
  const own = defaultSchema === undefined ? [] : [defaultSchema];
  const isIn = schemaFilter(includeName === undefined ? {} : { includeName });
  const schemas = [...new Set([...own, ...(scope.schemas ?? []), ...[...more].sort()])];
  // The connection's own schema is the one without a name.
  return { ...scope, schemas: schemas.filter((name) => isIn(name === defaultSchema ? undefined : name)) };
}
