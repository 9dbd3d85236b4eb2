import type { DdlCompiler } from "../../dialect/ddl-compiler";
import type { DriverConnection } from "../../dialect/driver";
import type { Normalizer } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import { findTable } from "../../schema/lookup";
import type { Schema, Table } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { settleCharsets } from "./extensions/column-charset";
import { settlePartitions } from "./extensions/partitions";
import { COLLATION, settleEngine } from "./extensions/table-options";
import { normalizeObjects } from "./normalize-objects";
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
    async normalize(connection, declared, actual) {
      const wanted = await settleCharsets(connection, declared);
      const usualCollation = await readUsualCollation(connection, wanted);
      const rename = tableNamesOf(server, actual);
      const normalizeTable = createTableNormalizer(server, types, rename);
      const tables: Table[] = [];
      for (const table of wanted.tables) {
        const live = findTable(actual, { name: rename(table.name) });
        const collation = table.attributes?.[COLLATION] ?? live?.attributes?.[COLLATION] ?? usualCollation;
        const fixed = withSettledAttributes(normalizeTable(table, collation), live);
        tables.push(live === undefined ? fixed : await readBack(connection, ddl, fixed, live));
      }
      const order = [...tables].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
      return {
        tables: order,
        enums: [],
        objects: await normalizeObjects(connection, { server, types, renameTable: rename }, wanted, actual),
        unmanaged: wanted.unmanaged.map((object) => ({ ...nameOf(object), type: object.type })),
      };
    },
  };
}

/** What means the same as in the live table is written as it is there. */
function withSettledAttributes({ attributes, ...table }: Table, live: Table | undefined): Table {
  if (attributes === undefined) return table;
  const settled = settlePartitions(settleEngine(attributes, live?.attributes), live?.attributes);
  return Object.keys(settled).length === 0 ? table : { ...table, attributes: settled };
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
