import { flattenAutocommit } from "../../operations/autocommit";
import type { Operation } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { readMentions } from "../../schema/mentions";
import type { ObjectName } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import type { RecordedOperation } from "../simulate-revision";

/** The names of the tables that these operations create. */
export function createdTables(operations: readonly RecordedOperation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap(({ operation }) => (operation.kind === "createTable" ? [nameKey(operation.table)] : [])),
  );
}

/** Whether an operation is about a table of those names. */
export function isAboutTable(operation: Operation, tables: ReadonlySet<string>): boolean {
  const table = tableOf(operation);
  return table !== undefined && tables.has(nameKey(table));
}

const DATA_CHANGE = /^\s*(?:with\b[^]*\b)?(?:insert|update|delete|merge|replace|copy|truncate)\b/i;

/** The text of raw SQL, with `?` for its values and without comments before it. */
export function sqlOf(operation: Operation): string | undefined {
  return operation.kind === "execute" ? withoutLeadingComments(operation.strings.join("?")) : undefined;
}

function withoutLeadingComments(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, "");
}

/** Whether an operation writes rows. */
export function changesRows(operation: Operation): boolean {
  if (operation.kind === "bulkInsert") return true;
  const sql = sqlOf(operation);
  return sql !== undefined && DATA_CHANGE.test(sql);
}

/** Whether an operation that writes rows may write those of a table: raw SQL that mentions its name may. */
export function changesRowsOf(operation: Operation, table: ObjectName): boolean {
  if (!changesRows(operation)) return false;
  if (operation.kind === "bulkInsert") return nameKey(operation.table) === nameKey(table);
  return mentionedIn(sqlOf(operation) ?? "").has(table.name.toLowerCase());
}

/** The names in a text of SQL, in small letters. */
export function mentionedIn(sql: string): ReadonlySet<string> {
  return new Set(readMentions(sql).names.flatMap(({ parts }) => parts.map((part) => part.toLowerCase())));
}

/** Whether the model cannot tell what operations did. */
export function isOpaque(operations: readonly Operation[]): boolean {
  return flattenAutocommit(operations).some(({ kind }) => kind === "execute");
}
