import { createInterface, type Interface } from "node:readline/promises";
import type { DiffAnswers } from "../diff/diff-options";
import { isRename, type Question, type RenameQuestion, type ValueQuestion } from "../diff/question";
import { OrmError } from "../errors/orm-error";
import { answersOf, type Answer } from "./answer-of";
import { mergeAnswers } from "./merge-answers";
import type { Style } from "./output";
import { pictureOf, titleOf } from "./picture-question";
import { isNull, readValueText } from "./read-answers";
import { toTerminal } from "./style";

/** Where questions are asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly style: Style;
}

/**
 * Asks people. Renames come first and alone, because they decide what else has to be asked. Nothing is chosen by Enter alone.
 * @throws OrmError `CLI.INTERRUPTED` when Ctrl-C or the end of the input leaves a question open.
 */
export async function askQuestions(questions: readonly Question[], terminal: Terminal): Promise<DiffAnswers> {
  const renames = questions.filter(isRename);
  const reader = createInterface({ input: terminal.input, output: terminal.output, terminal: true });
  const left = new AbortController();
  reader.on("SIGINT", () => left.abort());
  reader.on("close", () => left.abort());
  let answers: DiffAnswers = {};
  try {
    for (const question of renames.length > 0 ? renames : questions) {
      const answer = await ask(question, reader, terminal, left.signal);
      if (answer === NO_RENAMES) return mergeAnswers(answers, { noRenames: true });
      answers = mergeAnswers(answers, answersOf(question, answer));
    }
    return answers;
  } catch (error) {
    if (!left.signal.aborted) throw error;
    terminal.output.write("\n");
    throw new OrmError("CLI.INTERRUPTED", "the questions were left without an answer", {
      hint: "Nothing was written. Run the command again, or give the answers as options: `orm revision --help`.",
      cause: error,
    });
  } finally {
    reader.removeAllListeners("close");
    reader.close();
  }
}

/** The answer that ends the questions about renames: neither this pair nor any other that is not answered yet. */
const NO_RENAMES = Symbol("no renames");

type Reply = Answer | typeof NO_RENAMES;

async function ask(
  question: Question,
  reader: Interface,
  { output, style }: Terminal,
  signal: AbortSignal,
): Promise<Reply> {
  const choices = isRename(question)
    ? renameChoices(question)
    : question.kind === "replace enum value"
      ? valueChoices(question)
      : [];
  const lines = [
    "",
    `${style.cyan("?")} ${style.bold(titleOf(question))}`,
    "",
    ...pictureOf(question, style).map((line) => `    ${line}`),
    "",
    ...choices.map(({ label }, index) => `  ${style.cyan(String(index + 1))}  ${label}`),
    ...(choices.length === 0 ? [`  ${howToAnswer(question)}`] : []),
  ];
  output.write(`${toTerminal(lines.join("\n"))}\n`);
  for (;;) {
    const text = await reader.question(toTerminal(`  ${style.cyan("›")} `), { signal });
    const answer = choices.length > 0 ? choices[Number(text.trim()) - 1]?.answer : readTyped(question, text);
    if (answer !== undefined) return answer;
    const wish =
      choices.length > 0
        ? `a number from 1 to ${choices.length}`
        : isNull(text)
          ? "a value that is not NULL; for the text itself, text:null"
          : "an answer, or press Ctrl-C to leave";
    output.write(`${toTerminal(`  ${style.yellow(`Type ${wish}.`)}`)}\n`);
  }
}

interface Choice {
  readonly label: string;
  readonly answer: Reply;
}

function renameChoices({ kind, from, to, others = [] }: RenameQuestion): readonly Choice[] {
  const drop =
    kind === "rename enum value"
      ? `remove "${from}", add "${to}"`
      : `drop "${from}" with what it holds, create "${to}"`;
  return [
    { label: "renamed: what it holds stays", answer: true },
    ...others.map((pair) => ({ label: `not this: "${pair.from}" was renamed to "${pair.to}"`, answer: pair })),
    { label: `not renamed: ${drop}`, answer: false },
    { label: "not renamed, and nothing else was: ask about no more renames", answer: NO_RENAMES },
  ];
}

function valueChoices({ choices = [], mayBeNull }: ValueQuestion): readonly Choice[] {
  const values = choices.map((value) => ({ label: value, answer: value }));
  return mayBeNull === true ? [...values, { label: "none: NULL", answer: null }] : values;
}

function howToAnswer({ kind }: Question): string {
  if (kind === "convert column") return "Type an SQL expression over the columns of the row.";
  return "Type a value, '' for an empty text, or sql: and an expression over the columns of the row.";
}

function readTyped({ kind }: Question, text: string): Answer | undefined {
  const typed = text.trim();
  if (typed === "" || typed === "sql:" || isNull(typed)) return undefined;
  if (typed === "''") return kind === "convert column" ? undefined : "";
  return readValueText(typed);
}
