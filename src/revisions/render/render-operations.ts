import { argumentsOf, hazardsOf } from "../../operations/definitions";
import type { Operation } from "../../operations/operation";
import { nameKey } from "../../schema/object-name";
import { printLiteral } from "./print-literal";

/** The body of `upgrade` or `downgrade`. */
export interface RenderedOperations {
  /** Statements, comments and empty lines, not yet formatted. */
  readonly lines: readonly string[];
  /** Whether the file must import the `sql` tag. */
  readonly usesSql: boolean;
}

/**
 * One awaited call of `op` for each operation. What loses data has a comment above it that says so. Changes of one
 * table stand together; an empty line parts them from the next.
 */
export function renderOperations(operations: readonly Operation[]): RenderedOperations {
  const lines: string[] = [];
  let usesSql = false;
  let previous: RenderedCall | undefined;
  for (const operation of operations) {
    const call = renderCall(operation);
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

function renderCall(operation: Operation): RenderedCall {
  const literals = argumentsOf(operation).map(printLiteral);
  // A line break after the brace keeps a table's parts on lines of their own, however short they are.
  const sources = literals.map(({ source }) =>
    operation.kind === "createTable" && source.startsWith("{ ") ? `{\n${source.slice(2)}` : source,
  );
  return {
    kind: operation.kind,
    subject: subjectOf(operation),
    comments: hazardsOf(operation)
      .filter(({ kind }) => kind === "data loss")
      .map(({ message }) => `// Loses data: ${message.replace(/\s+/g, " ")}.`),
    source: `await op.${operation.kind}(${sources.join(", ")});`,
    usesSql: literals.some((literal) => literal.usesSql),
  };
}

function subjectOf(operation: Operation): string {
  if ("table" in operation) return `table ${nameKey(operation.table)}`;
  if ("enum" in operation) return `enum ${nameKey(operation.enum)}`;
  return "name" in operation ? `schema ${operation.name}` : "";
}

/** Tables are parted, and anything with a comment; a run of equal short calls is not. */
function needsGap(before: RenderedCall, after: RenderedCall): boolean {
  if (before.kind === "createTable" || after.kind === "createTable") return true;
  if (before.comments.length + after.comments.length > 0) return true;
  return before.subject !== after.subject && before.kind !== after.kind;
}
