import { changeColumn } from "../../operations/alter-column";
import type { AlterColumn, ColumnChange } from "../../operations/operation";
import { replacementsOf } from "../../operations/value-replacement";
import type { Column, ColumnDefault } from "../../schema/model";
import { writeStringLiteral } from "./string-literal";
import { listedValues, parseType, writeListedValues } from "./type-name";

type Replacements = ReturnType<typeof replacementsOf>;

/** One step on the way of a column to its definition. A column is written whole. */
export type ColumnStep =
  | { readonly kind: "add" | "modify"; readonly column: Column }
  | { readonly kind: "drop default" }
  /** `value` and `where` are SQL; without `where` every row takes the value. */
  | { readonly kind: "update"; readonly value: ColumnDefault; readonly where?: string };

/**
 * How a new column comes to a table whose rows take a value. A plain one is a default that leaves at once, so that the server
 * need not touch the rows; an expression is computed for each row, before NOT NULL holds.
 */
export function planNewColumn(column: Column, backfill: ColumnDefault): readonly ColumnStep[] {
  const { default: value, ...bare } = column;
  const settled: ColumnStep = { kind: "modify", column };
  if (backfill.kind === "literal") {
    // A column that may be NULL has a default, NULL, which DROP DEFAULT would take too.
    const leaves = value === undefined && !column.nullable;
    return [{ kind: "add", column: { ...bare, default: backfill } }, leaves ? { kind: "drop default" } : settled];
  }
  return [{ kind: "add", column: { ...bare, nullable: true } }, { kind: "update", value: backfill }, settled];
}

/**
 * How a column gets to its new definition without losing what its rows hold. The server converts by itself, but what rows
 * hold must have a place at every moment: a renamed value needs a type that lists both names, bytes that were padded need
 * one that does not pad, and NULL must be gone before NOT NULL. `name` is the quoted name of the column.
 */
export function planColumnSteps(
  operation: Pick<AlterColumn, "change" | "backfill" | "replace" | "clear">,
  before: Column,
  name: string,
): readonly ColumnStep[] {
  const { change, backfill } = operation;
  const replaced = replacementsOf(operation);
  const after = changeColumn(before, change);
  const steps: ColumnStep[] = [
    ...(replaced.length === 0 ? [] : replaceSteps(before, after, replaced, name)),
    ...cutPadding(before, after, name),
  ];
  if (backfill !== undefined) {
    if (change.type !== undefined && steps.length === 0)
      steps.push({ kind: "modify", column: stillNullable(before, change) });
    steps.push({ kind: "update", value: backfill, where: `${name} IS NULL` });
  }
  return [...steps, { kind: "modify", column: after }];
}

function stillNullable(before: Column, { type }: ColumnChange): Column {
  const { default: _default, ...bare } = before;
  return { ...bare, type: type!, nullable: true };
}

/** The old and the new values together in one type, then the new values in the rows. */
function replaceSteps(before: Column, after: Column, replaced: Replacements, name: string): readonly ColumnStep[] {
  const [old, next] = [parseType(before.type), parseType(after.type)];
  const values = unite(listedValues(old), listedValues(next), isCaseBlind(before));
  const bridge = { ...before, type: `${old.name}(${writeListedValues(values)})` };
  const sql = old.name === "set" ? replaceInSet(replaced, name) : replaceValue(replaced, name);
  const from = replaced.map(([value]) => writeStringLiteral(value));
  const where = old.name === "set" ? undefined : `${name} IN (${from.join(", ")})`;
  return [
    { kind: "modify", column: bridge },
    { kind: "update", value: { kind: "expression", sql }, ...(where === undefined ? {} : { where }) },
  ];
}

function unite(old: readonly string[], next: readonly string[], isBlind: boolean): readonly string[] {
  const key = (value: string): string => (isBlind ? value.toLowerCase() : value);
  const known = new Set(old.map(key));
  return [...old, ...next.filter((value) => !known.has(key(value)))];
}

/** Whether the column takes `a` and `A` for one value, so that its type cannot list both. */
function isCaseBlind({ collation }: Column): boolean {
  return collation === undefined || !/_(?:bin|cs|as_cs)$/i.test(collation);
}

function replaceValue(replaced: Replacements, name: string): string {
  const cases = replaced.map(
    ([from, to]) => ` WHEN ${writeStringLiteral(from)} THEN ${to === null ? "NULL" : writeStringLiteral(to)}`,
  );
  return `CASE ${name}${cases.join("")} ELSE ${name} END`;
}

/** The members of a set stand between commas, and none of them holds one. */
function replaceInSet(replaced: Replacements, name: string): string {
  const text = replaced.reduce(
    (list, [from, to]) =>
      `REPLACE(${list}, ${writeStringLiteral(`,${from},`)}, ${writeStringLiteral(to === null ? "," : `,${to},`)})`,
    `CONCAT(',', ${name}, ',')`,
  );
  return `TRIM(BOTH ',' FROM ${text})`;
}

/**
 * A fixed number of bytes pads what is shorter with zero bytes, and refuses to become shorter for them. The zero bytes
 * that the shorter type has no room for leave by a type that pads nothing; other bytes there are refused as ever.
 */
function cutPadding(before: Column, after: Column, name: string): readonly ColumnStep[] {
  const [old, next] = [parseType(before.type), parseType(after.type)];
  const [size, room] = [Number(old.arguments[0] ?? 1), Number(next.arguments[0] ?? 1)];
  if (old.name !== "binary" || next.name !== "binary" || room >= size) return [];
  const { default: _default, ...bare } = before;
  return [
    { kind: "modify", column: { ...bare, type: `varbinary(${size})` } },
    {
      kind: "update",
      value: { kind: "expression", sql: `LEFT(${name}, ${room})` },
      where: `SUBSTRING(${name}, ${room + 1}) = REPEAT(X'00', ${size - room})`,
    },
  ];
}
