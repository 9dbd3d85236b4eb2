import type { EmbeddedMetadata } from "../../metadata/entity-metadata";

/** An object whose properties are read by name. */
export type PropertyHolder = Record<string, unknown>;

/** A property of an entity, or of one of its embedded objects. */
export interface PropertyPlace {
  readonly propertyName: string;
  readonly embedded?: EmbeddedMetadata | undefined;
}

/** The value of a property; `null` and `undefined` of an embedded object are those of all its properties. */
export function readProperty(entity: PropertyHolder, { propertyName, embedded }: PropertyPlace): unknown {
  if (embedded === undefined) return entity[propertyName];
  const holder = readEmbedded(entity, embedded);
  if (holder === null || holder === undefined) return holder;
  return (holder as PropertyHolder)[propertyName];
}

function readEmbedded(entity: PropertyHolder, { propertyName, parent }: EmbeddedMetadata): unknown {
  return readProperty(entity, { propertyName, embedded: parent });
}

/** The object that has a property: the entity, or an embedded object, which is made where there is none. */
export function holderOf(entity: PropertyHolder, embedded: EmbeddedMetadata | undefined): PropertyHolder {
  if (embedded === undefined) return entity;
  const outer = holderOf(entity, embedded.parent);
  const known = outer[embedded.propertyName];
  if (typeof known === "object" && known !== null) return known as PropertyHolder;
  return (outer[embedded.propertyName] = createEmbedded(embedded));
}

/** A new embedded object, made by the constructor of its class without arguments. */
export function createEmbedded({ target }: EmbeddedMetadata): PropertyHolder {
  return (target === undefined ? {} : new (target as new () => object)()) as PropertyHolder;
}

/** As {@link holderOf}, with plain objects for the embedded ones: for criteria and results that are no entities. */
export function plainHolderOf(object: PropertyHolder, embedded: EmbeddedMetadata | undefined): PropertyHolder {
  if (embedded === undefined) return object;
  const outer = plainHolderOf(object, embedded.parent);
  return (outer[embedded.propertyName] ??= {}) as PropertyHolder;
}
