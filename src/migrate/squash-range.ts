import { OrmError } from "../errors/orm-error";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";

/** A line of revisions that can become one. */
export interface SquashRange {
  /** Oldest first; at least two. */
  readonly members: readonly Revision[];
  /** What the one revision is to the graph: the id of the last member, the parents of the first, the labels and dependencies of all. */
  readonly head: Pick<Revision, "revision" | "downRevision" | "branchLabels" | "dependsOn">;
  /** Every id that it stands for, those of members that are squashes themselves too, in the order in which they ran. */
  readonly squashes: readonly string[];
}

/**
 * Checks that revisions are one line, and that nothing else hangs on its middle.
 * @param members oldest first.
 * @throws OrmError `REVISION.CANNOT_SQUASH`.
 */
export function checkSquashRange(graph: RevisionGraph, members: readonly Revision[]): SquashRange {
  const [first] = members;
  const last = members.at(-1);
  if (first === undefined || last === undefined || members.length < 2) {
    throw cannotSquash(
      `there is nothing to squash: the range has ${members.length === 0 ? "no revision" : "one revision"}`,
      {
        hint: "A range goes from the first to the last revision, both included: `orm squash base:head`.",
      },
    );
  }
  for (const [position, member] of members.entries()) {
    if (position > 0) checkLink(member, members[position - 1]!);
    if (member !== last) checkFollowers(graph, member, members[position + 1]!);
  }
  checkDependents(graph, members);
  const ids = new Set(members.map(({ revision }) => revision));
  const outside = members.flatMap(({ dependsOn }) => dependsOn).filter((name) => !isMember(graph, name, ids));
  return {
    members,
    head: {
      revision: last.revision,
      downRevision: first.downRevision,
      branchLabels: [...new Set(members.flatMap(({ branchLabels }) => branchLabels))],
      dependsOn: [...new Set(outside)],
    },
    squashes: members.flatMap(({ revision, squashes }) => squashes ?? [revision]),
  };
}

function checkLink(member: Revision, previous: Revision): void {
  if (member.downRevision === previous.revision) return;
  const isMerge = Array.isArray(member.downRevision) && member.downRevision.length > 1;
  if (!isMerge && [member.downRevision].flat()[0] === previous.revision) return;
  throw cannotSquash(
    isMerge
      ? `revision ${member.revision} is a merge, in the middle of the range`
      : `the range is not one line: revision ${member.revision} does not follow ${previous.revision}`,
    { hint: "Squash the parts before and after it, each by itself.", revision: member.revision },
  );
}

function checkFollowers(graph: RevisionGraph, member: Revision, next: Revision): void {
  const others = graph.childrenOf(member.revision).filter((id) => id !== next.revision);
  if (others.length === 0) return;
  throw cannotSquash(
    `revision ${member.revision} is in the middle of the range, and ${others.join(", ")} follows it too`,
    {
      hint: `End the range with ${member.revision}, or put ${others[0]} elsewhere: orm rebase ${others[0]}.`,
      revision: member.revision,
    },
  );
}

/** What depends on the last member, or on a label, still finds it; what depends on another would not. */
function checkDependents(graph: RevisionGraph, members: readonly Revision[]): void {
  const gone = new Set(members.slice(0, -1).map(({ revision }) => revision));
  const inside = new Set(members.map(({ revision }) => revision));
  const labels = new Set(graph.revisions.flatMap(({ branchLabels }) => branchLabels));
  for (const { revision, dependsOn } of graph.revisions) {
    if (inside.has(revision)) continue;
    const needed = dependsOn.find((name) => !labels.has(name) && gone.has(graph.resolve(name)?.revision ?? ""));
    if (needed === undefined) continue;
    throw cannotSquash(`revision ${revision} depends on ${needed}, which is in the middle of the range`, {
      hint: `End the range with ${needed}, or let ${revision} depend on ${members.at(-1)!.revision}.`,
      revision,
    });
  }
}

function isMember(graph: RevisionGraph, name: string, ids: ReadonlySet<string>): boolean {
  return ids.has(graph.resolve(name)?.revision ?? "");
}

/** The error of revisions that cannot become one. */
export function cannotSquash(
  message: string,
  { hint, ...details }: { readonly hint: string; readonly revision?: string },
): OrmError {
  return new OrmError("REVISION.CANNOT_SQUASH", message, { hint, details });
}
