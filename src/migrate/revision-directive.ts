import { downgradeOf } from "../diff/downgrade-of";
import type { Operation } from "../operations/operation";
import type { RevisionGraph } from "../revisions/revision-graph";

/** What a directive starts from. */
export interface DirectiveInput {
  readonly revisionId?: string | undefined;
  readonly message?: string | undefined;
  readonly head?: string | undefined;
  readonly splice?: boolean | undefined;
  readonly branchLabels?: readonly string[] | undefined;
  readonly versionPath?: string | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly upgrade?: readonly Operation[] | undefined;
  readonly downgrade?: readonly Operation[] | undefined;
}

/** One revision file that is about to be written. Every member may be changed. */
export class RevisionDirective {
  /** The id; 12 random hexadecimal digits where it is not set. */
  revisionId: string | undefined;
  message: string | undefined;
  /** What it follows. Default: `head`; of several directives, each follows the one before it. */
  head: string | undefined;
  /** Allows `head` to be a revision that another follows already. */
  splice: boolean;
  branchLabels: readonly string[];
  /** The version location to write into, where there are several. */
  versionPath: string | undefined;
  dependsOn: readonly string[];
  /** What `upgrade` does. */
  upgrade: Operation[];
  #downgrade: readonly Operation[] | undefined;

  constructor(input: DirectiveInput = {}) {
    this.revisionId = input.revisionId;
    this.message = input.message;
    this.head = input.head;
    this.splice = input.splice ?? false;
    this.branchLabels = input.branchLabels ?? [];
    this.versionPath = input.versionPath;
    this.dependsOn = input.dependsOn ?? [];
    this.upgrade = [...(input.upgrade ?? [])];
    this.#downgrade = input.downgrade;
  }

  /**
   * What `downgrade` does: the inverse of `upgrade` as it is now, until it is set. To change it, set a list of its own.
   * @throws OrmError `OPERATION.IRREVERSIBLE` where nothing undoes an operation of `upgrade` and it was not set.
   */
  get downgrade(): readonly Operation[] {
    return this.#downgrade ?? Object.freeze([...downgradeOf(this.upgrade)]);
  }

  set downgrade(operations: readonly Operation[]) {
    this.#downgrade = operations;
  }

  /** Whether `downgrade` was set by hand. */
  get hasOwnDowngrade(): boolean {
    return this.#downgrade !== undefined;
  }

  /** Whether it does nothing in either direction. */
  get isEmpty(): boolean {
    return this.upgrade.length === 0 && (this.#downgrade ?? []).length === 0;
  }
}

/** What a `processRevision` knows. */
export interface RevisionContext {
  /** The operations come from a comparison of the models with the database. */
  readonly isAutogenerate: boolean;
  /** The revisions that are there already. */
  readonly graph: RevisionGraph;
  /** The `-x key=value` arguments. */
  readonly x: Readonly<Record<string, string>>;
}

/**
 * Changes what is about to be written: in place, or by giving another list. No directives, no file; several, several files.
 *
 * @example
 * processRevision: (context, directives) => {
 *   if (directives[0]?.isEmpty === true) directives.length = 0; // no empty files
 * }
 */
export type ProcessRevision = (
  context: RevisionContext,
  directives: RevisionDirective[],
) => void | readonly RevisionDirective[] | Promise<void | readonly RevisionDirective[]>;

/** Runs the project's functions over the directives, one after the other. */
export async function processRevisions(
  hooks: ProcessRevision | readonly ProcessRevision[] | undefined,
  context: RevisionContext,
  directives: readonly RevisionDirective[],
): Promise<readonly RevisionDirective[]> {
  let current = [...directives];
  for (const hook of typeof hooks === "function" ? [hooks] : (hooks ?? [])) {
    const given = await hook(context, current);
    if (given !== undefined) current = [...given];
  }
  return current;
}
