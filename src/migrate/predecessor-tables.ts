import { findTable } from "../schema/lookup";
import type { Schema, Table } from "../schema/model";
import { isSameData } from "../util/stable-json";

/**
 * The schema without the tables that TypeORM keeps for itself, which no entity declares: it goes on to need them for as long as
 * it works on the database, and a comparison would drop them. An entity may declare one of them all the same.
 */
export function withoutPredecessor(actual: Schema, declared: Schema): Schema {
  const tables = actual.tables.filter((table) => !isPredecessors(table) || findTable(declared, table) !== undefined);
  return tables.length === actual.tables.length ? actual : { ...actual, tables };
}

/** `migrations` is a name that a project may use itself, so that its columns have to be TypeORM's, too. */
function isPredecessors({ name, columns }: Table): boolean {
  if (name === "typeorm_metadata") return true;
  return name === "migrations" && isSameData(columns.map((column) => column.name).sort(), ["id", "name", "timestamp"]);
}
