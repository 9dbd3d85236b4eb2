import type { AnswerBook } from "./answer-book";
import { nameLikeness, round } from "./likeness";
import { namedOthers, pairCandidates } from "./pair-candidates";
import type { RenameQuestion } from "./question";
import { resolveRenames } from "./resolve-renames";

/** The renames among the values of an enum, and what has to be asked. */
export interface MatchedValues {
  /** Old value to new value. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly questions: readonly RenameQuestion[];
}

/**
 * Matches the values that an enum had with those that it gets.
 *
 * @param name the enum type, or `table.column` where the column lists its values itself.
 * @param hints new value to old value.
 */
export function matchEnumValues(
  name: string,
  before: readonly string[],
  after: readonly string[],
  hints: Readonly<Record<string, string>> = {},
  answers: AnswerBook,
): MatchedValues {
  const scope = { enum: name };
  const claims = after.map((value) =>
    Object.hasOwn(hints, value) ? { name: value, renamedFrom: hints[value]! } : { name: value },
  );
  const renames = resolveRenames(before, answers.withAnswers(scope, claims));
  answers.note(scope, renames);
  const renamed = new Map(renames.map(({ from, to }) => [from, to]));
  const present = before.map((value) => renamed.get(value) ?? value);
  const pairs = pairCandidates(
    present.filter((value) => !after.includes(value)),
    after.filter((value) => !present.includes(value)),
    (from, to) => (answers.mayAsk(scope, from, to) ? Math.max(0.01, round(nameLikeness(from, to))) : 0),
    0.01,
  );
  const kind = "rename enum value";
  const questions = pairs.map((pair): RenameQuestion => {
    const { from, to, score } = pair;
    return { kind, ...scope, from, to, ...namedOthers(pair, (value) => value), score, before, after };
  });
  return { renamed, questions };
}
