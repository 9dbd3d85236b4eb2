import type { AddColumn, AlterColumn, DropColumn, Operation } from "../../operations/operation";
import type { Table } from "../../schema/model";
import { isConstantDefault } from "./default-text";
import { mentionsColumn } from "./expression-text";

/**
 * Operations that cannot be written without knowing the table, or the views and triggers: those that read a column that is
 * renamed, those that a view takes with it when it is replaced.
 */
export function needsSchemaAlways({ kind }: Operation): boolean {
  return kind === "dropColumn" || kind === "renameColumn" || kind === "renameIndex" || kind === "replaceView";
}

/** Whether SQLite's ALTER TABLE cannot do the operation. Without the table it is answered from the operation alone. */
export function needsRebuild(operation: Operation, table: Table | undefined): boolean {
  switch (operation.kind) {
    case "addColumn":
      return !canAdd(operation);
    case "dropColumn":
      return table !== undefined && !canDrop(operation, table);
    case "alterColumn":
      return changesMoreThanComment(operation);
    case "createPrimaryKey":
    case "createForeignKey":
    case "createUniqueConstraint":
    case "createCheckConstraint":
    case "dropConstraint":
    case "renameConstraint":
    case "setTableAttributes":
      return true;
    default:
      return false;
  }
}

/** A stored column must be computed for every row, and so must a default that is not a constant, and what the rows take alone. */
function canAdd({ column, backfill }: AddColumn): boolean {
  return (
    backfill === undefined &&
    column.autoIncrement !== true &&
    column.generated?.stored !== true &&
    isConstantDefault(column.default)
  );
}

/** SQLite refuses to drop a column that anything else of the table speaks of. */
function canDrop({ column }: DropColumn, table: Table): boolean {
  const keys = [table.primaryKey, ...table.uniques, ...table.foreignKeys].map((key) => key?.columns ?? []);
  const expressions = [
    ...table.checks.map((check) => check.expression),
    ...table.columns.flatMap(({ name, generated }) =>
      generated === undefined || name === column ? [] : [generated.expression],
    ),
    ...table.indexes.flatMap(({ parts, where }) => [
      ...parts.flatMap((part) => (part.expression === undefined ? [] : [part.expression])),
      ...(where === undefined ? [] : [where]),
    ]),
  ];
  return (
    !keys.some((columns) => columns.includes(column)) &&
    !table.indexes.some(({ parts }) => parts.some((part) => part.column === column)) &&
    !expressions.some((expression) => mentionsColumn(expression, column))
  );
}

function changesMoreThanComment({ change }: AlterColumn): boolean {
  return Object.keys(change).some((member) => member !== "comment");
}
