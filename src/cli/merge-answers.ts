import type { DiffAnswers } from "../diff/diff-options";

/** Answers from two places; where both speak of the same, the later ones win. */
export function mergeAnswers(first: DiffAnswers, later: DiffAnswers): DiffAnswers {
  return {
    renames: [...(first.renames ?? []), ...(later.renames ?? [])],
    refused: [...(first.refused ?? []), ...(later.refused ?? [])],
    noRenames: first.noRenames === true || later.noRenames === true,
    values: without(first.values, later.values, ({ target }) => target),
    conversions: without(first.conversions, later.conversions, ({ target, direction }) => `${direction} ${target}`),
  };
}

function without<T>(first: readonly T[] = [], later: readonly T[] = [], keyOf: (answer: T) => string): readonly T[] {
  const keys = new Set(later.map(keyOf));
  return [...first.filter((answer) => !keys.has(keyOf(answer))), ...later];
}
