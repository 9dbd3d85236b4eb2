import { needsValue } from "../../operations/add-column";
import type { AlterColumn } from "../../operations/operation";
import { findColumn, findTable } from "../../schema/lookup";
import { nameKey } from "../../schema/object-name";
import type { RecordedOperation } from "../simulate-revision";
import type { LintFinding, LintRule, LintSubject } from "./lint-rule";
import { changesRows, changesRowsOf, createdTables, isAboutTable, mentionedIn, sqlOf } from "./operation-facts";

const notNullWithoutBackfill: LintRule = {
  id: "not-null-without-backfill",
  summary: "Makes a column NOT NULL, and says nothing of the rows that have no value for it.",
  level: "error",
  check({ upgrade: { operations } }) {
    const created = createdTables(operations);
    return operations.flatMap((recorded, position): readonly LintFinding[] => {
      const { operation } = recorded;
      if (isAboutTable(operation, created)) return [];
      if (operation.kind === "addColumn" && operation.backfill === undefined && needsValue(operation.column)) {
        const what = `column "${operation.column.name}" of table "${nameKey(operation.table)}"`;
        const message = `adds ${what} NOT NULL without a value: this fails where rows exist`;
        return [
          { message, operation: recorded, hint: "Give it a default, or { backfill: ... } for the rows there are." },
        ];
      }
      if (operation.kind !== "alterColumn" || !leavesNulls(operation, recorded, operations.slice(0, position)))
        return [];
      const what = `column "${operation.column}" of table "${nameKey(operation.table)}"`;
      const message = `makes ${what} NOT NULL and fills no NULL: this fails where a row holds one`;
      return [
        {
          message,
          operation: recorded,
          hint: "Say what such rows take: alterColumn(..., { nullable: false, backfill: ... }).",
        },
      ];
    });
  },
};

/** Whether nothing says that the rows have a value: neither the operation, nor the schema, nor an earlier change of rows. */
function leavesNulls(
  operation: AlterColumn,
  { before }: RecordedOperation,
  earlier: readonly RecordedOperation[],
): boolean {
  if (operation.change.nullable !== false || operation.backfill !== undefined) return false;
  const table = findTable(before, operation.table);
  const column = table === undefined ? undefined : findColumn(table, operation.column);
  if (column?.nullable === false) return false;
  return !earlier.some((other) => changesRowsOf(other.operation, operation.table));
}

const dataWithSchemaChange: LintRule = {
  id: "data-with-schema-change",
  summary: "Changes rows in the same transaction as a schema change that keeps others waiting.",
  level: "warn",
  check({ upgrade: { operations }, hazards, dialect }) {
    const created = createdTables(operations);
    const locking = operations.find(
      ({ block }, position) =>
        block === undefined && hazards[position]?.some(({ kind }) => kind === "lock" || kind === "rewrite"),
    );
    if (locking === undefined) return [];
    const consequence = dialect.capabilities.transactionalDdl
      ? "the table stays locked until all rows are done"
      : "the schema change commits by itself, so that a failure leaves the rows half done";
    return operations
      .filter(({ operation, block }) => block === undefined && changesOtherRows(operation, created))
      .map((operation) => ({
        message: `changes rows beside a schema change that locks${locking.line === undefined ? "" : ` (line ${locking.line})`}: ${consequence}`,
        hint: "Put the rows into a revision of their own.",
        operation,
      }));
  },
};

/** Whether rows are changed that somebody else may wait for: those of new tables are nobody's yet. */
function changesOtherRows(operation: RecordedOperation["operation"], created: ReadonlySet<string>): boolean {
  if (!changesRows(operation)) return false;
  if (operation.kind === "bulkInsert") return !created.has(nameKey(operation.table));
  const names = new Set([...created].map((name) => name.slice(name.lastIndexOf(".") + 1).toLowerCase()));
  return ![...mentionedIn(sqlOf(operation) ?? "")].some((name) => names.has(name));
}

/** What asks for rows decides by them, and without a database there are none. */
const readsRows: LintRule = {
  id: "not-followed",
  summary: "Stops when it is run without rows, so that what follows is not linted.",
  level: "warn",
  check: ({ upgrade }) => (upgrade.failure === undefined || upgrade.asked.size === 0 ? [] : [stopped(upgrade)]),
};

const fails: LintRule = {
  id: "fails",
  summary: "Stops with an error wherever it runs.",
  level: "error",
  check: ({ upgrade }) => (upgrade.failure === undefined || upgrade.asked.size > 0 ? [] : [stopped(upgrade)]),
};

function stopped({ failure, asked }: LintSubject["upgrade"]): LintFinding {
  const message = failure?.error instanceof Error ? failure.error.message : String(failure?.error);
  if (asked.size === 0) return { message: `the upgrade stops: ${message}` };
  return {
    message: `what follows in the upgrade is not linted: it asks for ${[...asked].join(" and ")}, and stopped: ${message}`,
    hint: "A revision that can live with no rows at all can be linted, printed and squashed.",
  };
}

/** Rules about rows, and about what depends on them. */
export const valueRules: readonly LintRule[] = [notNullWithoutBackfill, dataWithSchemaChange, fails, readsRows];
