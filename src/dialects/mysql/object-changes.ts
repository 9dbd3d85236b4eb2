import type { ObjectChanges } from "../../dialect/object-changes";
import type { CoreKind, Operation } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import type { SchemaObject } from "../../schema/model";
import { isSameName } from "../../schema/object-name";
import { ENGINE } from "./extensions/table-options";

/** What takes a name away that a view may use. */
const TAKES_NAMES: ReadonlySet<CoreKind> = new Set<CoreKind>([
  "dropColumn",
  "dropTable",
  "renameColumn",
  "renameTable",
]);

/** What takes a name away that a trigger may use of its own table: it goes and moves with the table itself. */
const TAKES_COLUMNS: ReadonlySet<CoreKind> = new Set<CoreKind>(["dropColumn", "renameColumn"]);

/**
 * Objects look up names when they run, and nothing refuses a change for their sake. But a view, and a trigger of the rows of its
 * table, are created only where the names are there. So they go before a name does, and come again after: on the way back
 * they come when the name is there again. Routines and events look up nothing before they run.
 */
export const mysqlObjectChanges: ObjectChanges = {
  canReplace: (previous, wanted) => previous.kind !== "sequence" || isSameStorage(previous, wanted),
  isHeldBy: (operation, object) =>
    object.kind === "view"
      ? TAKES_NAMES.has(operation.kind)
      : object.kind === "trigger" && TAKES_COLUMNS.has(operation.kind) && isOnTableOf(operation, object),
  followsRenames: false,
};

/** ALTER SEQUENCE changes neither the type of the numbers nor the engine. */
function isSameStorage(previous: SchemaObject, wanted: SchemaObject): boolean {
  if (previous.kind !== "sequence" || wanted.kind !== "sequence") return false;
  return previous.type === wanted.type && previous.attributes?.[ENGINE] === wanted.attributes?.[ENGINE];
}

function isOnTableOf(operation: Operation, object: SchemaObject): boolean {
  const table = tableOf(operation);
  return object.kind === "trigger" && table !== undefined && isSameName(object.table, table);
}
