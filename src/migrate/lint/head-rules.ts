import { downRevisionsOf } from "../../revisions/revision";
import type { RevisionGraph } from "../../revisions/revision-graph";
import type { LintFinding, LintRule } from "./lint-rule";

const headMismatch: LintRule = {
  id: "head-mismatch",
  summary: "Has a doc comment that names another revision than the constants, as after copying a file.",
  level: "error",
  check({ revision, text }): readonly LintFinding[] {
    const parents = downRevisionsOf(revision);
    const stated: readonly (readonly [label: string, constant: string, value: string])[] = [
      ["Revision ID", "revision", revision.revision],
      ["Revises", "downRevision", parents.length === 0 ? "base" : parents.join(", ")],
    ];
    return stated.flatMap(([label, constant, value]) => {
      const found = findStated(text, label);
      if (found === undefined || sortNames(found.value) === sortNames(value)) return [];
      return [
        {
          message: `the comment says "${label}: ${found.value}", and the constant ${constant} is ${value}`,
          hint: "The constant counts. Correct the comment, or the constant if it was edited by mistake.",
          line: found.line,
        },
      ];
    });
  },
};

function findStated(text: string, label: string): { readonly value: string; readonly line: number } | undefined {
  const comment = /\/\*\*[^]*?\*\//.exec(text);
  if (comment === null) return undefined;
  const found = new RegExp(`^[ \\t]*\\*?[ \\t]*${label}:[ \\t]*(.*?)[ \\t\\r]*$`, "m").exec(comment[0]);
  if (found === null) return undefined;
  const line = text.slice(0, comment.index + found.index).split("\n").length;
  return { value: found[1]!, line };
}

/** Parents in any order; at a base some templates say nothing. */
function sortNames(list: string): string {
  const names = list.split(/[,\s]+/).filter((name) => name !== "" && name !== "base" && name !== "null");
  return names.sort().join(" ");
}

const editedFile: LintRule = {
  id: "edited-file",
  summary: "Was edited after it was published, as far as the ref of `--git-base` tells.",
  level: "error",
  check: ({ isEdited }) =>
    isEdited
      ? [
          {
            message:
              "the file was edited after it was published: databases that have the revision will not get the change",
            hint: "Put the file back as it was, and write a new revision.",
          },
        ]
      : [],
};

const missingMessage: LintRule = {
  id: "missing-message",
  summary: "Has no message that says what it does.",
  level: "warn",
  check: ({ revision: { message } }) =>
    message === undefined || message === "" || message === "empty message"
      ? [{ message: "the revision has no message", hint: "Say what it does in the first line of its doc comment." }]
      : [],
};

const severalHeads: LintRule = {
  id: "several-heads",
  summary:
    "Is one of several heads, so that `orm upgrade` does not know where to go; labelled branches are meant to be several.",
  level: "error",
  check({ revision: { revision }, graph }) {
    const rivals = rivalsOf(graph, revision);
    if (rivals.length === 0) return [];
    const which = rivals.map((head) => `"${head}"`).join(", ");
    return [
      {
        message: `the revision is a head, and so is ${which}`,
        hint: `Put it behind the other: orm rebase ${revision}; or join them: orm merge heads.`,
      },
    ];
  },
};

/** Other heads with the same branch labels; a revision that is no head has none. */
function rivalsOf(graph: RevisionGraph, revision: string): readonly string[] {
  if (!graph.heads.includes(revision)) return [];
  const labels = (head: string): string => graph.labelsOf(head).sort().join(" ");
  return graph.heads.filter((head) => head !== revision && labels(head) === labels(revision));
}

/** Rules about the constants and the comment of a file, and its place in the graph. */
export const headRules: readonly LintRule[] = [headMismatch, editedFile, missingMessage, severalHeads];
