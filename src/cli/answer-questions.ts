import type { DiffAnswers } from "../diff/diff-options";
import type { Question } from "../diff/question";
import { OrmError } from "../errors/orm-error";
import { askQuestions, type Terminal } from "./ask-questions";
import { mergeAnswers } from "./merge-answers";
import type { CommandContext } from "./command";
import type { Output } from "./output";

/**
 * Does work that may need answers. At a terminal its questions are asked, and the work is done again with the answers, until
 * nothing is open; elsewhere it is refused with the list of the questions (exit status 4).
 */
export async function answerQuestions<T>(
  { output }: CommandContext,
  given: DiffAnswers,
  work: (answers: DiffAnswers) => Promise<T>,
  terminal: Terminal | undefined = terminalOf(output),
): Promise<T> {
  let answers = given;
  let asked: DiffAnswers = {};
  for (;;) {
    try {
      return await work(mergeAnswers(answers, asked));
    } catch (error) {
      if (terminal === undefined || !OrmError.is(error)) throw error;
      if (error.code === "DIFF.ANSWER_NEEDED") {
        answers = mergeAnswers(answers, asked);
        asked = await askQuestions(error.details["questions"] as readonly Question[], terminal);
      } else if (error.code === "DIFF.ANSWER_INVALID" && isAnswered(asked)) {
        output.error(error);
        asked = {};
      } else throw error;
    }
  }
}

function isAnswered({ renames = [], values = [], conversions = [] }: DiffAnswers): boolean {
  return renames.length + values.length + conversions.length > 0;
}

/** The terminal, where there are people: not in a pipe, not in CI, and not where the result is data. */
export function terminalOf({ isJson, style }: Output): Terminal | undefined {
  const isCi = !["", "0", "false", undefined].includes(process.env["CI"]);
  if (isJson || isCi || !process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return { input: process.stdin, output: process.stdout, style };
}
