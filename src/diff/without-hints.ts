import { declaredAttributes } from "../schema/stored-attributes";
import type { Column, EnumType, SchemaObject, Table } from "../schema/model";

/** The column as the database knows it. */
export function withoutHint({ renamedFrom: _name, renamedValues: _values, ...column }: Column): Column {
  return column;
}

/** The table as a revision can ask for it: without hints, and without what introspection keeps for itself. */
export function withoutHints({ renamedFrom: _hint, attributes: given, ...table }: Table): Table {
  const attributes = declaredAttributes(given);
  return { ...table, columns: table.columns.map(withoutHint), ...(attributes === undefined ? {} : { attributes }) };
}

/** The enum type as the database knows it. */
export function withoutValueHints({ renamedValues: _hint, ...type }: EnumType): EnumType {
  return type;
}

/** The view, the sequence or the like as the database knows it. */
export function withoutObjectHint(object: SchemaObject): SchemaObject {
  if (!("renamedFrom" in object)) return object;
  const { renamedFrom: _hint, ...rest } = object;
  return rest;
}
