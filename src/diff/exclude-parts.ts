import { readMentions } from "../schema/mentions";
import type { Column, Table } from "../schema/model";
import type { DiffOptions } from "./diff-options";
import {
  isIncluded,
  type ComparisonHooks,
  type IncludedObject,
  type IncludedType,
  type ParentNames,
} from "./include-hooks";
import type { TablePair } from "./table-pair";

/**
 * A pair of tables without the columns, keys, checks and indexes that the hooks leave out on either side. What stands on a column that
 * is left out takes no part either: it could not be told apart from something that lacks the column.
 */
export function excludeParts(pair: TablePair, { hooks }: Pick<DiffOptions, "hooks">): TablePair {
  const out = excludedColumns(pair.actual, pair.wanted, hooks);
  const asks = hooks?.includeName !== undefined || hooks?.includeObject !== undefined;
  if (hooks === undefined || !asks) return pair;
  const parent = parentOf(pair.wanted);
  const sides = { actual: { ...pair.actual }, wanted: { ...pair.wanted } };
  for (const [member, type] of PARTS) {
    const [before, after] = [pair.actual[member] ?? [], pair.wanted[member] ?? []];
    const isIn = createFilter(type, before, after, parent, hooks);
    if (pair.actual[member] !== undefined)
      assignParts(
        sides.actual,
        member,
        before.filter((part) => isIn(part) && !standsOn(part, out)),
      );
    if (pair.wanted[member] !== undefined)
      assignParts(
        sides.wanted,
        member,
        after.filter((part) => isIn(part) && !standsOn(part, out)),
      );
  }
  return { ...pair, actual: withoutColumns(sides.actual, out), wanted: withoutColumns(sides.wanted, out) };
}

/** The columns of a table that the hooks leave out, on either side. */
export function excludedColumns(actual: Table, wanted: Table, hooks: ComparisonHooks | undefined): ReadonlySet<string> {
  if (hooks?.includeName === undefined && hooks?.includeObject === undefined) return new Set();
  const isIn = createFilter("column", actual.columns, wanted.columns, parentOf(wanted), hooks);
  return new Set([...actual.columns, ...wanted.columns].filter((column) => !isIn(column)).map(({ name }) => name));
}

/** The parts of a table that may be left out one by one, and what hooks call them. */
const PARTS = [
  ["indexes", "index"],
  ["uniques", "uniqueConstraint"],
  ["foreignKeys", "foreignKey"],
  ["checks", "checkConstraint"],
  ["exclusions", "exclusionConstraint"],
] as const satisfies readonly (readonly [keyof Table, IncludedType])[];

type PartMember = (typeof PARTS)[number][0];
type Part = NonNullable<Table[PartMember]>[number];

function assignParts(
  table: { -readonly [K in keyof Table]: Table[K] },
  member: PartMember,
  parts: readonly Part[],
): void {
  Object.assign(table, { [member]: parts });
}

function createFilter(
  type: IncludedType,
  actual: readonly (Part | Column)[],
  wanted: readonly (Part | Column)[],
  parent: ParentNames,
  hooks: ComparisonHooks,
): (part: Part | Column) => boolean {
  const find = (list: readonly (Part | Column)[], part: Part | Column): IncludedObject | undefined =>
    list.find((other) => other === part || (part.name !== undefined && other.name === part.name));
  const known = new Map<unknown, boolean>();
  return (part) => {
    const key = part.name ?? part;
    const sides = { actual: find(actual, part), wanted: find(wanted, part) };
    const answer = known.get(key) ?? isIncluded(hooks, { type, name: part.name, parent, ...sides });
    known.set(key, answer);
    return answer;
  };
}

/** Whether a key, an index or a check needs one of the columns. */
function standsOn(part: Part, columns: ReadonlySet<string>): boolean {
  if (columns.size === 0) return false;
  if ("columns" in part)
    return [...part.columns, ...("include" in part ? (part.include ?? []) : [])].some((name) => columns.has(name));
  const texts = "expression" in part ? [part.expression] : [part.where];
  const elements = "parts" in part ? part.parts : "elements" in part ? part.elements : [];
  if (elements.some(({ column }) => column !== undefined && columns.has(column))) return true;
  return [...texts, ...elements.map(({ expression }) => expression)].some(
    (text) => text !== undefined && readMentions(text).names.some(({ parts }) => columns.has(parts.at(-1)!)),
  );
}

function withoutColumns({ primaryKey, ...table }: Table, out: ReadonlySet<string>): Table {
  const keepsKey = primaryKey !== undefined && !primaryKey.columns.some((name) => out.has(name));
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !out.has(name)),
    ...(keepsKey ? { primaryKey } : {}),
  };
}

function parentOf({ name, schema }: Table): ParentNames {
  return schema === undefined ? { table: name } : { schema, table: name };
}
