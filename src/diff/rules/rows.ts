import { needsValue } from "../../operations/add-column";
import type { AddColumn, AlterColumn, Operation } from "../../operations/operation";
import { findColumn, findTable } from "../../schema/lookup";
import type { Column, ColumnDefault, Schema } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { readTypeName } from "../../schema/type-name";
import { checkValue } from "../check-value";
import { describeColumn } from "../describe-column";
import { createEnumCatalog } from "../enum-usage";
import { locateRows } from "../locate-rows";
import type { PlannedOperation } from "../planned-operation";
import { targetOf, type ConversionQuestion, type Question, type ValueQuestion } from "../question";
import type { Answered, RowContext } from "../row-context";
import { replaceEnumValues, replaceListedValues } from "./lost-values";

/** The operations with what the answers say about rows, and what nobody has answered. */
export interface AnsweredRows {
  readonly planned: readonly PlannedOperation[];
  readonly questions: readonly Question[];
}

/**
 * Changes that rows may stand in the way of: a column that may not be NULL, a value that goes, a type without a cast.
 * The answers become part of the operation; where there are none, the questions say which rows matter.
 */
export function askAboutRows(planned: readonly PlannedOperation[], context: RowContext): AnsweredRows {
  const asked = planned.map((entry) => {
    const { operation, questions } = askAbout(entry.operation, context);
    return { entry: { ...entry, operation }, questions };
  });
  return { planned: asked.map(({ entry }) => entry), questions: asked.flatMap(({ questions }) => questions) };
}

function askAbout(operation: Operation, context: RowContext): Answered<Operation> {
  if (operation.kind === "addColumn") return fillNewColumn(operation, context);
  if (operation.kind === "alterColumn") {
    const replaced = replaceListedValues(operation, context);
    const converted = convert(replaced.operation, context);
    const filled = fillNull(converted.operation, context);
    const questions = [...replaced.questions, ...converted.questions, ...filled.questions];
    return { operation: filled.operation, questions };
  }
  if (operation.kind === "alterEnum") return replaceEnumValues(operation, context);
  return { operation, questions: [] };
}

function fillNewColumn(operation: AddColumn, context: RowContext): Answered<AddColumn> {
  const { table, column } = operation;
  if (!needsValue(column) || hasDomainDefault(column, context.wanted)) return { operation, questions: [] };
  const question: ValueQuestion = {
    kind: "fill new column",
    table: nameKey(table),
    column: column.name,
    definition: describeColumn(column),
    rows: [{ table: locateRows(context.renames, table).table }],
  };
  const backfill = answerFor(question, column, context);
  if (backfill !== undefined) return { operation: { ...operation, backfill }, questions: [] };
  const mayBeRenamed = context.open.some(
    ({ kind, table: owner, to }) => kind === "rename column" && owner === question.table && to === column.name,
  );
  return { operation, questions: mayBeRenamed ? [] : [question] };
}

function hasDomainDefault({ type }: Column, { objects }: Schema): boolean {
  const name = nameKey(readTypeName(type));
  return objects.some((object) => object.kind === "domain" && nameKey(object) === name && object.default !== undefined);
}

function fillNull(operation: AlterColumn, context: RowContext): Answered<AlterColumn> {
  const { table, column, change, previous } = operation;
  const owner = findTable(context.wanted, table);
  const wanted = owner && findColumn(owner, column);
  const isTightened = change.nullable === false && previous?.nullable === true;
  if (wanted === undefined || !isTightened || wanted.generated !== undefined) return { operation, questions: [] };
  const question: ValueQuestion = {
    kind: "fill null",
    table: nameKey(table),
    column,
    definition: describeColumn(wanted),
    rows: [locateRows(context.renames, table, column)],
  };
  const backfill = answerFor(question, wanted, context);
  return backfill === undefined
    ? { operation, questions: [question] }
    : { operation: { ...operation, backfill }, questions: [] };
}

function answerFor(
  question: ValueQuestion,
  column: Column,
  { answers, types, wanted }: RowContext,
): ColumnDefault | undefined {
  const given = answers.valueFor(targetOf(question));
  if (given === undefined) return undefined;
  const listed = types.listed?.(column.type);
  const values =
    listed?.isSet === true ? undefined : (listed?.values ?? createEnumCatalog(wanted).find(column.type)?.values);
  const name = `column "${question.column}" of table "${question.table}"`;
  return checkValue(given, { name, type: column.type, values }, types);
}

/** Each direction of a change between types that have no cast is asked for by itself. */
function convert(operation: AlterColumn, { answers, types }: RowContext): Answered<AlterColumn> {
  const { table, column, change, previous } = operation;
  const [old, next] = [previous?.type, change.type];
  if (old === undefined || next === undefined) return { operation, questions: [] };
  const place = { table: nameKey(table), column };
  const target = `${place.table}.${column}`;
  const [using, previousUsing] = [answers.usingFor(target, "upgrade"), answers.usingFor(target, "downgrade")];
  const way = (direction: ConversionQuestion["direction"], from: string, to: string): readonly ConversionQuestion[] =>
    types.castQuery?.(from, to) === undefined ? [] : [{ kind: "convert column", direction, ...place, from, to }];
  return {
    operation: {
      ...operation,
      ...(using === undefined ? {} : { using }),
      ...(previousUsing === undefined ? {} : { previousUsing }),
    },
    questions: [
      ...(using === undefined ? way("upgrade", old, next) : []),
      ...(previousUsing === undefined ? way("downgrade", next, old) : []),
    ],
  };
}
