import type { EnumSource } from "../options/column-options";

/**
 * The values of an enum, in the order of their declaration. A numeric TypeScript enum is an object that also leads
 * from values back to names; those entries are left out.
 */
export function listEnumValues(source: EnumSource): readonly (string | number)[] {
  if (Array.isArray(source)) return source as readonly (string | number)[];
  return Object.entries(source)
    .filter(([key, value]) => Number.isNaN(Number(key)) && (typeof value === "string" || typeof value === "number"))
    .map(([, value]) => value);
}
