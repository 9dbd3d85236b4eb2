/** A source of chance that gives the same for the same seed. */
export interface Random {
  /** A number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Between `least` and all of a list, in the list's order or in another one. */
  some<T>(list: readonly T[], least?: number): readonly T[];
  shuffled<T>(list: readonly T[]): readonly T[];
}

/** Mulberry32: small, and good enough to choose from lists. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((item) => ({ item, place: next() }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  return {
    below,
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)]!,
    some: (list, least = 0) => {
      const count = least + below(list.length - least + 1);
      const chosen = new Set(shuffled(list).slice(0, count));
      return list.filter((item) => chosen.has(item));
    },
    shuffled,
  };
}
