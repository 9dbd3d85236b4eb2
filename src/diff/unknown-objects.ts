import type { SchemaObject } from "../schema/model";
import { objectKey } from "../schema/object-reference";
import type { DiffOptions } from "./diff-options";
import type { IncludedSchemas } from "./exclude-objects";

/** Whether an object that the wanted side does not have stays: because nobody said that it should be there, or go. */
export function staysUnknown(
  object: SchemaObject,
  { keepUnknownObjects = false, ownedObjects }: Pick<DiffOptions, "keepUnknownObjects" | "ownedObjects">,
): boolean {
  return keepUnknownObjects && ownedObjects?.has(objectKey(object)) !== true;
}

/**
 * The keys of objects that go when they are not wanted: those that are the project's own, and those that are there under a
 * name that a wanted one had, where the database cannot rename them.
 */
export function goingObjects(
  { actual, wanted, objects: excluded }: IncludedSchemas,
  { ownedObjects = new Set(), objectChanges }: Pick<DiffOptions, "ownedObjects" | "objectChanges">,
): ReadonlySet<string> {
  const present = new Set(actual.objects.map(objectKey));
  const former = wanted.objects.flatMap((object) => {
    const name = "renamedFrom" in object ? object.renamedFrom : undefined;
    if (name === undefined || objectChanges?.renamedKinds?.includes(object.kind) === true) return [];
    const key = objectKey({ ...object, name });
    return present.has(key) ? [key] : [];
  });
  return new Set([...ownedObjects, ...former].filter((key) => !excluded.has(key)));
}
