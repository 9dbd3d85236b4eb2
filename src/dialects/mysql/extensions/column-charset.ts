import type { DriverConnection } from "../../../dialect/driver";
import type { Column, Schema } from "../../../schema/model";
import { CHARSET } from "./column-attributes";

const USUAL_COLLATIONS = "SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS";

/** The schema with collations in place of character sets: a collation belongs to one, and is what the catalog tells. */
export async function settleCharsets(connection: DriverConnection, schema: Schema): Promise<Schema> {
  const columns = schema.tables.flatMap((table) => table.columns);
  if (!columns.some(({ attributes }) => attributes?.[CHARSET] !== undefined)) return schema;
  const { rows } = await connection.execute(USUAL_COLLATIONS, []);
  const collations = new Map(rows.map(([name, collation]) => [String(name).toLowerCase(), String(collation)]));
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => settleColumn(column, collations)),
    })),
  };
}

/** One that the server does not know stays, so that the server says so itself. */
function settleColumn(column: Column, collations: ReadonlyMap<string, string>): Column {
  const { attributes: { [CHARSET]: charset, ...rest } = {}, ...bare } = column;
  const collation = column.collation ?? collations.get(String(charset).toLowerCase());
  if (charset === undefined || collation === undefined) return column;
  return { ...bare, collation, ...(Object.keys(rest).length === 0 ? {} : { attributes: rest }) };
}
