import { OrmError } from "../../errors/orm-error";
import type { ListenerMetadata } from "../../metadata/entity-metadata";
import type { ListenerEvent } from "../../metadata/listener-event";
import type { MappedEntity } from "./mapped-entity";
import { readProperty, type PropertyHolder } from "./property-access";

/** Whether instances of the class, or of one that extends it, have methods for the event. */
export function hasListeners(mapped: Pick<MappedEntity, "metadata" | "subclasses">, event: ListenerEvent): boolean {
  const listens = ({ metadata }: Pick<MappedEntity, "metadata">): boolean =>
    metadata.listeners.some((listener) => listener.event === event);
  return listens(mapped) || mapped.subclasses?.some(listens) === true;
}

/**
 * Calls the methods of an entity for an event, one after the other, those of base classes first; each is awaited. A plain
 * object that stands for an entity has no methods, and none is called.
 *
 * @throws OrmError `ENTITY.OPTION_INVALID` for a listener that is no method of the entity, and what listeners throw.
 */
export async function callListeners({ metadata }: MappedEntity, event: ListenerEvent, entity: object): Promise<void> {
  if (metadata.target === undefined || !(entity instanceof metadata.target)) return;
  for (const listener of metadata.listeners) {
    if (listener.event === event) await callListener(metadata.name, listener, entity as PropertyHolder);
  }
}

async function callListener(name: string, listener: ListenerMetadata, entity: PropertyHolder): Promise<void> {
  const { embedded, methodName } = listener;
  const holder =
    embedded === undefined
      ? entity
      : readProperty(entity, { propertyName: embedded.propertyName, embedded: embedded.parent });
  if (holder === null || holder === undefined) return;
  const method: unknown = (holder as PropertyHolder)[methodName];
  if (typeof method !== "function") throw notAMethod(name, listener);
  await method.call(holder);
}

function notAMethod(name: string, { embedded, methodName, event }: ListenerMetadata): OrmError {
  const path = embedded === undefined ? methodName : `${embedded.propertyPath}.${methodName}`;
  return new OrmError(
    "ENTITY.OPTION_INVALID",
    `class "${name}", property "${path}" listens to ${event}, but is no method`,
    {
      hint: "Put the decorator on a method.",
      details: { class: name, property: path, event },
    },
  );
}
