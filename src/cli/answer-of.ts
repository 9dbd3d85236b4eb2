import type { DiffAnswers } from "../diff/diff-options";
import { isRename, renameAnswer, targetOf, type Question } from "../diff/question";
import { SqlFragment } from "../schema/sql-fragment";

/** An answer to one question: yes or no for a rename, what rows take (`null`: nothing), or an expression for a conversion. */
export type Answer = boolean | string | number | null | SqlFragment;

/** One question's answer as a comparison takes it. The caller has seen that the answer fits the kind of the question. */
export function answersOf(question: Question, answer: Answer): DiffAnswers {
  if (isRename(question)) {
    const rename = renameAnswer(question);
    return answer === true ? { renames: [rename] } : { refused: [rename] };
  }
  const target = targetOf(question);
  if (question.kind !== "convert column") return { values: [{ target, value: answer }] };
  const using = SqlFragment.is(answer) ? answer.strings.join("") : String(answer);
  return { conversions: [{ target, direction: question.direction, using }] };
}
