import { OrmError } from "../errors/orm-error";
import type { Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { nearestName } from "../util/nearest-name";

/**
 * A schema with some tables alone, in the order of their names; the enum types of their columns stay.
 * @param names with the schema before a dot where it is not the connection's own.
 * @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name.
 */
export function chooseTables(schema: Schema, names: readonly string[]): Schema {
  const chosen = new Set(names.map((name) => findByKey(schema, name)));
  return { ...schema, tables: schema.tables.filter((table) => chosen.has(table)), objects: [], unmanaged: [] };
}

function findByKey({ tables }: Schema, name: string): Table {
  const found = tables.find((table) => nameKey(table) === name);
  if (found !== undefined) return found;
  const near = nearestName(name, tables.map(nameKey));
  throw new OrmError("SCHEMA.NOT_FOUND", `table "${name}" does not exist`, {
    hint:
      near === undefined
        ? "Check the name; a table of another schema has that schema before a dot, and needs it to be read."
        : `Did you mean "${near}"?`,
  });
}
