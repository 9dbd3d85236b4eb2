import { RevisionGraph } from "../../../src/revisions/revision-graph";
import type { Revision } from "../../../src/revisions/revision";

/** A graph in one line: `b<a` follows a, `d<b+c` merges, `#label` names a branch, `^x,y` depends on x and y. */
export function parseGraph(text: string): RevisionGraph {
  return RevisionGraph.from(text.split(/\s+/).filter(Boolean).map(parseRevision));
}

/** One revision of {@link parseGraph}. */
export function parseRevision(text: string): Revision {
  const [, revision, down, label, dependsOn] = /^(\w+)(?:<([\w+]+))?(?:#([\w-]+))?(?:\^([\w,-]+))?$/.exec(text)!;
  const parents = down?.split("+") ?? [];
  return {
    revision: revision!,
    downRevision: parents.length === 0 ? null : parents.length === 1 ? parents[0]! : parents,
    branchLabels: label === undefined ? [] : [label],
    dependsOn: dependsOn?.split(",") ?? [],
  };
}
