/** A pair that may be a rename, and how alike its sides are. */
export interface Candidate<T> {
  readonly from: T;
  readonly to: T;
  readonly score: number;
}

/** Pairs what went with what came, the most alike first, each at most once. Pairs below `least` are left apart. */
export function pairCandidates<T>(
  gone: readonly T[],
  come: readonly T[],
  scoreOf: (from: T, to: T) => number,
  least: number,
): readonly Candidate<T>[] {
  const all = gone.flatMap((from) => come.map((to) => ({ from, to, score: scoreOf(from, to) })));
  const taken = new Set<T>();
  const pairs: Candidate<T>[] = [];
  for (const pair of all.filter(({ score }) => score >= least).sort((left, right) => right.score - left.score)) {
    if (taken.has(pair.from) || taken.has(pair.to)) continue;
    taken.add(pair.from).add(pair.to);
    pairs.push(pair);
  }
  return pairs;
}
