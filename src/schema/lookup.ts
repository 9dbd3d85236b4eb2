import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import type { Column, EnumType, ObjectName, Schema, Table } from "./model";
import { isSameName, nameKey } from "./object-name";

export function findTable(schema: Schema, name: ObjectName): Table | undefined {
  return schema.tables.find((table) => isSameName(table, name));
}

/** The table of that name. @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name. */
export function getTable(schema: Schema, name: ObjectName): Table {
  const table = findTable(schema, name);
  if (table !== undefined) return table;
  throw notFound(`table "${nameKey(name)}" does not exist`, nearestName(nameKey(name), schema.tables.map(nameKey)));
}

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The column of that name. @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name. */
export function getColumn(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column !== undefined) return column;
  const near = nearestName(
    name,
    table.columns.map((other) => other.name),
  );
  throw notFound(`table "${nameKey(table)}" has no column "${name}"`, near);
}

export function findEnum(schema: Schema, name: ObjectName): EnumType | undefined {
  return schema.enums.find((type) => isSameName(type, name));
}

/** The enum type of that name. @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name. */
export function getEnum(schema: Schema, name: ObjectName): EnumType {
  const type = findEnum(schema, name);
  if (type !== undefined) return type;
  throw notFound(`enum type "${nameKey(name)}" does not exist`, nearestName(nameKey(name), schema.enums.map(nameKey)));
}

function notFound(message: string, near: string | undefined): OrmError {
  return new OrmError("SCHEMA.NOT_FOUND", message, {
    hint:
      near === undefined
        ? "Check the name, or whether an earlier operation already removed it."
        : `Did you mean "${near}"?`,
  });
}
