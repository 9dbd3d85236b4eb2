import { OrmError } from "../errors/orm-error";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";

/**
 * The revisions that a range names, oldest first: `a:b` is from a to b, both of them included; `:b` begins at the base, `a:` ends at
 * the heads, and a single name is that revision alone.
 * @param current the version table's rows, for `current` and bare offsets.
 * @throws OrmError `REVISION.*`, `CLI.USAGE` for a name that stands for no revision.
 */
export function readRevisionRange(
  graph: RevisionGraph,
  text: string,
  current?: readonly string[],
): readonly Revision[] {
  const options = current === undefined ? {} : { current };
  const at = text.indexOf(":");
  if (at === -1) {
    const revisions = graph.resolveAll(text, options);
    if (revisions.length > 0) return revisions;
    throw new OrmError("CLI.USAGE", `"${text}" is no revision`, {
      hint: "Write a range: `base:head`, `a:b`, `a:`, `:b`.",
    });
  }
  const lower = text.slice(0, at).trim() || "base";
  const upper = text.slice(at + 1).trim() || "heads";
  return graph.range(upper, lower, { inclusive: true, ...options }).reverse();
}
