import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import type { AnswerBook } from "./answer-book";
import type { DiffOptions } from "./diff-options";
import type { Question, RenameQuestion } from "./question";

/** What the questions about rows are put together from. */
export interface RowContext {
  /** The schema before the renames, which is where the rows are. */
  readonly actual: Schema;
  readonly renames: readonly Operation[];
  readonly wanted: Schema;
  /** The renames that nobody has decided yet: what they may settle is not asked. */
  readonly open: readonly RenameQuestion[];
  readonly answers: AnswerBook;
  readonly types: DiffOptions["types"];
}

/** An operation with what the answers say about rows, and what nobody has answered. */
export interface Answered<T extends Operation> {
  readonly operation: T;
  readonly questions: readonly Question[];
}
