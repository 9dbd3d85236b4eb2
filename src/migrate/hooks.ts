import type { CompareServerDefault, CompareType, IncludeName, IncludeObject } from "../diff/include-hooks";
import type { RenderItem } from "../revisions/render/render-item";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { NamingConvention } from "../schema/naming-convention";
import type { Environment } from "./environment";
import type { HookDatabase } from "./hook-database";
import type { PostWriteHook } from "./post-write-hook";
import type { ProcessRevision } from "./revision-directive";

/** One step that moved the version of a database. Ids are those of revisions; a base has no down revision. */
export interface AppliedVersion extends HookDatabase {
  readonly step: Step;
  /** The revision, with its message and its path. */
  readonly revision: Revision;
  readonly isUpgrade: boolean;
  /** The version was set without running anything. */
  readonly isStamp: boolean;
  /** The revision's own operations ran. */
  readonly isMigration: boolean;
  /** The revision that the step is about. */
  readonly upRevisionId: string;
  readonly downRevisionIds: readonly string[];
  /** The rows of the version table before the step. */
  readonly sourceRevisionIds: readonly string[];
  /** The rows of the version table after the step: the current heads. */
  readonly destinationRevisionIds: readonly string[];
  /** The `-x key=value` arguments of the run. */
  readonly x: Readonly<Record<string, string>>;
  /** The mark of the run (`--tag`). */
  readonly tag?: string;
}

/**
 * Called for every step of a run, inside of its transaction, right after the version has moved. What it throws stops the step as a failure
 * of the revision would.
 *
 * @example
 * onVersionApply: async ({ revision, isUpgrade, execute }) => {
 *   await execute(sql`insert into audit (revision, upgrade) values (${revision.revision}, ${isUpgrade})`);
 * }
 */
export type OnVersionApply = (version: AppliedVersion) => void | Promise<void>;

/** The project's own functions around comparisons, new revisions and runs. */
export interface MigrationHooks {
  /** Which names take part in comparisons. */
  readonly includeName?: IncludeName;
  /** Which objects take part in comparisons. */
  readonly includeObject?: IncludeObject;
  /** Compare every schema of the database, or these, not only those of the entities. Default: false. */
  readonly includeSchemas?: boolean | readonly string[];
  /** Whether types differ; `false` does not compare them. Default: true. */
  readonly compareType?: boolean | CompareType;
  /** Whether defaults differ; `false` does not compare them. Default: true. */
  readonly compareServerDefault?: boolean | CompareServerDefault;
  /** `false` does not compare comments of what is there already. Default: true. */
  readonly compareComments?: boolean;
  /** How parts of a revision are written. */
  readonly renderItem?: RenderItem;
  /** Changes what `orm revision` is about to write: other operations, no file, several files. */
  readonly processRevision?: ProcessRevision | readonly ProcessRevision[];
  /** What runs on a new revision file: `"prettier"`, `"eslint"`, a command, a script of a package, a function. */
  readonly hooks?: PostWriteHook | readonly PostWriteHook[];
  /** Values for `"$name"` in the template for revisions. */
  readonly templateArguments?: Readonly<Record<string, TemplateArgument>>;
  /** Names of keys, checks and indexes that nobody named. */
  readonly namingConvention?: NamingConvention;
  /** Called for every step of a run. */
  readonly onVersionApply?: OnVersionApply | readonly OnVersionApply[];
  /** What goes around every run. */
  readonly environment?: Environment;
}

/** What a placeholder of a template may become. */
export type TemplateArgument = string | number | boolean | readonly string[];
