import type { ValueReplacement } from "./operation";

/** What becomes of values that a type no longer lists. */
interface ReplacedValues {
  readonly replace?: ValueReplacement | undefined;
  readonly clear?: readonly string[] | undefined;
}

/** Each value that goes, and the one that takes its place; `null` where rows hold none afterwards. */
export function replacementsOf({
  replace = {},
  clear = [],
}: ReplacedValues): readonly (readonly [from: string, to: string | null])[] {
  return [...Object.entries(replace), ...clear.map((value) => [value, null] as const)];
}
