/** Something wanted, and the name that it had before, where a hint or an answer says so. */
export interface RenameClaim {
  readonly name: string;
  readonly renamedFrom?: string;
  /** Somebody vouches for it in this very comparison: it holds although the name is taken. */
  readonly isAnswer?: boolean;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * The renames that hints lead to, in an order in which each new name is free. A hint counts only while the old name is
 * there and nobody wants it, and the new one is not: a hint that was followed long ago does nothing. Chains
 * (`b` to `c`, then `a` to `b`) are found too.
 */
export function resolveRenames(present: Iterable<string>, wanted: readonly RenameClaim[]): readonly Rename[] {
  const names = new Set(present);
  const byName = new Map(wanted.map((claim) => [claim.name, claim]));
  const renames: Rename[] = [];
  const isGivenUp = (name: string, seen: ReadonlySet<string>): boolean => {
    const holder = byName.get(name);
    if (holder === undefined) return true;
    const { renamedFrom } = holder;
    if (renamedFrom === undefined || seen.has(renamedFrom) || !names.has(renamedFrom)) return false;
    return isGivenUp(renamedFrom, new Set([...seen, renamedFrom]));
  };
  const pending = wanted.filter((claim) => claim.renamedFrom !== undefined && claim.renamedFrom !== claim.name);
  for (let found = true; found;) {
    found = false;
    for (const { name, renamedFrom: from } of pending) {
      if (from === undefined || names.has(name) || !names.has(from) || !isGivenUp(from, new Set([from]))) continue;
      names.delete(from);
      names.add(name);
      renames.push({ from, to: name });
      found = true;
    }
  }
  return renames;
}
