import type { DdlCompiler } from "../../dialect/ddl-compiler";
import type { DriverConnection } from "../../dialect/driver";
import type { Normalizer } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import { findTable } from "../../schema/lookup";
import type { Schema, Table } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { COLLATION } from "./extensions/table-options";
import { createTableNormalizer } from "./normalize-table";
import { readBack } from "./scratch-table";
import type { MysqlServer } from "./server";

/**
 * The wanted schema as the server would give it back. Most of it is a matter of fixed rules; expressions that differ from
 * the live ones are asked of the server, with a temporary table that is dropped again. Without the right to create
 * temporary tables they stay as they are written.
 */
export function createNormalizer(server: MysqlServer, types: TypeSystem, ddl: DdlCompiler): Normalizer {
  return {
    async normalize(connection, wanted, actual) {
      const usualCollation = await readUsualCollation(connection, wanted);
      const rename = tableNamesOf(server, actual);
      const normalizeTable = createTableNormalizer(server, types, rename);
      const tables: Table[] = [];
      for (const table of wanted.tables) {
        const live = findTable(actual, { name: rename(table.name) });
        const collation = live?.attributes?.[COLLATION] ?? table.attributes?.[COLLATION] ?? usualCollation;
        const fixed = normalizeTable(table, collation);
        tables.push(live === undefined ? fixed : await readBack(connection, ddl, fixed, live));
      }
      const order = [...tables].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
      return {
        tables: order,
        enums: [],
        unmanaged: wanted.unmanaged.map((object) => ({ ...nameOf(object), type: object.type })),
      };
    },
  };
}

/** The collation that a new table takes; asked only where a column names one. */
async function readUsualCollation(connection: DriverConnection, wanted: Schema): Promise<string | undefined> {
  if (!wanted.tables.some(({ columns }) => columns.some(({ collation }) => collation !== undefined))) return undefined;
  const { rows } = await connection.execute("SELECT @@collation_database", []);
  return String(rows[0]?.[0] ?? "");
}

/** How the server spells the name of a table: in lower case, or, where case does not matter, as the live table has it. */
function tableNamesOf(server: MysqlServer, actual: Schema): (name: string) => string {
  if (server.tableNameCase === "0") return (name) => name;
  const live = new Map(actual.tables.map(({ name }) => [name.toLowerCase(), name]));
  return (name) => live.get(name.toLowerCase()) ?? (server.tableNameCase === "1" ? name.toLowerCase() : name);
}
