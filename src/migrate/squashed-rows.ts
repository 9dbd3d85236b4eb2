import { OrmError } from "../errors/orm-error";
import type { RevisionGraph } from "../revisions/revision-graph";

/** Revisions that are part of a squash, by their ids; without the last one, whose id the squash has. */
export function squashedInto(graph: RevisionGraph): ReadonlyMap<string, string> {
  return new Map(
    graph.revisions.flatMap(({ revision, squashes = [] }) =>
      squashes.filter((id) => id !== revision).map((id) => [id, revision] as const),
    ),
  );
}

/**
 * Refuses version rows that name the middle of a squash: the one file cannot go on from there.
 * @throws OrmError `REVISION.SQUASHED`.
 */
export function requireNotSquashed(graph: RevisionGraph, rows: readonly string[], address: string): void {
  const unknown = rows.filter((row) => !graph.has(row));
  if (unknown.length === 0) return;
  const into = squashedInto(graph);
  const row = unknown.find((id) => into.has(id));
  if (row === undefined) return;
  const squash = into.get(row)!;
  throw new OrmError(
    "REVISION.SQUASHED",
    `the database is at revision ${row}, which is a part of the squash ${squash} now`,
    {
      hint: `Upgrade it to ${squash} with the files from before the squash (an earlier version of the code, or the folder .squashed); then run the command again.`,
      details: { revision: row, squash, path: graph.get(squash).path, database: address },
    },
  );
}

/**
 * Whether the file of an applied revision replaces the one that was applied, so that its other text is no edit: it is a squash, and
 * others that it stands for were applied by themselves.
 */
export function isSquashOfApplied(
  { revision, squashes = [] }: { readonly revision: string; readonly squashes?: readonly string[] },
  applied: { has(revision: string): boolean },
): boolean {
  return squashes.some((id) => id !== revision && applied.has(id));
}
