import { sortGraph } from "../util/graph-sort";
import { isSameData } from "../util/stable-json";

/** What became of a list of constraints or indexes that are known by what they say, not by their names. */
export interface StructureMatch<T> {
  /** Pairs that say the same, with names that do not contradict. */
  readonly same: readonly (readonly [T, T])[];
  /** Pairs that say the same under two names, in an order in which each new name is free. */
  readonly renamed: readonly (readonly [T, T])[];
  readonly dropped: readonly T[];
  readonly added: readonly T[];
}

type Named = { readonly name?: string };

/**
 * Matches by structure first, by name second: what says the same is the same. A name that is missing on either side
 * agrees with any other. Renames that need each other's names (a swap) become drops and adds.
 */
export function matchStructures<T extends Named>(
  actual: readonly T[],
  wanted: readonly T[],
  structureOf: (part: T) => string,
): StructureMatch<T> {
  const dropped = [...actual];
  const added = [...wanted];
  const take = (fits: (before: T, after: T) => boolean): [T, T][] => {
    const pairs: [T, T][] = [];
    for (const after of added.slice()) {
      const before = dropped.find((candidate) => fits(candidate, after));
      if (before === undefined) continue;
      dropped.splice(dropped.indexOf(before), 1);
      added.splice(added.indexOf(after), 1);
      pairs.push([before, after]);
    }
    return pairs;
  };
  const structures = new Map<T, string>();
  const structure = (part: T): string => {
    const known = structures.get(part) ?? structureOf(part);
    structures.set(part, known);
    return known;
  };
  const isAlike = (before: T, after: T): boolean => structure(before) === structure(after);
  const same = take(
    (before, after) => before.name === after.name && (isSameData(before, after) || isAlike(before, after)),
  );
  same.push(
    ...take((before, after) => (before.name === undefined || after.name === undefined) && isAlike(before, after)),
  );
  const { order, swapped } = orderRenames(take(isAlike));
  return {
    same,
    renamed: order,
    dropped: [...dropped, ...swapped.map(([before]) => before)],
    added: [...added, ...swapped.map(([, after]) => after)],
  };
}

function orderRenames<T extends Named>(renames: readonly (readonly [T, T])[]) {
  const { order, cut } = sortGraph(renames, ([, after]) => renames.filter(([before]) => before.name === after.name));
  const swapped = new Set(cut.map(([from]) => from));
  return { order: order.filter((pair) => !swapped.has(pair)), swapped: [...swapped] };
}
