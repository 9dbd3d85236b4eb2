import type { ObjectName } from "./model";

/** One string for a name, for maps and for messages: `users`, `billing.invoices`. */
export function nameKey(object: ObjectName): string {
  return object.schema === undefined ? object.name : `${object.schema}.${object.name}`;
}

/** Whether two names mean the same object. */
export function isSameName(left: ObjectName, right: ObjectName): boolean {
  return left.name === right.name && left.schema === right.schema;
}

/** The name alone, without whatever else the object carries. */
export function nameOf(object: ObjectName): ObjectName {
  return object.schema === undefined ? { name: object.name } : { name: object.name, schema: object.schema };
}
