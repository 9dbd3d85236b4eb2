import type { Session } from "../../session/session";
import { sortGraph } from "../../util/graph-sort";
import { callListeners, hasListeners } from "../hydrate/call-listeners";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { holderOf, readProperty } from "../hydrate/property-access";
import { variantOf } from "../hydrate/variant-of";
import { forget, rememberedValue } from "../hydrate/snapshot";
import { invalidValue } from "../query/query-errors";
import { columnValue, hasKey, type EntityObject } from "./column-value";
import { deleteRowsByKey } from "./key-rows";
import type { WriteContext } from "./write-context";

/**
 * Deletes the rows of entities, and of those that a cascade reaches over loaded relations: rows that refer to others
 * first. Afterwards the entities have no key and count as new.
 *
 * @throws OrmError `QUERY.INVALID_VALUE` for an entity without a key.
 */
export async function removeEntities(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  entities: readonly object[],
): Promise<void> {
  const found = new Map<EntityObject, MappedEntity>();
  for (const entity of entities) collect(found, mapped, entity as EntityObject);
  const batches = orderClasses(found);
  const work = async (inner: Session): Promise<void> => {
    await tell(found, "beforeRemove");
    for (const [entity, batch] of batches) {
      const keys = batch.map((each) => storedKey(each, entity));
      await deleteRowsByKey(context, inner, entity, entity.primary, keys);
    }
    await tell(found, "afterRemove");
  };
  const isSingle =
    batches.length < 2 &&
    batches.every(([entity]) => entity.parts === undefined && !hasListeners(entity, "afterRemove"));
  await (isSingle || session.isInTransaction ? work(session) : session.transaction(work));
  for (const [entity, owner] of found) release(entity, owner);
}

/** Calls what the entities want to be called; they still have their keys. */
async function tell(
  found: ReadonlyMap<EntityObject, MappedEntity>,
  event: "beforeRemove" | "afterRemove",
): Promise<void> {
  for (const [entity, mapped] of found) if (hasListeners(mapped, event)) await callListeners(mapped, event, entity);
}

function collect(found: Map<EntityObject, MappedEntity>, asked: MappedEntity, entity: EntityObject): void {
  if (found.has(entity)) return;
  const mapped = variantOf(asked, entity);
  if (!hasKey(storedKey(entity, mapped)))
    throw invalidValue(
      `entity "${mapped.name}": one without a primary key cannot be removed`,
      "Remove entities that were loaded or saved.",
    );
  found.set(entity, mapped);
  for (const relation of mapped.ownRelations) {
    if (!relation.metadata.cascade.remove) continue;
    const value = readProperty(entity, relation.metadata);
    const related = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    for (const each of related)
      if (typeof each === "object" && each !== null) collect(found, relation.target, each as EntityObject);
  }
}

/** The key of the row: the entity's own, or the one that it was loaded with and does not show. */
function storedKey(entity: EntityObject, mapped: MappedEntity): readonly unknown[] {
  return mapped.primary.map((column) => columnValue(entity, column) ?? rememberedValue(entity, column));
}

/** Classes whose rows refer to others come first. */
function orderClasses(
  found: ReadonlyMap<EntityObject, MappedEntity>,
): readonly (readonly [MappedEntity, EntityObject[]])[] {
  const byClass = new Map<MappedEntity, EntityObject[]>();
  for (const [entity, mapped] of found) byClass.set(mapped, [...(byClass.get(mapped) ?? []), entity]);
  const classes = [...byClass.keys()];
  const isOf = (mapped: MappedEntity, target: MappedEntity): boolean =>
    mapped === target || target.subclasses?.includes(mapped) === true;
  const referenced = (mapped: MappedEntity): MappedEntity[] =>
    mapped.ownRelations
      .filter(({ metadata }) => metadata.isOwner && !metadata.isToMany)
      .flatMap(({ target }) => classes.filter((other) => isOf(other, target)));
  const { order } = sortGraph(classes, referenced);
  return [...order].reverse().map((mapped) => [mapped, byClass.get(mapped)!] as const);
}

function release(entity: EntityObject, mapped: MappedEntity): void {
  forget(entity);
  for (const { property, embedded } of mapped.primary)
    if (property !== undefined) holderOf(entity, embedded)[property] = undefined;
}
