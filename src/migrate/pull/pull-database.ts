import type { DriverConnection } from "../../dialect/driver";
import type { NamingStrategy } from "../../metadata/naming-strategy";
import { withNamingConvention } from "../../metadata/convention-naming-strategy";
import { emptySchema, type Schema } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { storedColumns } from "../../schema/stored-attributes";
import type { MigrationHost } from "../migration-host";
import { chooseTables } from "../choose-tables";
import { withoutPredecessor } from "../predecessor-tables";
import { readDatabase } from "./read-database";
import { pullSchema, type PulledSchema, type PullOptions } from "./pull-schema";

/** Which part of a database becomes entities, and in what form. */
export interface PullRequest extends Pick<PullOptions, "entityPrefix" | "singleFile" | "importEnding"> {
  /** The naming strategy of the data source. */
  readonly namingStrategy: NamingStrategy;
  /** Tables by name, with their schema where it is not the connection's own. Empty: all, with the objects beside them. */
  readonly tables?: readonly string[];
  /** Schemas beside the connection's own; with `"all"` every one that the database has. */
  readonly schemas?: readonly string[] | "all";
}

/**
 * Writes the entities of a live database, without changing it.
 * @throws OrmError `SCHEMA.NOT_FOUND` for a table or a schema that is not there.
 */
export async function pullDatabase(host: MigrationHost, request: PullRequest): Promise<PulledSchema> {
  const { namingStrategy, tables = [], schemas = [], ...options } = request;
  const { dialect, migrations } = host;
  return host.withConnection(async (connection) => {
    const all = await readDatabase(host, connection, schemas);
    const schema = tables.length === 0 ? withoutPredecessor(all, emptySchema) : chooseTables(all, tables);
    const naming = withNamingConvention(namingStrategy, migrations.namingConvention);
    const viewColumns = await readViewColumns(host, connection, schema);
    return pullSchema(schema, { ...options, dialect, naming, viewColumns });
  });
}

/** The names of the columns of views that the catalog does not have beside the query, as the database gives them. */
async function readViewColumns(
  { dialect }: MigrationHost,
  connection: DriverConnection,
  { objects }: Schema,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const object of objects) {
    if (object.kind !== "view" || storedColumns(object) !== undefined) continue;
    const sql = `SELECT * FROM ${dialect.queries.quoteName(object)} WHERE 1 = 0`;
    // A view that cannot be read any more keeps its query, without properties.
    const result = await connection.execute(sql, []).catch(() => undefined);
    if (result !== undefined)
      found.set(
        nameKey(object),
        result.fields.map(({ name }) => name),
      );
  }
  return found;
}
