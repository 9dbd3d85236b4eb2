import type { ConversionAnswer, DiffAnswers, DiffResult, RenameAnswer, ValueAnswer } from "../../src/diff/diff-options";
import {
  describeQuestion,
  isRename,
  renameAnswer,
  targetOf,
  type ConversionQuestion,
  type RenameQuestion,
  type ValueQuestion,
} from "../../src/diff/question";
import type { Scenario } from "./scenario";

/** Hints that no question can lead to, by scenario. */
const HINTS: Readonly<Record<string, readonly RenameAnswer[]>> = {
  "PG-028": [
    { table: "t", from: "a", to: "b" },
    { table: "t", from: "b", to: "a" },
  ],
};

/** How types without a cast become each other, by scenario. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<ConversionAnswer["direction"], string>>>> = {
  "PG-043": { upgrade: "to_timestamp(a / 1000.0)", downgrade: "(extract(epoch from a) * 1000)::bigint" },
};

/**
 * Answers every question as long as there are any: renames with yes, the likeliest first, each name once; rows take a value
 * that fits.
 */
export async function answerAll(
  scenario: Pick<Scenario, "id">,
  first: DiffResult,
  compare: (answers: DiffAnswers) => Promise<DiffResult>,
  valueFor: (question: ValueQuestion) => ValueAnswer["value"] = usualValue,
): Promise<DiffResult> {
  const renames: RenameAnswer[] = [...(HINTS[scenario.id] ?? [])];
  const values: ValueAnswer[] = [];
  const conversions: ConversionAnswer[] = [];
  let result = renames.length === 0 ? first : await compare({ renames });
  for (let round = 0; result.questions.length > 0; round += 1) {
    if (round > 99) throw new Error(`it asks again and again: ${result.questions.map(describeQuestion).join("; ")}`);
    const [best] = result.questions.filter(isRename).sort(byScore);
    const question = best ?? result.questions[0]!;
    if (isRename(question)) renames.push(renameAnswer(question));
    else if (question.kind === "convert column") conversions.push(conversionFor(scenario, question));
    else values.push({ target: targetOf(question), value: valueFor(question) });
    result = await compare({ renames, values, conversions });
  }
  return result;
}

function byScore(one: RenameQuestion, other: RenameQuestion): number {
  return other.score - one.score;
}

function conversionFor({ id }: Pick<Scenario, "id">, question: ConversionQuestion): ConversionAnswer {
  const using = CONVERSIONS[id]?.[question.direction];
  if (using === undefined) throw new Error(`nobody answers: ${describeQuestion(question)}`);
  return { target: targetOf(question), direction: question.direction, using };
}

function usualValue({ choices, definition }: ValueQuestion): string {
  if (choices !== undefined) return choices[0]!;
  return /^(?:date|timestamp)/.test(definition ?? "") ? "2024-01-01" : "1";
}
