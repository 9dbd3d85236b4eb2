import type { RevisionGraph } from "../revisions/revision-graph";
import type { Revision } from "../revisions/revision";
import type { Style } from "./output";

/** The words that say what a revision is in its graph: head, branchpoint, mergepoint, labels. */
export function marksOf(graph: RevisionGraph, revision: Revision): readonly string[] {
  const marks: string[] = [];
  if (revision.branchLabels.length > 0) marks.push(revision.branchLabels.join(", "));
  if (graph.heads.includes(revision.revision))
    marks.push(graph.effectiveHeads.includes(revision.revision) ? "head" : "head, depended on");
  if (graph.childrenOf(revision.revision).length > 1) marks.push("branchpoint");
  if (Array.isArray(revision.downRevision) && revision.downRevision.length > 1) marks.push("mergepoint");
  return marks;
}

/** One line: `3f2a9c1d7b4e (head), add email`. */
export function formatRevision(graph: RevisionGraph, id: string, style: Style): string {
  const revision = graph.get(id);
  const marks = marksOf(graph, revision).map((mark) => ` ${style.cyan(`(${mark})`)}`);
  const message = firstLine(revision.message);
  return `${style.yellow(id)}${marks.join("")}${message === "" ? "" : `, ${message}`}`;
}

/** What a revision follows, for people: `<base>` or the ids. */
export function parentsText(revision: Revision): string {
  const { downRevision } = revision;
  if (downRevision === null) return "<base>";
  return typeof downRevision === "string" ? downRevision : downRevision.join(", ");
}

export function firstLine(text: string | undefined): string {
  return (text ?? "").split("\n", 1)[0] ?? "";
}
