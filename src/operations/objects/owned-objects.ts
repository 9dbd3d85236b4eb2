import type { ObjectName } from "../../schema/model";
import { isSameName, nameOf } from "../../schema/object-name";
import { objectKey, type ObjectReference } from "../../schema/object-reference";
import type { Operation } from "../operation";

/**
 * Which views, functions and the like are there after the operations because the code declared them (`declared` at their
 * creation), by their keys. An object that was dropped and created by hand since is nobody's.
 * @param before what was owned before.
 */
export function ownedObjectsAfter(
  operations: readonly Operation[],
  before: ReadonlyMap<string, ObjectReference> = new Map(),
): ReadonlyMap<string, ObjectReference> {
  return operations.reduce(follow, before);
}

function follow(
  owned: ReadonlyMap<string, ObjectReference>,
  operation: Operation,
): ReadonlyMap<string, ObjectReference> {
  if (operation.kind === "autocommit") return ownedObjectsAfter(operation.operations, owned);
  if (operation.kind === "dropTable")
    return map(owned, (reference) => (isOf(reference, operation.table) ? [] : [reference]));
  if (operation.kind === "renameTable") {
    const { table, newName } = operation;
    const renamed = { ...nameOf(table), name: newName };
    return map(owned, (reference) => [isOf(reference, table) ? { ...reference, table: renamed } : reference]);
  }
  if (!("object" in operation)) return owned;
  const key = objectKey(operation.object);
  if (operation.kind === "renameObject") {
    const { newName } = operation;
    return map(owned, (reference) => [objectKey(reference) === key ? { ...reference, name: newName } : reference]);
  }
  const isCreation = operation.kind.startsWith("create");
  if (!isCreation && !operation.kind.startsWith("drop")) return owned;
  const changed = new Map(owned);
  if (isCreation && "declared" in operation && operation.declared === true) changed.set(key, operation.object);
  else changed.delete(key);
  return changed;
}

function isOf({ table }: ObjectReference, name: ObjectName): boolean {
  return table !== undefined && isSameName(table, name);
}

function map(
  owned: ReadonlyMap<string, ObjectReference>,
  change: (reference: ObjectReference) => readonly ObjectReference[],
): ReadonlyMap<string, ObjectReference> {
  return new Map([...owned.values()].flatMap(change).map((reference) => [objectKey(reference), reference]));
}
