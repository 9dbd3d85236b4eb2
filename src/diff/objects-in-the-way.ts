import { dropOf } from "../operations/objects/define-object-operations";
import type { Operation } from "../operations/operation";
import type { Schema, SchemaObject } from "../schema/model";
import { findTable } from "../schema/lookup";
import { isSameName } from "../schema/object-name";
import { objectKey, ownerOf } from "../schema/object-reference";
import { dependencyKeys, dependenciesOfObject, factsOf, mentionsName, type Dependencies } from "./operation-facts";
import type { GraphOptions } from "./operation-graph";
import { reachOf } from "./reach";
import { ThingIndex, thingsOf, type Thing } from "./thing-index";

/**
 * The objects of a schema that must go for the time of some operations: those that the database would refuse them for or take away with what they drop,
 * and those that stand in the way of these going, at any distance. An object that is changed in place to one that has let go
 * of what is dropped for good can stay.
 *
 * @param successors what objects are changed to in place, by their keys.
 */
export function findObjectsInTheWay(
  schema: Schema,
  operations: readonly Operation[],
  { objectChanges, findColumns }: GraphOptions,
  successors: ReadonlyMap<string, SchemaObject> = new Map(),
): readonly SchemaObject[] {
  const changes = operations.filter((operation) => factsOf(operation).creates === undefined);
  if (changes.length === 0 || schema.objects.length === 0) return [];
  const waiting = changes.flatMap((operation) => [operation, ...impliedBy(operation)]);
  const index = new ThingIndex(thingsOf(schema));
  const dependents = findDependents(schema.objects, index);
  const found = new Map<string, SchemaObject>();
  const going = new Set(operations.flatMap((operation) => factsOf(operation).drops?.key ?? []));
  const created = new Set(operations.flatMap((operation) => factsOf(operation).creates?.name.name ?? []));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { thing, columns } of reachOf(next, findColumns)) {
      for (const { object, dependencies } of dependents.get(thing.key) ?? []) {
        const key = objectKey(object);
        if (found.has(key) || key === thing.key) continue;
        if (columns?.some((column) => mentionsName(dependencies, column, index)) === false) continue;
        if (!goesWith(next, object) && !objectChanges.isHeldBy(next, object)) continue;
        const goes = next.kind.startsWith("drop") && !found.has(thing.key) && !created.has(thing.name.name);
        const successor = goes ? successors.get(key) : undefined;
        if (successor !== undefined && !isHeldBy(next, thing, successor)) continue;
        found.set(key, object);
        if (!going.has(key)) waiting.push(dropOf(object));
      }
    }
  }
  return schema.objects.filter((object) => found.has(objectKey(object)));

  function impliedBy(operation: Operation): readonly Operation[] {
    const table = "table" in operation && "column" in operation ? findTable(schema, operation.table) : undefined;
    return table === undefined ? [] : (objectChanges.findImplied?.(operation, table) ?? []);
  }

  function isHeldBy(operation: Operation, thing: Thing, object: SchemaObject): boolean {
    return (
      dependencyKeys(dependenciesOfObject(object), index).has(thing.key) && objectChanges.isHeldBy(operation, object)
    );
  }
}

/** Whether an object would be taken away with something else, unsaid: the trigger with its view, the sequence with its column. */
function goesWith(operation: Operation, object: SchemaObject): boolean {
  const owner = ownerOf(object);
  if (owner === undefined) return false;
  switch (operation.kind) {
    case "dropTable":
      return isSameName(operation.table, owner);
    case "dropView":
      return isSameName(operation.object, owner);
    case "dropColumn":
      return (
        isSameName(operation.table, owner) && object.kind === "sequence" && object.ownedBy?.column === operation.column
      );
    default:
      return false;
  }
}

interface Dependent {
  readonly object: SchemaObject;
  readonly dependencies: Dependencies;
}

/** The objects that mention each thing. */
function findDependents(
  objects: readonly SchemaObject[],
  index: ThingIndex,
): ReadonlyMap<string, readonly Dependent[]> {
  const found = new Map<string, Dependent[]>();
  for (const object of objects) {
    const dependencies = dependenciesOfObject(object);
    for (const key of dependencyKeys(dependencies, index)) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [{ object, dependencies }]);
      else others.push({ object, dependencies });
    }
  }
  return found;
}
