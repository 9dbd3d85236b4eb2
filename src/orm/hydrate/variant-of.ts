import type { MappedEntity } from "./mapped-entity";
import { readProperty, type PropertyHolder } from "./property-access";

/** The class that an object is of: the given one, or one that extends it, by its constructor or by what marks its row. */
export function variantOf(mapped: MappedEntity, entity: object): MappedEntity {
  const { subclasses, family } = mapped;
  if (subclasses === undefined) return mapped;
  const { constructor } = entity;
  if (constructor === mapped.metadata.target) return mapped;
  const byClass = subclasses.find(({ metadata }) => metadata.target === constructor);
  if (byClass !== undefined || family === undefined) return byClass ?? mapped;
  const mark = readProperty(entity as PropertyHolder, family.discriminator.metadata);
  return family.variants.get(String(mark)) ?? mapped;
}
