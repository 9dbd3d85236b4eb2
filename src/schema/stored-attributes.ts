import type { Attributes, Table } from "./model";

/**
 * The attributes that can be asked for. Those with `.stored.` in their key carry text of the catalog that a dialect needs to
 * change the object later (the SQL of triggers, of the table itself): no property of the object, never compared, never
 * written into a file.
 */
export function declaredAttributes(attributes: Attributes | undefined): Attributes | undefined {
  const declared = Object.entries(attributes ?? {}).filter(([key]) => !key.includes(".stored."));
  return declared.length === 0 ? undefined : Object.fromEntries(declared);
}

/** The table as it is compared and written: without stored attributes. */
export function withoutStoredAttributes(table: Table): Table {
  const { attributes, ...rest } = table;
  const declared = declaredAttributes(attributes);
  return declared === undefined ? rest : { ...rest, attributes: declared };
}
