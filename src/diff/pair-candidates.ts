import type { Rename } from "./resolve-renames";

/** A pair that may be a rename, and how alike its sides are. */
export interface Candidate<T> {
  readonly from: T;
  readonly to: T;
  readonly score: number;
  /** Pairs that are possible too and share a side with this one, the most alike first. */
  readonly others: readonly { readonly from: T; readonly to: T }[];
}

/** A question names no more other pairs than these. */
const MOST_OTHERS = 3;

/** Pairs what went with what came, the most alike first, each at most once. Pairs below `least` are left apart. */
export function pairCandidates<T>(
  gone: readonly T[],
  come: readonly T[],
  scoreOf: (from: T, to: T) => number,
  least: number,
): readonly Candidate<T>[] {
  const all = gone
    .flatMap((from) => come.map((to) => ({ from, to, score: scoreOf(from, to) })))
    .filter(({ score }) => score >= least)
    .sort(byLikeness);
  const [byFrom, byTo] = [firstOf(all, ({ from }) => from), firstOf(all, ({ to }) => to)];
  const taken = new Set<T>();
  const pairs: Candidate<T>[] = [];
  for (const pair of all) {
    if (taken.has(pair.from) || taken.has(pair.to)) continue;
    taken.add(pair.from).add(pair.to);
    const others = [...(byFrom.get(pair.from) ?? []), ...(byTo.get(pair.to) ?? [])].filter((other) => other !== pair);
    pairs.push({ ...pair, others: others.sort(byLikeness).slice(0, MOST_OTHERS) });
  }
  return pairs;
}

type Scored<T> = Pick<Candidate<T>, "from" | "to" | "score">;

function byLikeness(left: { readonly score: number }, right: { readonly score: number }): number {
  return right.score - left.score;
}

/** The first pairs of each side, in their order; one more than a question names, because it may be the question's own. */
function firstOf<T>(pairs: readonly Scored<T>[], sideOf: (pair: Scored<T>) => T): ReadonlyMap<T, readonly Scored<T>[]> {
  const lists = new Map<T, Scored<T>[]>();
  for (const pair of pairs) {
    const list = lists.get(sideOf(pair)) ?? [];
    if (list.length <= MOST_OTHERS) list.push(pair);
    lists.set(sideOf(pair), list);
  }
  return lists;
}

/** The other pairs as a question names them; nothing where there are none. */
export function namedOthers<T>(
  { others }: Candidate<T>,
  nameOf: (one: T) => string,
): { readonly others?: readonly Rename[] } {
  return others.length === 0 ? {} : { others: others.map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) })) };
}
