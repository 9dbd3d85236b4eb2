import type { Attributes, SchemaObject } from "../../schema/model";

/** What is granted on an object: catalog text, because grants are no part of the model, but they go with the object. */
const GRANTS = "postgres.stored.grants";

/** The attribute that carries the grants of an object, where there are some. */
export function readGrants(grants: readonly string[] | null, isPublic = true): Attributes {
  const list = [...(grants ?? []), ...(isPublic ? [] : ["nothing to PUBLIC"])];
  return list.length === 0 ? {} : { [GRANTS]: list };
}

/** What is granted on an object: `SELECT to reader`. */
export function grantsOn(object: SchemaObject | undefined): readonly string[] {
  const grants = object?.attributes?.[GRANTS];
  return Array.isArray(grants) ? (grants as readonly string[]) : [];
}
