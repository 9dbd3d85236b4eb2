import {
  describeQuestion,
  isRename,
  optionFor,
  type Question,
  type RenameQuestion,
  type ValueQuestion,
} from "../diff/question";

/** What paints text. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
}

/** The question as a sentence; a rename with how alike the two are. */
export function titleOf(question: Question): string {
  const text = describeQuestion(question);
  const sentence = `${text[0]!.toUpperCase()}${text.slice(1)}`;
  return isRename(question) ? `${sentence} (${Math.round(question.score * 100)} % alike)` : sentence;
}

/** The options that answer, each on a line of its own. */
export function optionsOf(question: Question): readonly string[] {
  if (!isRename(question)) return [optionFor(question)];
  const others = (question.others ?? []).map((pair) => `or:  ${optionFor({ ...question, ...pair })}`);
  return [
    `yes: ${optionFor(question)}`,
    ...others,
    others.length === 0 ? "no:  --no-renames" : "none of them: --no-renames",
  ];
}

/** What the question is about, drawn: what went in red, what came in green. */
export function pictureOf(question: Question, style: Paint): readonly string[] {
  switch (question.kind) {
    case "rename table":
    case "rename object":
      return [
        style.red(`- ${question.from}`),
        ...question.before.map((line) => style.red(`-   ${line}`)),
        style.green(`+ ${question.to}`),
        ...question.after.map((line) => style.green(`+   ${line}`)),
      ];
    case "rename column":
      return drawPair(question, style);
    case "rename enum value":
      return [style.red(`- ${question.before.join(", ")}`), style.green(`+ ${question.after.join(", ")}`)];
    case "fill new column":
      return [style.green(`+ ${question.column}  ${question.definition}`)];
    case "fill null":
      return [style.yellow(`~ ${question.column}  ${question.definition}`)];
    case "replace enum value":
      return [style.red(`- ${question.value}`), style.dim(`  ${choicesOf(question).join(", ")}`)];
    case "convert column":
      return [style.red(`- ${question.column}  ${question.from}`), style.green(`+ ${question.column}  ${question.to}`)];
  }
}

function choicesOf({ choices = [], mayBeNull }: ValueQuestion): readonly string[] {
  return mayBeNull === true ? [...choices, "null"] : choices;
}

function drawPair({ from, to, before, after }: RenameQuestion, style: Paint): readonly string[] {
  const width = Math.max(from.length, to.length);
  return [
    style.red(`- ${from.padEnd(width)}  ${before.join(", ")}`),
    style.green(`+ ${to.padEnd(width)}  ${after.join(", ")}`),
  ];
}
