import type { DriverConnection } from "../../dialect/driver";
import type { ObjectName } from "../../schema/model";

/** One row of `sqlite_master`. */
export interface CatalogObject {
  readonly type: "table" | "index" | "view" | "trigger";
  readonly name: string;
  /** The table (or view) that an index or trigger belongs to. */
  readonly table: string;
  /** Absent for the indexes that constraints make. */
  readonly sql: string | undefined;
}

/** What kind of table a name is. */
export type TableKind = "table" | "view" | "virtual" | "shadow";

/** The catalog of a database, in two queries however many tables it has. */
export interface Catalog {
  readonly objects: readonly CatalogObject[];
  readonly kinds: ReadonlyMap<string, TableKind>;
}

const OBJECTS = `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;

const KINDS = `SELECT name, type FROM pragma_table_list WHERE schema = 'main'`;

/** Reads the catalog of the main database. */
export async function readCatalog(connection: DriverConnection): Promise<Catalog> {
  const objects = await connection.execute(OBJECTS, []);
  const kinds = await connection.execute(KINDS, []);
  return {
    objects: objects.rows.map(([type, name, table, sql]) => ({
      type: type as CatalogObject["type"],
      name: String(name),
      table: String(table),
      sql: typeof sql === "string" ? sql : undefined,
    })),
    kinds: new Map(kinds.rows.map(([name, kind]) => [String(name), kind as TableKind])),
  };
}

/** Whether a table of that name is in the main database; names are equal whatever their case. */
export async function hasTable(connection: DriverConnection, { name }: ObjectName): Promise<boolean> {
  const sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE";
  const { rows } = await connection.execute(sql, [name]);
  return rows.length > 0;
}
