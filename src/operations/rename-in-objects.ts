import type { ObjectName, SchemaObject } from "../schema/model";
import { isSameName } from "../schema/object-name";
import { mapObjectTexts } from "../schema/object-texts";
import { keepsColumnNames } from "../schema/stored-attributes";
import type { RenameColumn, RenameTable } from "./operation";
import { renameColumnInText, renameTableInText } from "./rename-in-query";

/** Objects after a table or a column took another name, in a database that follows renames in their text. */
export function objectsAfterRename(
  objects: readonly SchemaObject[],
  operation: RenameTable | RenameColumn,
): readonly SchemaObject[] {
  return objects.map((object) => moveToNewName(followRename(object, operation), operation));
}

/** The object, which belongs to a table or a column, after that took another name. Its text stays. */
export function moveToNewName(object: SchemaObject, operation: RenameTable | RenameColumn): SchemaObject {
  const { table, newName } = operation;
  const move = (owner: ObjectName): ObjectName =>
    operation.kind === "renameTable" && isSameName(owner, table) ? { ...owner, name: newName } : owner;
  if (object.kind === "trigger" || object.kind === "policy") return { ...object, table: move(object.table) };
  if (object.kind !== "sequence" || object.ownedBy === undefined) return object;
  const { ownedBy } = object;
  const isOwner = operation.kind === "renameColumn" && isSameName(ownedBy.table, table);
  const column = isOwner && ownedBy.column === operation.column ? newName : ownedBy.column;
  return { ...object, ownedBy: { table: move(ownedBy.table), column } };
}

/**
 * An object with the new name of a table or a column in its text, where the text is code that the database follows; the body
 * of a function stays as it was written. It does not know the grammar: where two columns have one name, it may take
 * the one for the other.
 * @param keepsColumns whether the columns that a view gives keep their names: `SELECT new AS old`; otherwise the catalog decides.
 */
export function followRename(
  object: SchemaObject,
  operation: RenameTable | RenameColumn,
  keepsColumns = keepsColumnNames(object),
): SchemaObject {
  const isOwned = "table" in object && isSameName(object.table, operation.table);
  return mapObjectTexts(object, (text, place) => {
    if (place === "body") return text;
    if (operation.kind === "renameTable") return renameTableInText(text, operation);
    return place === "type" ? text : renameColumnInText(text, operation, { isOwned, keepsColumns });
  });
}
