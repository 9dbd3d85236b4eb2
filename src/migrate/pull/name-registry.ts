/** Hands out names of one place, each once. */
export interface NameRegistry {
  /** The first of the candidates that is free, else the last one with a number behind it. */
  take(...candidates: readonly string[]): string;
}

/**
 * @param taken names that are never handed out.
 * @param isSame how names are told apart: `file` takes upper and lower case for one, as some file systems do.
 */
export function createNameRegistry(taken: Iterable<string> = [], isSame: "exact" | "file" = "exact"): NameRegistry {
  const keyOf = (name: string): string => (isSame === "file" ? name.toLowerCase() : name);
  const used = new Set([...taken].map(keyOf));
  const claim = (name: string): string => {
    used.add(keyOf(name));
    return name;
  };
  return {
    take(...candidates) {
      const free = candidates.find((name) => !used.has(keyOf(name)));
      if (free !== undefined) return claim(free);
      const last = candidates[candidates.length - 1]!;
      let number = 2;
      while (used.has(keyOf(`${last}${number}`))) number += 1;
      return claim(`${last}${number}`);
    },
  };
}
