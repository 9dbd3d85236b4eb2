import type { Attributes } from "../../schema/model";

/**
 * What changes among the attributes whose keys begin alike, each for one part of an object: `postgres.columnComment.email`.
 * The name of the part, and its text; `undefined` where it has none any more.
 */
export function prefixedChanges(
  prefix: string,
  attributes: Attributes = {},
  previous: Attributes = {},
): readonly (readonly [name: string, value: string | undefined])[] {
  const keys = new Set([...Object.keys(previous), ...Object.keys(attributes)].filter((key) => key.startsWith(prefix)));
  return [...keys]
    .filter((key) => previous[key] !== attributes[key])
    .map((key) => {
      const value = attributes[key];
      return [key.slice(prefix.length), value === undefined ? undefined : String(value)] as const;
    });
}
