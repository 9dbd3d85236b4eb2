import { OrmError } from "../errors/orm-error";
import type { ObjectName } from "../schema/model";
import type { RenameAnswer } from "./rename-answer";
import type { Rename } from "./resolve-renames";

/** Something that the comparison cannot decide: only people know it. */
export type Question = RenameQuestion | ValueQuestion | ConversionQuestion;

/** Whether what went and what came are the same. */
export interface RenameQuestion {
  readonly kind: "rename table" | "rename column" | "rename enum value" | "rename object";
  /** The table of the column. */
  readonly table?: string;
  /** The enum type of the value, or the column whose type lists it: `table.column`. */
  readonly enum?: string;
  /** The view, the sequence or the like, in words: `sequence "order_number"`. */
  readonly object?: string;
  readonly from: string;
  readonly to: string;
  /** What else could have become of the old one, or could have become the new one; absent where there is nothing. */
  readonly others?: readonly Rename[];
  /** From 0 to 1: how alike they are. */
  readonly score: number;
  /** The definition of what went, a line for each part of it. */
  readonly before: readonly string[];
  /** The definition of what came. */
  readonly after: readonly string[];
}

/** What rows take that are there already. */
export interface ValueQuestion {
  /** A new column without a default may not be NULL; a column may not be NULL any more; a value is taken away. */
  readonly kind: "fill new column" | "fill null" | "replace enum value";
  readonly table?: string;
  readonly column?: string;
  /** The definition of the column as it becomes. */
  readonly definition?: string;
  /** The enum type that loses the value; absent where the column lists its values itself. */
  readonly enum?: string;
  /** The value that is taken away. */
  readonly value?: string;
  /** The values that may take its place. */
  readonly choices?: readonly string[];
  /** Whether rows may also hold none afterwards; a set loses the member. */
  readonly mayBeNull?: boolean;
  /** The rows of the database as it is now: the question stands while one of them is there. */
  readonly rows: readonly RowTest[];
}

/** Rows of a table: all of them, those that hold NULL in a column, or those that hold a value. */
export interface RowTest {
  readonly table: ObjectName;
  readonly column?: string;
  readonly type?: string;
  readonly value?: string;
}

/** How values of one type become values of another that the database cannot turn them into. */
export interface ConversionQuestion {
  readonly kind: "convert column";
  /** The way back has a conversion of its own. */
  readonly direction: "upgrade" | "downgrade";
  readonly table: string;
  readonly column: string;
  /** The type before, in this direction. */
  readonly from: string;
  readonly to: string;
}

export function isRename(question: Question): question is RenameQuestion {
  return question.kind.startsWith("rename ");
}

/** The answer that a rename is one. */
export function renameAnswer({ table, enum: type, from, to }: RenameQuestion): RenameAnswer {
  return { ...(table === undefined ? {} : { table }), ...(type === undefined ? {} : { enum: type }), from, to };
}

/** What an answer names to be about this question: `users.email`, `order_status.old`. */
export function targetOf(question: ValueQuestion | ConversionQuestion): string {
  const place = `${question.table}.${question.column}`;
  if (question.kind !== "replace enum value") return place;
  return `${question.enum ?? place}.${question.value}`;
}

/** A question for people: `was column "name" of table "users" renamed to "full_name"?` */
export function describeQuestion(question: Question): string {
  switch (question.kind) {
    case "rename table":
      return `was table "${question.from}" renamed to "${question.to}"?`;
    case "rename column":
      return `was column "${question.from}" of table "${question.table}" renamed to "${question.to}"?`;
    case "rename enum value":
      return `was value "${question.from}" of enum "${question.enum}" renamed to "${question.to}"?`;
    case "rename object":
      return `was ${question.object} renamed to "${question.to}"?`;
    case "fill new column":
      return `table "${question.table}" has rows: what do they hold in the new column "${question.column}", which may not be NULL?`;
    case "fill null":
      return `rows hold NULL in column "${question.column}" of table "${question.table}": what takes its place?`;
    case "replace enum value":
      return `rows hold "${question.value}", which ${describeEnum(question)} no longer has: what takes its place?`;
    case "convert column":
      return `how does column "${question.column}" of table "${question.table}" become ${question.to} from ${question.from} in the ${question.direction}?`;
  }
}

function describeEnum({ enum: type, table, column }: ValueQuestion): string {
  return type === undefined ? `column "${column}" of table "${table}"` : `enum type "${type}"`;
}

/** What answers a question whose names an option cannot hold. */
const HINTS = "--hints answers.json";

/** The option of the command line that answers a question: with yes for a rename, with dots where a value must be filled in. */
export function optionFor(question: Question): string {
  switch (question.kind) {
    case "rename table":
    case "rename object":
      return pairOption("--rename", question.from, question.to);
    case "rename column":
      return pairOption("--rename", `${question.table}.${question.from}`, `${question.table}.${question.to}`);
    case "rename enum value":
      return pairOption("--rename-value", `${question.enum}.${question.from}`, question.to);
    case "fill new column":
    case "fill null":
    case "replace enum value":
      return valueOption("--value", targetOf(question));
    case "convert column":
      return valueOption(question.direction === "upgrade" ? "--using" : "--downgrade-using", targetOf(question));
  }
}

function pairOption(option: string, from: string, to: string): string {
  return `${from}${to}`.includes(":") ? HINTS : `${option} ${quoted(`${from}:${to}`)}`;
}

function valueOption(option: string, target: string): string {
  return target.includes("=") ? HINTS : `${option} ${quoted(`${target}=...`)}`;
}

/** As a shell reads it: in quotes where it would mean something else. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}_.:=-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A question as data for programs, and for a hints file: whoever knows the answer puts it in the place of `null`. */
export type WrittenQuestion = Question & {
  readonly text: string;
  /** The option of the command line that answers it. */
  readonly option: string;
  readonly answer: null;
};

export function writeQuestion(question: Question): WrittenQuestion {
  return { ...question, text: describeQuestion(question), option: optionFor(question), answer: null };
}

/** Passes when nothing is open. @throws OrmError `DIFF.ANSWER_NEEDED` with the questions in `details`. */
export function requireAnswers(questions: readonly Question[]): void {
  const [first] = questions;
  if (first === undefined) return;
  const more = questions.length === 1 ? "" : ` (and ${questions.length - 1} more)`;
  throw new OrmError("DIFF.ANSWER_NEEDED", `${describeQuestion(first)}${more}`, {
    hint: hintFor(questions),
    details: { questions: questions.map(writeQuestion) },
  });
}

function hintFor(questions: readonly Question[]): string {
  const [first] = questions;
  if (first === undefined || questions.length > 1) {
    return "Give the option that stands with each question, or all answers in a file: --hints. Where nothing was renamed, say --no-renames.";
  }
  if (isRename(first)) {
    return `If yes, say ${optionFor(first)}, or renamedFrom in the entity. If no, say ${first.others === undefined ? "" : `${optionFor({ ...first, ...first.others[0]! })} where that was renamed, or `}--no-renames: the old one is dropped with what it holds.`;
  }
  if (first.kind === "replace enum value") {
    const choices = [...(first.choices ?? []), ...(first.mayBeNull === true ? ["null"] : [])];
    return `Say ${optionFor(first)} with one of ${choices.join(", ")}.`;
  }
  if (first.kind === "convert column") return `Say ${optionFor(first)} with an expression over the columns of the row.`;
  return `Say ${optionFor(first)} with a value, or with sql: and an expression over the columns of the row.`;
}
