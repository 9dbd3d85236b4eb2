import type { Capabilities } from "../dialect/capabilities";
import type { TypeSystem } from "../dialect/type-system";
import type { Operation } from "../operations/operation";
import type { IgnoredObjects } from "../schema/ignored-objects";
import type { Question } from "./question";

/** A rename that somebody vouched for. With `table` it is of a column, with `enum` of a value, else of a table. */
export interface RenameAnswer {
  readonly table?: string;
  readonly enum?: string;
  readonly from: string;
  readonly to: string;
}

/** Answers to questions of an earlier comparison; names with a schema are written `schema.name`. */
export interface DiffAnswers {
  readonly renames?: readonly RenameAnswer[];
  /** Pairs that are not renames: the one goes, the other is new. */
  readonly refused?: readonly RenameAnswer[];
  /** Nothing is a rename unless `renames` or a hint in the entities says so. */
  readonly noRenames?: boolean;
}

export interface DiffOptions {
  readonly capabilities: Pick<Capabilities, "tableComments" | "columnComments"> &
    Partial<Pick<Capabilities, "typedForeignKeys">>;
  readonly types: Pick<TypeSystem, "parse" | "same">;
  readonly answers?: DiffAnswers;
  /** What somebody else looks after; see `ignoredObjectsOf`. */
  readonly ignored?: IgnoredObjects;
  /** Leave tables that the wanted schema does not have, instead of dropping them. */
  readonly keepUnknownTables?: boolean;
}

/** What turns the actual schema into the wanted one. While there are questions, the operations treat each as "not a rename". */
export interface DiffResult {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
}
