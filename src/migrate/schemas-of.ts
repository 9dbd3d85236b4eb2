import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import { scopeOf } from "./scope";

/**
 * The schema model of the live database, without the runner's own tables.
 *
 * @example
 * const actual = await introspect(dataSource);
 * console.log(actual.tables.map((table) => table.name));
 */
export async function introspect(host: MigrationHost): Promise<Schema> {
  return host.withConnection((connection) =>
    host.dialect.introspector.read(connection, scopeOf(host, host.wantedSchema())),
  );
}

/** The schema model that the entities want, before the database has brought it to its own spelling. */
export function schemaOf(host: MigrationHost): Schema {
  return host.wantedSchema();
}
