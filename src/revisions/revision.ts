/** What the graph knows of a revision file: its constants, and what its doc comment says. */
export interface Revision {
  readonly revision: string;
  /** The parent: `null` at a base, several at a merge. */
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels: readonly string[];
  /** Ids or branch labels of revisions that must be applied first, though they are no parents. */
  readonly dependsOn: readonly string[];
  readonly message?: string;
  /** As the doc comment spells it; ISO 8601 in files that Ormolu wrote. */
  readonly createDate?: string;
  /** The ids of the revisions that this one stands for, its own among them, in the order in which they ran; see `orm squash`. */
  readonly squashes?: readonly string[];
  readonly path?: string;
  /** Of the file's text, where it was read from a file: an applied revision keeps it, so that a later change is seen. */
  readonly checksum?: string;
}

/** The down revisions as a list: empty at a base. */
export function downRevisionsOf(revision: Pick<Revision, "downRevision">): readonly string[] {
  const { downRevision } = revision;
  if (downRevision === null) return [];
  return typeof downRevision === "string" ? [downRevision] : downRevision;
}
