import type { Rename, RenameClaim } from "./resolve-renames";

/** Names that change places: the renames as they are meant, and the steps that lead there. */
export interface SwappedNames {
  readonly renames: readonly Rename[];
  /** Through a name that nobody has, where the round begins and ends. */
  readonly steps: readonly Rename[];
}

/**
 * Finds rounds of renames among names that are there before and after (`a` to `b`, `b` to `a`). Only answers lead to them: a
 * hint in the entities stays after it was followed, and would swap the names back the next time.
 */
export function findSwappedNames(present: readonly string[], wanted: readonly RenameClaim[]): SwappedNames {
  const sources = new Map(
    wanted
      .filter(({ name, renamedFrom, isAnswer }) => isAnswer === true && renamedFrom !== name && present.includes(name))
      .map(({ name, renamedFrom }) => [name, renamedFrom!]),
  );
  const renames: Rename[] = [];
  const steps: Rename[] = [];
  const done = new Set<string>();
  for (const name of sources.keys()) {
    const round = done.has(name) ? [] : roundOf(name, sources);
    for (const { from } of round) done.add(from);
    if (round.length === 0) continue;
    const spare = spareName(name, present);
    renames.push(...round);
    steps.push({ from: name, to: spare }, ...round.slice(0, -1), { from: spare, to: round[round.length - 1]!.to });
  }
  return { renames, steps };
}

/** The renames from a name back to it, each into the place that the one before left; none where they do not close. */
function roundOf(start: string, sources: ReadonlyMap<string, string>): readonly Rename[] {
  const round: Rename[] = [];
  for (let to = start; ;) {
    const from = sources.get(to);
    if (from === undefined || round.some((rename) => rename.from === from)) return [];
    round.push({ from, to });
    if (from === start) return round;
    to = from;
  }
}

function spareName(name: string, present: readonly string[]): string {
  let spare = `${name}_swap`;
  while (present.includes(spare)) spare += "_";
  return spare;
}
