import type { DefaultInput } from "../../operations/input";
import type { AlterColumn, AlterEnum, ValueReplacement } from "../../operations/operation";
import { findColumn, findTable } from "../../schema/lookup";
import type { EnumType } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { SqlFragment } from "../../schema/sql-fragment";
import { requireChoice } from "../check-value";
import { createEnumCatalog } from "../enum-usage";
import { locateEnum, locateRows } from "../locate-rows";
import { matchEnumValues } from "../match-enum-values";
import { targetOf, type RowTest, type ValueQuestion } from "../question";
import type { Answered, RowContext } from "../row-context";

/** An enum that is written in the column's type: its values are renamed and taken away with the change of the type. */
export function replaceListedValues(operation: AlterColumn, context: RowContext): Answered<AlterColumn> {
  const { table, column, change, previous } = operation;
  const { types, answers, renames, open } = context;
  const before = previous?.type === undefined ? undefined : types.listed?.(previous.type);
  const after = change.type === undefined ? undefined : types.listed?.(change.type);
  if (before === undefined || after === undefined || before.isSet !== after.isSet) return { operation, questions: [] };
  const owner = findTable(context.wanted, table);
  const wanted = owner && findColumn(owner, column);
  const name = `${nameKey(table)}.${column}`;
  const match = matchEnumValues(name, before.values, after.values, wanted?.renamedValues, answers);
  const lost = before.values.filter((value) => !after.values.includes(value) && !match.renamed.has(value));
  const place = { table: nameKey(table), column };
  const type = previous!.type!;
  const rows = locateRows(renames, table, column);
  const mayBeNull = after.isSet || wanted?.nullable === true;
  const removed = replaceValues(
    lost.map((value) => ({ ...place, value, mayBeNull, rows: [{ ...rows, type, value }] })),
    after.values,
    { ...context, open: [...open, ...match.questions] },
  );
  const replace = { ...Object.fromEntries(match.renamed), ...removed.replace };
  const previousReplace = Object.fromEntries([...match.renamed].map(([from, to]) => [to, from]));
  return {
    operation: {
      ...operation,
      ...(Object.keys(replace).length === 0 ? {} : { replace }),
      ...(match.renamed.size === 0 ? {} : { previousReplace }),
      ...(removed.clear.length === 0 ? {} : { clear: removed.clear }),
    },
    questions: [...match.questions, ...removed.questions],
  };
}

/** An enum type of its own: every column that has it, and keeps it, may hold a value that goes. */
export function replaceEnumValues(operation: AlterEnum, context: RowContext): Answered<AlterEnum> {
  const { actual, wanted, renames } = context;
  const type = nameKey(operation.enum);
  const lost = Object.keys(operation.remove).filter((value) => operation.remove[value] === null);
  const choices = wanted.enums.find((known) => nameKey(known) === type)?.values;
  if (lost.length === 0 || choices === undefined) return { operation, questions: [] };
  const [before, after] = [createEnumCatalog(actual), createEnumCatalog(wanted)];
  const oldType = nameKey(locateEnum(renames, operation.enum));
  const columns = wanted.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      if (!isNamed(after.find(column.type), type)) return [];
      const place = locateRows(renames, table, column.name);
      const owner = findTable(actual, place.table);
      const old = owner && findColumn(owner, place.column);
      if (old === undefined || !isNamed(before.find(old.type), oldType)) return [];
      return [{ place: { ...place, type: old.type }, mayBeNull: column.nullable || column.type.endsWith("]") }];
    }),
  );
  if (columns.length === 0) return { operation, questions: [] };
  const mayBeNull = columns.every((column) => column.mayBeNull);
  const rowsWith = (value: string): readonly RowTest[] => columns.map(({ place }) => ({ ...place, value }));
  const { replace, clear, questions } = replaceValues(
    lost.map((value) => ({ enum: type, value, mayBeNull, rows: rowsWith(value) })),
    choices,
    context,
  );
  const remove = { ...operation.remove, ...replace };
  return { operation: { ...operation, remove, ...(clear.length === 0 ? {} : { clear }) }, questions };
}

function isNamed(type: EnumType | undefined, name: string): boolean {
  return type !== undefined && nameKey(type) === name;
}

type LostValue = Pick<ValueQuestion, "table" | "column" | "enum" | "rows"> & {
  readonly value: string;
  readonly mayBeNull: boolean;
};

interface ReplacedValues {
  readonly replace: ValueReplacement;
  readonly clear: readonly string[];
  readonly questions: readonly ValueQuestion[];
}

/** What takes the place of values that go, by the answers, and the questions that are left. */
function replaceValues(
  lost: readonly LostValue[],
  choices: readonly string[],
  { answers, open }: RowContext,
): ReplacedValues {
  const replace: Record<string, string> = {};
  const clear: string[] = [];
  const questions: ValueQuestion[] = [];
  for (const value of lost) {
    const question: ValueQuestion = { kind: "replace enum value", ...value, choices };
    const name = value.enum ?? `${value.table}.${value.column}`;
    const given = answers.valueFor(targetOf(question));
    const mayBeRenamed = open.some(({ enum: owner, from }) => owner === name && from === value.value);
    if (given === undefined && !mayBeRenamed) questions.push(question);
    if (given === undefined) continue;
    if (isNull(given) && value.mayBeNull) clear.push(value.value);
    else replace[value.value] = requireChoice(textOf(given), choices, `enum "${name}"`);
  }
  return { replace, clear, questions };
}

function isNull(given: DefaultInput): boolean {
  return given === null || (SqlFragment.is(given) && /^\s*null\s*$/i.test(given.strings.join("")));
}

function textOf(given: DefaultInput): string {
  if (given === null) return "NULL";
  return SqlFragment.is(given) ? `sql:${given.strings.join("")}` : String(given);
}
