import { argumentsOf, hazardsOf } from "../../operations/definitions";
import { hazardNotes, type HazardNote } from "../../operations/hazard-notes";
import type { Hazard, Operation } from "../../operations/operation";
import { nameKey } from "../../schema/object-name";
import { describeObject } from "../../schema/object-reference";
import { escapeUnseen } from "./escape-unseen";
import { printLiteral } from "./print-literal";
import { ItemRenderer, type RenderContext, type RenderItem } from "./render-item";

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
 * @param custom how the project writes parts of them in a way of its own.
 */
export function renderOperations(
  operations: readonly Operation[],
  hazards: readonly (readonly Hazard[])[] = operations.map(hazardsOf),
  custom?: CustomRendering,
): RenderedOperations {
  const lines: string[] = [];
  let usesSql = false;
  let previous: RenderedCall | undefined;
  const notes = hazardNotes(hazards);
  for (const [position, operation] of operations.entries()) {
    const call = renderCall(operation, notes[position] ?? [], custom);
    if (call === undefined) continue;
    if (previous !== undefined && needsGap(previous, call)) lines.push("");
    lines.push(...call.comments, call.source);
    usesSql ||= call.usesSql;
    previous = call;
  }
  return { lines, usesSql };
}

/** The project's `renderItem`, and what it is told. */
export interface CustomRendering extends Omit<RenderContext, "operation"> {
  readonly renderItem: RenderItem;
}

interface RenderedCall {
  readonly kind: Operation["kind"];
  /** The table or the other object that the call is about. */
  readonly subject: string;
  readonly comments: readonly string[];
  readonly source: string;
  readonly usesSql: boolean;
}

/** The call, with the comments above it; `undefined` where it is left out. */
function renderCall(
  operation: Operation,
  notes: readonly HazardNote[],
  custom: CustomRendering | undefined,
): RenderedCall | undefined {
  const comments = notes.map(({ label, message }) => escapeUnseen(`// ${label}: ${message.replace(/\s+/g, " ")}.`));
  const shared = { kind: operation.kind, subject: subjectOf(operation), comments };
  const items = custom && new ItemRenderer(custom.renderItem, { ...custom, operation });
  const own = items?.call();
  if (own === null) return undefined;
  if (own !== undefined) return { ...shared, source: own, usesSql: false };
  if (operation.kind === "autocommit") {
    const { lines, usesSql } = renderOperations(operation.operations, [], custom);
    const source = ["await op.autocommit(async (op) => {", ...lines, "});"].join("\n");
    return { ...shared, source, usesSql };
  }
  const [name, given] =
    operation.kind === "custom" ? [operation.name, operation.arguments] : [operation.kind, argumentsOf(operation)];
  const values = items === undefined ? given : items.arguments(given);
  if (values === null) return undefined;
  const literals = values.map((value) => printLiteral(value, operation.kind === "execute"));
  // A line break after the brace keeps parts on lines of their own: those of a table, and those with SQL of several lines.
  const sources = literals.map(({ source }) =>
    (operation.kind === "createTable" || source.includes("\n")) && source.startsWith("{ ")
      ? `{\n${source.slice(2)}`
      : source,
  );
  return {
    ...shared,
    source: `await op.${name}(${sources.join(", ")});`,
    usesSql: literals.some((literal) => literal.usesSql),
  };
}

function subjectOf(operation: Operation): string {
  if (operation.kind === "autocommit") return "block";
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
