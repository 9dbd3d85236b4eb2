import type { DriverConnection } from "../../dialect/driver";
import { excludeObjects } from "../../diff/exclude-objects";
import { OrmError } from "../../errors/orm-error";
import { emptySchema, type Schema } from "../../schema/model";
import { isSameName } from "../../schema/object-name";
import { nearestName } from "../../util/nearest-name";
import type { MigrationHost } from "../migration-host";
import { isRunnerTable } from "../version-table";

/**
 * The schema model of a database without the runner's own tables, and without what the project keeps out of comparisons.
 * @param wanted schemas beside the connection's own.
 * @throws OrmError `SCHEMA.NOT_FOUND` for a schema that is not there.
 */
export async function readDatabase(
  { dialect, migrations }: MigrationHost,
  connection: DriverConnection,
  wanted: readonly string[] | "all",
): Promise<Schema> {
  const { introspector, defaultSchema, capabilities, types, objectChanges } = dialect;
  const existing = wanted.length === 0 ? [] : ((await introspector.listSchemas?.(connection)) ?? []);
  const named = wanted === "all" ? existing : wanted;
  const unknown = named.find((name) => !existing.includes(name) && name !== defaultSchema);
  if (unknown !== undefined) throw unknownSchema(unknown, existing);
  const own = defaultSchema === undefined ? [] : [defaultSchema];
  const schemas = named.length === 0 ? [] : [...new Set([...own, ...named])];
  const schema = await introspector.read(connection, {
    ...(schemas.length === 0 ? {} : { schemas }),
    isIgnored: (table) => isRunnerTable(table, migrations),
  });
  const hooks = { hooks: migrations, capabilities, types, objectChanges };
  const { actual, tables } = excludeObjects(schema, emptySchema, hooks);
  return { ...actual, tables: actual.tables.filter((table) => !tables.some((out) => isSameName(out, table))) };
}

function unknownSchema(name: string, known: readonly string[]): OrmError {
  const near = nearestName(name, known);
  return new OrmError("SCHEMA.NOT_FOUND", `the database has no schema "${name}"`, {
    hint: near === undefined ? "Check the name." : `Did you mean "${near}"?`,
  });
}
