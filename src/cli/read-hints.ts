import { readFileSync } from "node:fs";
import path from "node:path";
import type { DiffAnswers } from "../diff/diff-options";
import { describeQuestion, isRename, type Question } from "../diff/question";
import { OrmError } from "../errors/orm-error";
import { SqlFragment } from "../schema/sql-fragment";
import { isSameData } from "../util/stable-json";
import { answersOf, type Answer } from "./answer-of";
import { mergeAnswers } from "./merge-answers";

const FORM = "It is what `orm revision --autogenerate --json` printed, with an answer in each question.";

/** The members that say which question it is, by its kind. */
const IDENTITY: { readonly [K in Question["kind"]]: readonly string[] } = {
  "rename table": ["from", "to"],
  "rename column": ["table", "from", "to"],
  "rename enum value": ["enum", "from", "to"],
  "rename object": ["from", "to"],
  "fill new column": ["table", "column"],
  "fill null": ["table", "column"],
  "replace enum value": ["value"],
  "convert column": ["direction", "table", "column"],
};

/**
 * The answers of a hints file: the questions as `--json` prints them, alone or with all that is around them, each with its
 * `answer`. Questions without one stay open. @throws OrmError `CLI.USAGE`.
 */
export function readHints(file: string, directory: string): DiffAnswers {
  const questions = questionsIn(parse(file, directory), file);
  return questions.reduce<DiffAnswers>((all, value, index) => {
    const question = requireQuestion(value, `${file}, question ${index + 1}`);
    if (question.answer === undefined || question.answer === null) return all;
    return mergeAnswers(all, answersOf(question, requireAnswer(question, question.answer, file)));
  }, {});
}

function parse(file: string, directory: string): unknown {
  try {
    return JSON.parse(readFileSync(path.resolve(directory, file), "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OrmError("CLI.USAGE", `the hints file ${file} cannot be read: ${reason}`, { hint: FORM, cause });
  }
}

function questionsIn(value: unknown, file: string): readonly unknown[] {
  let found = value;
  for (const member of ["error", "details", "questions"])
    found = isRecord(found) && member in found ? found[member] : found;
  if (Array.isArray(found)) return found;
  throw new OrmError("CLI.USAGE", `the hints file ${file} has no list of questions`, { hint: FORM });
}

type AnsweredQuestion = Question & { readonly answer?: unknown };

function requireQuestion(value: unknown, where: string): AnsweredQuestion {
  const members = isRecord(value) ? IDENTITY[value["kind"] as Question["kind"]] : undefined;
  if (members?.every((member) => typeof (value as Record<string, unknown>)[member] === "string") === true)
    return value as AnsweredQuestion;
  throw new OrmError("CLI.USAGE", `${where}: it is no question`, { hint: FORM, details: { question: value } });
}

function requireAnswer(question: Question, answer: unknown, file: string): Answer {
  const sql = isRecord(answer) && typeof answer["sql"] === "string" ? answer["sql"] : undefined;
  if (isRename(question)) {
    if (typeof answer === "boolean") return answer;
    const other = question.others?.find((pair) => isSameData(pair, answer));
    if (other !== undefined) return other;
    throw wrongAnswer(
      question,
      file,
      question.others === undefined ? "true or false" : "true, false or one of its others",
    );
  }
  if (sql !== undefined && sql.trim() !== "") return new SqlFragment([sql], []);
  if (question.kind === "convert column") throw wrongAnswer(question, file, '{ "sql": "an expression" }');
  if (typeof answer === "string" || typeof answer === "number" || typeof answer === "boolean") return answer;
  throw wrongAnswer(question, file, 'a value, or { "sql": "an expression" }');
}

function wrongAnswer(question: Question, file: string, wanted: string): OrmError {
  return new OrmError("CLI.USAGE", `${file}: "${describeQuestion(question)}" has an answer that does not fit`, {
    hint: `Answer with ${wanted}.`,
    details: { question },
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
