import type { MappedEntity, MappedRelation, MemberHolder } from "../hydrate/mapped-entity";

/**
 * A new instance with the values of a plain object. Related and embedded plain objects become instances of their classes;
 * properties that are no member of the entity are left out.
 */
export function createEntity(mapped: MappedEntity, values: object | undefined): object {
  return fill(mapped.create(), mapped, values);
}

function fill(object: object, { members }: MemberHolder, values: object | undefined): object {
  for (const [property, value] of Object.entries(values ?? {})) {
    const member = members.get(property);
    if (member === undefined || value === undefined) continue;
    const target = object as Record<string, unknown>;
    if (member.kind === "column" || member.kind === "relationId") target[property] = value as unknown;
    else if (member.kind === "relation") target[property] = createRelated(member, value);
    else target[property] = isPlain(value) ? fill(member.create(), member, value) : value;
  }
  return object;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function createRelated(relation: MappedRelation, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => createRelated(relation, item));
  if (typeof value !== "object" || value === null) return value;
  const { target } = relation.metadata.target;
  return target !== undefined && value instanceof target ? value : createEntity(relation.target, value);
}
