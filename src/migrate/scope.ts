import type { SchemaScope } from "../dialect/introspector";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import { isRunnerTable } from "./version-table";

/** What belongs to the project in a database: the schemas that the entities use, without the runner's own tables. */
export function scopeOf(host: Pick<MigrationHost, "dialect" | "migrations">, wanted: Schema): SchemaScope {
  const objects = wanted.objects.filter(({ kind }) => kind !== "extension");
  const named = [...wanted.tables, ...wanted.enums, ...objects].flatMap(({ schema }) =>
    schema === undefined ? [] : [schema],
  );
  const { defaultSchema } = host.dialect;
  const schemas = [...new Set([...(defaultSchema === undefined ? [] : [defaultSchema]), ...named.sort()])];
  return {
    ...(named.length === 0 ? {} : { schemas }),
    isIgnored: (table) => isRunnerTable(table, host.migrations),
  };
}
