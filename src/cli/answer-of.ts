import type { DiffAnswers } from "../diff/diff-options";
import { isRename, renameAnswer, targetOf, type Question } from "../diff/question";
import type { Rename } from "../diff/resolve-renames";
import { SqlFragment } from "../schema/sql-fragment";

/**
 * An answer to one question: yes or no for a rename, or the pair that was renamed instead; what rows take (`null`: nothing); an expression
 * for a conversion.
 */
export type Answer = boolean | string | number | null | SqlFragment | Rename;

/** One question's answer as a comparison takes it. The caller has seen that the answer fits the kind of the question. */
export function answersOf(question: Question, answer: Answer): DiffAnswers {
  if (isRename(question)) {
    const rename = renameAnswer(question);
    if (isPair(answer)) return { renames: [{ ...rename, ...answer }] };
    return answer === true ? { renames: [rename] } : { refused: [rename] };
  }
  const target = targetOf(question);
  if (question.kind !== "convert column") return { values: [{ target, value: isPair(answer) ? null : answer }] };
  const using = SqlFragment.is(answer) ? answer.strings.join("") : String(answer);
  return { conversions: [{ target, direction: question.direction, using }] };
}

function isPair(answer: Answer): answer is Rename {
  return typeof answer === "object" && answer !== null && !SqlFragment.is(answer);
}
