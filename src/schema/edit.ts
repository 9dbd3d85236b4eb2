import { OrmError } from "../errors/orm-error";
import { findTable, getColumn, getTable } from "./lookup";
import type { Column, ObjectName, Schema, SchemaObject, Table } from "./model";
import { isSameName, nameKey } from "./object-name";

/** A table from the parts that matter; lists that are left out are empty. */
export function table(parts: ObjectName & { readonly columns: readonly Column[] } & Partial<Table>): Table {
  return { uniques: [], foreignKeys: [], checks: [], indexes: [], ...parts };
}

/** The schema with one table added. @throws OrmError `SCHEMA.DUPLICATE`. */
export function withTable(schema: Schema, added: Table): Schema {
  if (findTable(schema, added) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(added)}" already exists`, {
      hint: "Choose another name, or drop the table first.",
    });
  }
  return { ...schema, tables: [...schema.tables, added] };
}

/** The schema without one table. @throws OrmError `SCHEMA.NOT_FOUND`. */
export function withoutTable(schema: Schema, name: ObjectName): Schema {
  getTable(schema, name);
  const tables = schema.tables.filter((other) => !isSameName(other, name));
  return { ...schema, tables, objects: withoutOwnedObjects(schema.objects, name) };
}

/** The objects without the triggers and policies of a table or view, which go with it. */
export function withoutOwnedObjects(objects: readonly SchemaObject[], owner: ObjectName): readonly SchemaObject[] {
  return objects.filter((object) => !("table" in object) || !isSameName(object.table, owner));
}

/** The schema with one table changed. @throws OrmError `SCHEMA.NOT_FOUND`. */
export function withChangedTable(schema: Schema, name: ObjectName, change: (table: Table) => Table): Schema {
  getTable(schema, name);
  return { ...schema, tables: schema.tables.map((other) => (isSameName(other, name) ? change(other) : other)) };
}

/** The table with one column changed, in its place. @throws OrmError `SCHEMA.NOT_FOUND`. */
export function withChangedColumn(owner: Table, name: string, change: (column: Column) => Column): Table {
  getColumn(owner, name);
  return { ...owner, columns: owner.columns.map((column) => (column.name === name ? change(column) : column)) };
}
