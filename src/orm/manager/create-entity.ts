import type { MappedEntity, MappedRelation } from "../hydrate/mapped-entity";

/**
 * A new instance with the values of a plain object. Related plain objects become instances of their classes; properties
 * that are no member of the entity are left out.
 */
export function createEntity(mapped: MappedEntity, values: object | undefined): object {
  const entity = mapped.create() as Record<string, unknown>;
  for (const [property, value] of Object.entries(values ?? {})) {
    const member = mapped.members.get(property);
    if (member === undefined || value === undefined) continue;
    entity[property] = member.kind === "column" ? (value as unknown) : createRelated(member, value);
  }
  return entity;
}

function createRelated(relation: MappedRelation, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => createRelated(relation, item));
  if (typeof value !== "object" || value === null) return value;
  const { target } = relation.metadata.target;
  return target !== undefined && value instanceof target ? value : createEntity(relation.target, value);
}
