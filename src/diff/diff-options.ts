import type { Capabilities } from "../dialect/capabilities";
import type { ObjectChanges } from "../dialect/object-changes";
import type { TypeSystem } from "../dialect/type-system";
import type { DefaultInput } from "../operations/input";
import type { Operation } from "../operations/operation";
import type { IgnoredObjects } from "../schema/ignored-objects";
import type { ComparisonHooks } from "./include-hooks";
import type { Question } from "./question";
import type { RenameAnswer } from "./rename-answer";

export type { RenameAnswer } from "./rename-answer";

/** What rows take: a value, or `` sql`lower(name)` ``. */
export interface ValueAnswer {
  /** `table.column`, `enum.value`, or `table.column.value` where the column lists its values itself. */
  readonly target: string;
  readonly value: DefaultInput;
}

/** How values become those of another type. */
export interface ConversionAnswer {
  /** `table.column`. */
  readonly target: string;
  readonly direction: "upgrade" | "downgrade";
  /** An SQL expression over the columns of the row. */
  readonly using: string;
}

/** Answers to questions of an earlier comparison; names with a schema are written `schema.name`. */
export interface DiffAnswers {
  readonly renames?: readonly RenameAnswer[];
  /** Pairs that are not renames: the one goes, the other is new. */
  readonly refused?: readonly RenameAnswer[];
  /** Nothing is a rename unless `renames` or a hint in the entities says so. */
  readonly noRenames?: boolean;
  readonly values?: readonly ValueAnswer[];
  readonly conversions?: readonly ConversionAnswer[];
}

export interface DiffOptions {
  readonly capabilities: Pick<Capabilities, "tableComments" | "columnComments"> &
    Partial<Pick<Capabilities, "typedForeignKeys">>;
  readonly types: Pick<TypeSystem, "parse" | "same" | "listed" | "castQuery">;
  readonly answers?: DiffAnswers;
  /** What the project's own functions leave out of the comparison, and how they compare types and defaults. */
  readonly hooks?: ComparisonHooks;
  /** What somebody else looks after; see `ignoredObjectsOf`. */
  readonly ignored?: IgnoredObjects;
  /** Leave tables that the wanted schema does not have, instead of dropping them. */
  readonly keepUnknownTables?: boolean;
  /**
   * Leave enum types, views, functions and the like that the wanted schema does not have, instead of dropping them: entities
   * declare some of them and say nothing about the others.
   */
  readonly keepUnknownObjects?: boolean;
  /**
   * The keys (`objectKey`) of objects that go all the same when the wanted schema does not have them: revisions created them
   * for declarations.
   */
  readonly ownedObjects?: ReadonlySet<string>;
  /** What the database allows with views, functions and the like. Without it, everything. */
  readonly objectChanges?: ObjectChanges;
}

/**
 * What turns the actual schema into the wanted one. While there are questions, the operations treat each as "not a rename",
 * and leave rows as they are. Questions about rows are all that could be asked: whether such rows exist, the database knows.
 */
export interface DiffResult {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
}
