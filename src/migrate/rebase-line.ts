import { OrmError } from "../errors/orm-error";
import { downRevisionsOf, type Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";

/** A line of revisions, and where it is to go. */
export interface RebaseLine {
  /** The first of the line, whose down revision changes. */
  readonly first: Revision;
  /** All that follow it, itself among them; those that follow others come after them. */
  readonly members: readonly Revision[];
  readonly onto: Revision;
  /** What the first one follows now; `null` is base. */
  readonly from: string | null;
}

/** What is to be moved, as far as somebody said it. */
export interface RebaseWish {
  /** A revision of the line. */
  readonly revision?: string;
  /** What the line is to follow. Default: the one other head. */
  readonly onto?: string;
  /** Whether others have a revision already. Absent: nobody knows. */
  readonly isPublished?: (revision: Revision) => boolean;
}

/**
 * Finds the line: the one that a revision belongs to, else the one that nobody else has yet.
 * @throws OrmError `REVISION.CANNOT_REBASE`; `REVISION.LINE_UNCLEAR`, whose `candidates` are the heads among which to choose.
 */
export function findRebaseLine(graph: RevisionGraph, wish: RebaseWish): RebaseLine {
  const onto = wish.onto === undefined ? undefined : requireRevision(graph, wish.onto);
  const moved =
    wish.revision === undefined ? chooseHead(graph, onto, wish.isPublished) : requireRevision(graph, wish.revision);
  const goal = onto ?? chooseOnto(graph, moved);
  const before = graph.appliedBy([goal.revision]);
  if (before.has(moved.revision)) {
    throw cannotRebase(
      `revision ${moved.revision} comes before ${goal.revision} already`,
      "`orm history` shows which follows which.",
    );
  }
  const first = walkToFork(graph, moved, before);
  const [parent] = downRevisionsOf(first);
  if (parent === goal.revision) {
    throw cannotRebase(`revision ${first.revision} follows ${goal.revision} already`, "There is nothing to do.");
  }
  const members = collectLine(graph, first);
  checkMerges(members, goal);
  return { first, members, onto: goal, from: parent ?? null };
}

function requireRevision(graph: RevisionGraph, name: string): Revision {
  const found = graph.resolve(name);
  if (found !== null) return found;
  throw cannotRebase(`"${name}" is no revision`, "Name a revision, by its id or the beginning of it.");
}

/** The head of the line that nobody else has: all of it that no other head has too is unpublished. */
function chooseHead(
  graph: RevisionGraph,
  onto: Revision | undefined,
  isPublished: RebaseWish["isPublished"],
): Revision {
  const heads = graph.heads.filter((head) => head !== onto?.revision);
  if (heads.length === 0 || (heads.length === 1 && onto === undefined)) {
    throw cannotRebase(
      "there is one head, so there is nothing to put behind another",
      "Name the revision to move and --onto what it goes.",
    );
  }
  if (heads.length === 1) return graph.get(heads[0]!);
  const own = isPublished === undefined ? [] : heads.filter((head) => isOwn(graph, head, isPublished));
  if (own.length === 1) return graph.get(own[0]!);
  const why =
    isPublished === undefined
      ? "git does not tell which of them is new"
      : own.length === 0
        ? "all of them are published"
        : "several of them are new";
  throw new OrmError("REVISION.LINE_UNCLEAR", `there are ${heads.length} heads, ${heads.join(", ")}, and ${why}`, {
    hint: `Name the one to move: orm rebase ${heads.at(-1)}.`,
    details: { candidates: heads },
  });
}

function isOwn(graph: RevisionGraph, head: string, isPublished: (revision: Revision) => boolean): boolean {
  const others = graph.appliedBy(graph.heads.filter((other) => other !== head));
  const line = [...graph.appliedBy([head])].filter((id) => !others.has(id));
  return line.every((id) => !isPublished(graph.get(id)));
}

function chooseOnto(graph: RevisionGraph, moved: Revision): Revision {
  const others = graph.heads.filter((head) => !graph.appliedBy([head]).has(moved.revision));
  if (others.length === 1) return graph.get(others[0]!);
  if (others.length === 0) {
    throw cannotRebase(
      `there is no other head to put revision ${moved.revision} behind`,
      "Name another revision with --onto.",
    );
  }
  throw cannotRebase(
    `revision ${moved.revision} can go behind ${others.join(", ")}`,
    `Choose one: orm rebase ${moved.revision} --onto ${others[0]}.`,
  );
}

/** The first revision of the line that is not before the goal. */
function walkToFork(graph: RevisionGraph, moved: Revision, before: ReadonlySet<string>): Revision {
  let first = moved;
  for (;;) {
    const parents = downRevisionsOf(first);
    if (parents.length > 1) {
      throw cannotRebase(
        `revision ${first.revision} is a merge of ${parents.join(", ")}`,
        "Name a revision that comes after it, or one of those that it merges.",
      );
    }
    const [parent] = parents;
    if (parent === undefined || before.has(parent)) return first;
    first = graph.get(parent);
  }
}

function collectLine(graph: RevisionGraph, first: Revision): readonly Revision[] {
  const ids = new Set([first.revision]);
  for (const id of ids) for (const child of graph.childrenOf(id)) ids.add(child);
  return graph
    .range(
      [...ids].filter((id) => !graph.childrenOf(id).some((child) => ids.has(child))),
      null,
    )
    .filter(({ revision }) => ids.has(revision))
    .reverse();
}

/** A merge with something outside of the line would follow the same revision twice. */
function checkMerges(members: readonly Revision[], onto: Revision): void {
  const ids = new Set(members.map(({ revision }) => revision));
  const merge = members.find((member) => {
    const parents = downRevisionsOf(member);
    return parents.length > 1 && parents.some((id) => !ids.has(id));
  });
  if (merge === undefined) return;
  throw cannotRebase(
    `revision ${merge.revision} merges the line with another one already`,
    `There is one head again; nothing has to go behind ${onto.revision}.`,
  );
}

function cannotRebase(message: string, hint: string): OrmError {
  return new OrmError("REVISION.CANNOT_REBASE", message, { hint });
}
