import type { Attributes, SchemaObject, Table } from "./model";

/**
 * The attributes that can be asked for. Those with `.stored.` in their key carry text of the catalog that a dialect needs to
 * change the object later (the SQL of triggers, of the table itself): no property of the object, never compared, never
 * written into a file.
 */
export function declaredAttributes(attributes: Attributes | undefined): Attributes | undefined {
  const declared = Object.entries(attributes ?? {}).filter(([key]) => !key.includes(".stored."));
  return declared.length === 0 ? undefined : Object.fromEntries(declared);
}

/** The table or the other object as it is compared and written: without stored attributes. */
export function withoutStoredAttributes<T extends Table | SchemaObject>(object: T): T {
  if (object.attributes === undefined) return object;
  const { attributes, ...rest } = object;
  const declared = declaredAttributes(attributes);
  // Only an optional member is taken away, which the compiler cannot see of a type parameter.
  return (declared === undefined ? rest : { ...rest, attributes: declared }) as unknown as T;
}

/** The last words of the attribute in which a dialect stores the columns that a view gives. */
const COLUMNS = ".stored.columns";

/**
 * Whether the columns that a view gives keep their names when a column under them takes another: `SELECT new AS old`. They do
 * where the catalog has them beside the query.
 */
export function keepsColumnNames({ attributes }: Pick<SchemaObject, "attributes">): boolean {
  return Object.keys(attributes ?? {}).some((key) => key.endsWith(COLUMNS));
}

/**
 * The columns that a view gives, with their types, where the catalog has them beside the query; `undefined` where it does not,
 * or where a name in them cannot be told from the type behind it.
 */
export function storedColumns({
  attributes,
}: Pick<SchemaObject, "attributes">): readonly { readonly name: string; readonly type: string }[] | undefined {
  const found = Object.entries(attributes ?? {}).find(([key]) => key.endsWith(COLUMNS))?.[1];
  if (!Array.isArray(found)) return undefined;
  const columns = (found as readonly string[]).map((text) => /^([\p{L}_][\p{L}\p{N}_$]*) (.+)$/su.exec(text));
  return columns.every((match) => match !== null)
    ? columns.map((match) => ({ name: match[1]!, type: match[2]! }))
    : undefined;
}
