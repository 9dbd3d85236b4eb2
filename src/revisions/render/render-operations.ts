import { argumentsOf, hazardsOf } from "../../operations/definitions";
import { hazardNotes, type HazardNote } from "../../operations/hazard-notes";
import type { Hazard, Operation } from "../../operations/operation";
import { nameKey } from "../../schema/object-name";
import { describeObject } from "../../schema/object-reference";
import { escapeUnseen } from "./escape-unseen";
import { printLiteral } from "./print-literal";

/** The body of `upgrade` or `downgrade`. */
export interface RenderedOperations {
  /** Statements, comments and empty lines, not yet formatted. */
  readonly lines: readonly string[];
  /** Whether the file must import the `sql` tag. */
  readonly usesSql: boolean;
}

/**
 * One awaited call of `op` for each operation. What loses data, locks, rewrites a table or breaks running code has a comment
 * above it that says so. Changes of one table stand together; an empty line parts them from the next.
 * @param hazards what each operation risks, in the same order. Default: what it risks on every database.
 */
export function renderOperations(
  operations: readonly Operation[],
  hazards: readonly (readonly Hazard[])[] = operations.map(hazardsOf),
): RenderedOperations {
  const lines: string[] = [];
  let usesSql = false;
  let previous: RenderedCall | undefined;
  const notes = hazardNotes(hazards);
  for (const [position, operation] of operations.entries()) {
    const call = renderCall(operation, notes[position] ?? []);
    if (previous !== undefined && needsGap(previous, call)) lines.push("");
    lines.push(...call.comments, call.source);
    usesSql ||= call.usesSql;
    previous = call;
  }
  return { lines, usesSql };
}

interface RenderedCall {
  readonly kind: Operation["kind"];
  /** The table or the other object that the call is about. */
  readonly subject: string;
  readonly comments: readonly string[];
  readonly source: string;
  readonly usesSql: boolean;
}

function renderCall(operation: Operation, notes: readonly HazardNote[]): RenderedCall {
  const comments = notes.map(({ label, message }) => escapeUnseen(`// ${label}: ${message.replace(/\s+/g, " ")}.`));
  if (operation.kind === "autocommit") {
    const { lines, usesSql } = renderOperations(operation.operations, []);
    const source = ["await op.autocommit(async (op) => {", ...lines, "});"].join("\n");
    return { kind: operation.kind, subject: "block", comments, source, usesSql };
  }
  const literals = argumentsOf(operation).map((value) => printLiteral(value, operation.kind === "execute"));
  // A line break after the brace keeps parts on lines of their own: those of a table, and those with SQL of several lines.
  const sources = literals.map(({ source }) =>
    (operation.kind === "createTable" || source.includes("\n")) && source.startsWith("{ ")
      ? `{\n${source.slice(2)}`
      : source,
  );
  return {
    kind: operation.kind,
    subject: subjectOf(operation),
    comments,
    source: `await op.${operation.kind}(${sources.join(", ")});`,
    usesSql: literals.some((literal) => literal.usesSql),
  };
}

function subjectOf(operation: Operation): string {
  if ("object" in operation) return describeObject(operation.object);
  if ("table" in operation) return `table ${nameKey(operation.table)}`;
  if ("enum" in operation) return `enum ${nameKey(operation.enum)}`;
  return "name" in operation ? `schema ${operation.name}` : "";
}

/** Tables are parted, SQL of several lines, and anything with a comment; a run of equal short calls is not. */
function needsGap(before: RenderedCall, after: RenderedCall): boolean {
  const isApart = ({ kind, source }: RenderedCall): boolean =>
    kind === "createTable" || kind === "autocommit" || source.includes("\n");
  if (isApart(before) || isApart(after)) return true;
  if (before.comments.length + after.comments.length > 0) return true;
  return before.subject !== after.subject && before.kind !== after.kind;
}
