import type { AddedEnumValue, AlterEnum } from "../operations/operation";
import { valuesAfter } from "../operations/alter-enum";

type EnumChange = Pick<AlterEnum, "add" | "rename" | "remove" | "previous">;

/** The change of an enum type's values in two halves. */
export interface PlannedEnumValues {
  /** What other changes of the revision may need: renamed and new values. */
  readonly extend?: EnumChange;
  /** What other changes must have let go of first: removed values, and values that move to another place. */
  readonly shrink?: EnumChange;
}

/**
 * The changes that turn the values of an enum type into others, in their order. A value that only moves is removed and
 * added in one change, replaced by itself, so that no row loses it.
 */
export function planEnumValues(
  before: readonly string[],
  after: readonly string[],
  renamed: ReadonlyMap<string, string>,
): PlannedEnumValues {
  const present = before.map((value) => renamed.get(value) ?? value);
  const common = after.filter((value) => present.includes(value));
  const staying = new Set(longestInOrder(common, present));
  const moving = common.filter((value) => !staying.has(value));
  const removed = present.filter((value) => !after.includes(value));
  const settled = after.filter((value) => !moving.includes(value));
  const extend: EnumChange = {
    add: placeValues(
      settled.filter((value) => staying.has(value)),
      settled,
      present,
    ),
    rename: Object.fromEntries(renamed),
    remove: {},
    previous: before,
  };
  const between = valuesAfter({ name: "", values: before }, extend);
  const shrink: EnumChange = {
    add: placeValues(settled, after, settled),
    rename: {},
    remove: Object.fromEntries([
      ...removed.map((value) => [value, null] as const),
      ...moving.map((value) => [value, value] as const),
    ]),
    previous: between,
  };
  return {
    ...(extend.add.length + renamed.size > 0 ? { extend } : {}),
    ...(removed.length + moving.length > 0 ? { shrink } : {}),
  };
}

/** Where each new value goes: behind its neighbour, or simply at the end. `list` is what the type has by then. */
function placeValues(
  staying: readonly string[],
  target: readonly string[],
  list: readonly string[],
): readonly AddedEnumValue[] {
  const known = new Set(staying);
  let last = list[list.length - 1];
  return target.flatMap((value, position): AddedEnumValue[] => {
    if (known.has(value)) return [];
    const neighbour = target[position - 1];
    if (neighbour === undefined) return staying[0] === undefined ? [{ value }] : [{ value, before: staying[0] }];
    const isEnd = neighbour === last;
    if (isEnd) last = value;
    return [isEnd ? { value } : { value, after: neighbour }];
  });
}

/** The longest run of values that are in the same order in both lists, so that as few as possible move. */
function longestInOrder(values: readonly string[], order: readonly string[]): readonly string[] {
  const best: (readonly string[])[] = [];
  let longest: readonly string[] = [];
  for (const [position, value] of values.entries()) {
    let run: readonly string[] = [];
    for (let earlier = 0; earlier < position; earlier += 1) {
      const isBefore = order.indexOf(values[earlier]!) < order.indexOf(value);
      if (isBefore && best[earlier]!.length > run.length) run = best[earlier]!;
    }
    best.push([...run, value]);
    if (run.length + 1 > longest.length) longest = best[position]!;
  }
  return longest;
}
