import path from "node:path";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { Style } from "./output";

/** The words that say what a revision is in its graph: labels, head, current, branchpoint, mergepoint. */
export function marksOf(graph: RevisionGraph, revision: Revision, rows: readonly string[] = []): readonly string[] {
  const id = revision.revision;
  const children = graph.childrenOf(id);
  const marks: string[] = [];
  if (revision.branchLabels.length > 0) marks.push(revision.branchLabels.join(", "));
  // A head that another revision depends on is applied with that one: no row names it.
  if (children.length === 0) marks.push(graph.effectiveHeads.includes(id) ? "head" : "effective head");
  if (rows.includes(id)) marks.push("current");
  if (children.length > 1) marks.push("branchpoint");
  if (Array.isArray(revision.downRevision) && revision.downRevision.length > 1) marks.push("mergepoint");
  return marks;
}

/** One line: `3f2a9c1d7b4e (head), add email`. */
export function formatRevision(graph: RevisionGraph, id: string, style: Style, rows: readonly string[] = []): string {
  const revision = graph.get(id);
  const marks = marksOf(graph, revision, rows).map((mark) => ` ${style.cyan(`(${mark})`)}`);
  const message = firstLine(revision.message);
  return `${style.yellow(id)}${marks.join("")}${message === "" ? "" : `, ${message}`}`;
}

/** What is known of the database, for {@link describeRevision}. */
export interface DatabaseState {
  /** The version table's rows. */
  readonly rows: readonly string[];
  /** Everything that is applied. */
  readonly applied: ReadonlySet<string>;
}

/** All that is known of a revision, as aligned lines: its place in the graph, its file, its message. */
export function describeRevision(
  graph: RevisionGraph,
  revision: Revision,
  root: string,
  style: Style,
  state?: DatabaseState,
): readonly string[] {
  const { downRevision, dependsOn, branchLabels, createDate, path: file } = revision;
  const children = graph.childrenOf(revision.revision);
  const marks = marksOf(graph, revision, state?.rows).map((mark) => ` ${style.cyan(`(${mark})`)}`);
  const isMerge = Array.isArray(downRevision) && downRevision.length > 1;
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ["Rev", `${style.yellow(revision.revision)}${marks.join("")}`],
    [isMerge ? "Merges" : "Revises", parentsText({ ...revision, dependsOn: [] })],
    ["Depends on", dependsOn.length === 0 ? undefined : dependsOn.join(", ")],
    [children.length > 1 ? "Branches into" : "Revised by", children.length === 0 ? undefined : children.join(", ")],
    ["Labels", branchLabels.length === 0 ? undefined : branchLabels.join(", ")],
    ["State", state === undefined ? undefined : state.applied.has(revision.revision) ? "applied" : "not applied"],
    ["Create Date", createDate],
    ["Path", file === undefined ? undefined : path.relative(root, file)],
  ];
  const known = rows.filter(([, value]) => value !== undefined);
  const width = Math.max(...known.map(([name]) => name.length)) + 2;
  const message = (revision.message ?? "").split("\n").map((line) => (line === "" ? "" : `    ${line}`));
  return [
    ...known.map(([name, value]) => `${style.dim(`${name}:`)}${" ".repeat(width - name.length - 1)}${value}`),
    ...(message.every((line) => line === "") ? [] : ["", ...message]),
  ];
}

/** What a revision follows and depends on, for people: `<base>`, the ids, `a1 (b2)`. */
export function parentsText(revision: Revision): string {
  const { downRevision, dependsOn } = revision;
  const parents =
    downRevision === null ? "<base>" : typeof downRevision === "string" ? downRevision : downRevision.join(", ");
  return dependsOn.length === 0 ? parents : `${parents} (${dependsOn.join(", ")})`;
}

export function firstLine(text: string | undefined): string {
  return (text ?? "").split("\n", 1)[0] ?? "";
}
