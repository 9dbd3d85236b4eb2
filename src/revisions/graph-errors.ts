import { OrmError } from "../errors/orm-error";
import type { GraphNode } from "./graph-node";
import type { Revision } from "./revision";

/** Which constant of a revision file makes a link. */
export type LinkKind = "downRevision" | "dependsOn";

/** `a, b and c`, quoted; long lists are cut. */
export function listIds(ids: readonly string[], limit = 10): string {
  const quoted = ids.slice(0, limit).map((id) => `"${id}"`);
  if (ids.length > limit) return `${quoted.join(", ")} and ${ids.length - limit} more`;
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

/** How messages name a revision: its id, and its file where it has one. */
export function describeRevision(revision: Pick<Revision, "revision" | "path">): string {
  return `revision "${revision.revision}"${revision.path === undefined ? "" : ` (${revision.path})`}`;
}

export function invalidId(what: string, id: unknown, revision: Revision): OrmError {
  const place = revision.path === undefined ? "" : ` in ${revision.path}`;
  return new OrmError("REVISION.INVALID_ID", `${what} ${JSON.stringify(id)}${place} cannot be used`, {
    hint: "Ids and labels may not hold @ + - : or spaces, and may not be head, heads, base or current.",
    details: { id, path: revision.path },
  });
}

export function duplicateRevision(id: string, revisions: readonly Revision[]): OrmError {
  const files = revisions.map((revision) => revision.path).filter((path) => path !== undefined);
  return new OrmError(
    "REVISION.DUPLICATE_REVISION",
    `revision "${id}" is there twice${files.length === 0 ? "" : `: ${files.join(" and ")}`}`,
    { hint: "Delete one of the two files, or give one of them an id of its own.", details: { revision: id, files } },
  );
}

export function duplicateLabel(label: string, revisions: readonly Revision[]): OrmError {
  const names = revisions.map(describeRevision);
  return new OrmError(
    "REVISION.DUPLICATE_BRANCH_LABEL",
    `branch label "${label}" is used by ${names.join(" and by ")}`,
    {
      hint: "Give one of the two branches another label.",
      details: { label, revisions: revisions.map((revision) => revision.revision) },
    },
  );
}

export function brokenLink(kind: LinkKind, revision: Revision, missing: string): OrmError {
  const what = kind === "downRevision" ? `its down revision "${missing}"` : `"${missing}", which it depends on,`;
  return new OrmError(
    "REVISION.BROKEN_MAP",
    `${describeRevision(revision)}: no revision file has ${what}`.replace(/,$/, ""),
    {
      hint: `Restore the file of "${missing}", or correct ${kind} in ${revision.path ?? `revision "${revision.revision}"`}.`,
      details: { revision: revision.revision, path: revision.path, missing },
    },
  );
}

export function selfLoop(kind: LinkKind, revision: Revision): OrmError {
  const [code, text] =
    kind === "downRevision"
      ? (["REVISION.SELF_LOOP", "names itself as its down revision"] as const)
      : (["REVISION.DEPENDENCY_SELF_LOOP", "depends on itself"] as const);
  return new OrmError(code, `${describeRevision(revision)} ${text}`, {
    hint: `Correct ${kind} in its file.`,
    details: { revisions: [revision.revision] },
  });
}

export function cycle(kind: LinkKind, members: readonly GraphNode[], stuck: readonly GraphNode[]): OrmError {
  const path = [...members, members[0]!].map((node) => node.id).join(" -> ");
  const code = kind === "downRevision" ? "REVISION.CYCLE" : "REVISION.DEPENDENCY_CYCLE";
  const files = members.map((node) => node.revision.path).filter((file) => file !== undefined);
  return new OrmError(code, `revisions ${listIds(members.map((node) => node.id))} form a cycle: ${path}`, {
    hint: `Correct ${kind} in one of ${files.length === 0 ? "them" : files.slice(0, 10).join(", ")}.`,
    details: { cycle: members.map((node) => node.id), revisions: stuck.map((node) => node.id) },
  });
}

export function notAString(identifier: unknown): OrmError {
  return new OrmError(
    "REVISION.IDENTIFIER_NOT_A_STRING",
    `revision identifier ${inspect(identifier)} is not a string`,
    {
      hint: "Pass text. Where it comes from the version table, check that the driver returns text for its column.",
    },
  );
}

export function multipleHeads(identifier: string, ids: readonly string[], branch: string | undefined): OrmError {
  const where = branch === undefined ? "" : ` on branch "${branch}"`;
  return new OrmError("REVISION.MULTIPLE_HEADS", `"${identifier}" fits ${ids.length} heads${where}: ${listIds(ids)}`, {
    hint: "Join them with `orm merge heads`, put yours behind the others with `orm rebase`, take them all with `heads`, or name one of them.",
    details: { identifier, heads: ids },
  });
}

export function noSuchRevision(identifier: string, nearest: string | undefined): OrmError {
  const guess = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  return new OrmError("REVISION.NO_SUCH_REVISION", `no revision file has the id "${identifier}", nor starts with it`, {
    hint: `\`orm history\` lists the revisions.${guess}`,
    details: { identifier },
  });
}

export function unknownRow(id: string): OrmError {
  return new OrmError(
    "REVISION.NO_SUCH_REVISION",
    `the database is at revision "${id}", but no revision file has that id`,
    {
      hint: "Check out the branch that has its file, or set the version by hand: `orm stamp --purge <revision>`.",
      details: { identifier: id },
    },
  );
}

export function noSuchBranch(label: string): OrmError {
  return new OrmError("REVISION.NO_SUCH_BRANCH", `no branch has the label "${label}", and no revision has that id`, {
    hint: "`orm heads` and `orm history` show the labels.",
    details: { label },
  });
}

export function notInBranch(id: string, branch: string): OrmError {
  return new OrmError("REVISION.NOT_IN_BRANCH", `revision "${id}" is not a member of branch "${branch}"`, {
    hint: `Leave \`${branch}@\` out, or name a revision of that branch.`,
    details: { revision: id, branch },
  });
}

export function ambiguousPrefix(prefix: string, ids: readonly string[]): OrmError {
  return new OrmError(
    "REVISION.AMBIGUOUS_IDENTIFIER",
    `"${prefix}" is the start of ${ids.length} revisions: ${listIds(ids)}`,
    {
      hint: "Give more characters of the id.",
      details: { identifier: prefix, revisions: ids },
    },
  );
}

export function ambiguousUpgrade(identifier: string, ids: readonly string[]): OrmError {
  return new OrmError(
    "REVISION.AMBIGUOUS_RELATIVE_UPGRADE",
    `"${identifier}" could lead to several revisions: the way divides at ${listIds(ids)}`,
    {
      hint: `Say which branch: \`${ids[0] ?? "branch"}@+1\`, or name the revision.`,
      details: { identifier, revisions: ids },
    },
  );
}

export function ambiguousDowngrade(identifier: string, merge: string, ids: readonly string[]): OrmError {
  return new OrmError(
    "REVISION.AMBIGUOUS_IDENTIFIER",
    `"${identifier}" leads through the merge "${merge}", which has several down revisions: ${listIds(ids)}`,
    {
      hint: `Name the one to go back to, for example \`orm downgrade ${ids[0]}\`.`,
      details: { identifier, merge, revisions: ids },
    },
  );
}

export function relativeOutOfRange(identifier: string, why: string): OrmError {
  return new OrmError("REVISION.RELATIVE_OUT_OF_RANGE", `"${identifier}" leads nowhere: ${why}`, {
    hint: "`orm history -i` shows where the database is and what comes before and after.",
    details: { identifier },
  });
}

export function notAnAncestor(lower: string, upper: string): OrmError {
  return new OrmError("REVISION.NOT_AN_ANCESTOR", `revision ${lower} is not an ancestor of ${upper}`, {
    hint: "`orm history` shows which revisions follow which.",
    details: { lower, upper },
  });
}

export function notADowngradeTarget(target: string, current: readonly string[]): OrmError {
  const where = current.length === 0 ? "nothing is applied" : `the database is at ${listIds(current)}`;
  return new OrmError("REVISION.NOT_AN_ANCESTOR", `there is no way down to "${target}": ${where}`, {
    hint: "Name a revision that is applied; `orm history -i` marks them.",
    details: { target, current },
  });
}

export function overlappingTargets(id: string, others: readonly string[]): OrmError {
  return new OrmError(
    "REVISION.OVERLAPPING_TARGETS",
    `revision "${id}" already includes ${listIds(others)}, which was requested too`,
    {
      hint: `Ask for "${id}" alone.`,
      details: { revision: id, overlaps: others },
    },
  );
}

function inspect(value: unknown): string {
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  return Array.isArray(value) ? `[${value.map(inspect).join(", ")}]` : `${JSON.stringify(value)} (${typeof value})`;
}
