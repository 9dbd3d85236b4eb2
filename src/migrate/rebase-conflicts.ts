import { diff } from "../diff/diff";
import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import type { RevisionGraph } from "../revisions/revision-graph";
import { nameKey } from "../schema/object-name";
import { describeObject } from "../schema/object-reference";
import type { Schema } from "../schema/model";
import { mentionedIn, sqlOf } from "./lint/operation-facts";
import { schemaAt } from "./simulate-schema";
import { simulateRevision, type SimulatedRun, type SimulationHost } from "./simulate-revision";

/** What two lines have to do with each other. */
export interface LineConflict {
  /** `conflict`: the order matters, or one does not run behind the other. `note`: somebody should look at it. */
  readonly kind: "conflict" | "note";
  readonly message: string;
}

/** Two lines that part at the same place, each as the ids of its revisions, oldest first. */
export interface TwoLines {
  /** Where they part: what both of them follow. */
  readonly fork: readonly string[];
  readonly moved: readonly string[];
  readonly other: readonly string[];
}

/**
 * Whether two lines can run in any order: both orders are simulated, and lead to the same schema. It says too what both of them
 * change, because the rows are not simulated.
 */
export async function compareLines(
  host: SimulationHost,
  graph: RevisionGraph,
  { fork, moved, other }: TwoLines,
): Promise<readonly LineConflict[]> {
  const start = await schemaAt(host, graph, fork);
  const alone = await simulateLine(host, graph, moved, start);
  const otherFirst = await simulateLine(host, graph, other, start);
  const behind = await simulateLine(host, graph, moved, endOf(otherFirst, start));
  const otherBehind = await simulateLine(host, graph, other, endOf(alone, start));
  const refused = newProblems(moved, alone, behind);
  const conflicts = refused.length > 0 ? refused : orderMatters(host, endOf(behind, start), endOf(otherBehind, start));
  return [...conflicts.map((message) => ({ kind: "conflict", message }) as const), ...sharedBy(alone, otherFirst)];
}

/** The lines that end with two heads, from where they part. */
export function linesTo(graph: RevisionGraph, moved: string, other: string): TwoLines {
  const [one, two] = [graph.appliedBy([moved]), graph.appliedBy([other])];
  const shared = [...one].filter((id) => two.has(id));
  const fork = shared.filter((id) => !graph.childrenOf(id).some((child) => one.has(child) && two.has(child)));
  const lineTo = (head: string): readonly string[] => graph.planUpgrade(fork, head).map(({ revision }) => revision);
  return { fork, moved: lineTo(moved), other: lineTo(other) };
}

async function simulateLine(
  host: SimulationHost,
  graph: RevisionGraph,
  ids: readonly string[],
  start: Schema,
): Promise<readonly SimulatedRun[]> {
  const runs: SimulatedRun[] = [];
  for (const id of ids) runs.push(await simulateRevision(host, graph.get(id), "upgrade", endOf(runs, start)));
  return runs;
}

function endOf(runs: readonly SimulatedRun[], start: Schema): Schema {
  return runs.at(-1)?.after ?? start;
}

/** What a line cannot do behind the other one, though it can alone. */
function newProblems(
  ids: readonly string[],
  alone: readonly SimulatedRun[],
  behind: readonly SimulatedRun[],
): readonly string[] {
  return behind.flatMap(({ operations }, run) =>
    operations.flatMap(({ problem }, position) => {
      if (problem === undefined || alone[run]?.operations[position]?.problem !== undefined) return [];
      return [`revision ${ids[run]} cannot run behind the other line: ${problem.message}`];
    }),
  );
}

function orderMatters({ dialect }: SimulationHost, one: Schema, other: Schema): readonly string[] {
  const { capabilities, types, objectChanges } = dialect;
  const { operations } = diff(one, other, { capabilities, types, objectChanges, answers: { noRenames: true } });
  return operations.map(
    (operation) => `the order matters: the other order would also "${summarizeOperation(operation)}"`,
  );
}

/** What both lines change: the same column is worth a look even where both orders lead to the same schema. */
function sharedBy(one: readonly SimulatedRun[], other: readonly SimulatedRun[]): readonly LineConflict[] {
  const [left, right] = [touchedBy(one), touchedBy(other)];
  const both = [...left.parts].filter((part) => right.parts.has(part));
  const tables = [...left.tables].filter(
    (table) => right.tables.has(table) && !both.some((part) => part.includes(table)),
  );
  return [...both, ...tables].map((what) => ({ kind: "note", message: `both lines change ${what}` }));
}

interface Touched {
  readonly tables: ReadonlySet<string>;
  /** Columns, enum types and other objects. */
  readonly parts: ReadonlySet<string>;
}

function touchedBy(runs: readonly SimulatedRun[]): Touched {
  const operations = runs.flatMap((run) => run.operations.map(({ operation }) => operation));
  const known = runs.flatMap(({ before }) => before.tables.map((table) => table.name));
  const tables = operations.flatMap((operation) => {
    const table = tableOf(operation);
    if (table !== undefined) return [nameKey(table)];
    const mentioned = mentionedIn(sqlOf(operation) ?? "");
    return known.filter((name) => mentioned.has(name.toLowerCase()));
  });
  return { tables: new Set(tables.map((name) => `table "${name}"`)), parts: new Set(operations.flatMap(partsOf)) };
}

function partsOf(operation: Operation): readonly string[] {
  const inTable = (column: string): string => `column "${column}" of table "${nameKey(tableOf(operation)!)}"`;
  switch (operation.kind) {
    case "addColumn":
      return [inTable(operation.column.name)];
    case "alterColumn":
    case "dropColumn":
      return [inTable(operation.column)];
    case "renameColumn":
      return [inTable(operation.column), inTable(operation.newName)];
    default:
      if ("enum" in operation) return [`enum type "${nameKey(operation.enum)}"`];
      return "object" in operation ? [describeObject(operation.object)] : [];
  }
}
