import { OrmError } from "../errors/orm-error";

/** Something that the comparison cannot decide: whether what went and what came are the same. */
export interface Question {
  readonly kind: "rename table" | "rename column" | "rename enum value";
  /** The table of the column. */
  readonly table?: string;
  /** The enum type of the value. */
  readonly enum?: string;
  readonly from: string;
  readonly to: string;
  /** From 0 to 1: how alike they are. */
  readonly score: number;
}

/** A question for people: `was column "name" of table "users" renamed to "full_name"?` */
export function describeQuestion({ kind, table, enum: type, from, to }: Question): string {
  switch (kind) {
    case "rename table":
      return `was table "${from}" renamed to "${to}"?`;
    case "rename column":
      return `was column "${from}" of table "${table}" renamed to "${to}"?`;
    case "rename enum value":
      return `was value "${from}" of enum type "${type}" renamed to "${to}"?`;
  }
}

/** The option of the command line that answers a question with yes. */
export function yesOption({ kind, table, enum: type, from, to }: Question): string {
  switch (kind) {
    case "rename table":
      return `--rename ${from}:${to}`;
    case "rename column":
      return `--rename ${table}.${from}:${table}.${to}`;
    case "rename enum value":
      return `--rename-value ${type}.${from}:${to}`;
  }
}

/** Passes when nothing is open. @throws OrmError `DIFF.ANSWER_NEEDED` with the questions in `details`. */
export function requireAnswers(questions: readonly Question[]): void {
  const [first] = questions;
  if (first === undefined) return;
  const more = questions.length === 1 ? "" : ` (and ${questions.length - 1} more)`;
  throw new OrmError("DIFF.ANSWER_NEEDED", `${describeQuestion(first)}${more}`, {
    hint: `If yes, say ${questions.map(yesOption).join(" ")}, or renamedFrom in the entity. If no, say --no-renames: the old one is dropped with what it holds.`,
    details: { questions },
  });
}
