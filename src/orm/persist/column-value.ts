import type { RelationMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { readProperty } from "../hydrate/property-access";
import { rememberedValue } from "../hydrate/snapshot";
import { isSameValue } from "../hydrate/value-copy";
import { invalidValue } from "../query/query-errors";

/** An entity whose properties are read by name. */
export type EntityObject = Record<string, unknown>;

/** Relations whose value is known from the other end: a child of a list that is saved with its parent. */
export type GivenRelations = ReadonlyMap<RelationMetadata, EntityObject | null>;

const NONE: GivenRelations = new Map();

/**
 * The value that an entity has for a column: of its property, or the key of the related entity that it refers to.
 * `undefined` means that the entity says nothing about it. Where a property and a relation share the column, the one
 * that was changed counts.
 */
export function columnValue(entity: EntityObject, column: MappedColumn, given: GivenRelations = NONE): unknown {
  const own = ownValue(entity, column);
  const { relation } = column.metadata;
  if (relation === undefined || !relation.isOwner) return own;
  const isGiven = given.has(relation);
  const related = isGiven ? given.get(relation) : readProperty(entity, relation);
  if (related === undefined) return own;
  const key = related === null ? null : referencedValue(related, column, relation);
  if (isGiven || own === undefined || isSameValue(key, own)) return key;
  const before = rememberedValue(entity, column);
  if (before === undefined) return key ?? own;
  return isSameValue(key, before) ? own : key;
}

/** The value of the property that a column belongs to; `undefined` where it has none. */
export function ownValue(entity: EntityObject, { property, embedded }: MappedColumn): unknown {
  if (property === undefined) return undefined;
  return embedded === undefined ? entity[property] : readProperty(entity, { propertyName: property, embedded });
}

/** The entity's primary key; a part is `undefined` or `null` when it has none yet. */
export function keyValues(entity: EntityObject, mapped: MappedEntity, given?: GivenRelations): readonly unknown[] {
  return mapped.primary.map((column) => columnValue(entity, column, given));
}

export function hasKey(key: readonly unknown[]): boolean {
  return key.every((part) => part !== undefined && part !== null);
}

/** The value of one column of the related entity; a related value that is no object is itself the key. */
function referencedValue(related: unknown, column: MappedColumn, relation: RelationMetadata): unknown {
  if (typeof related !== "object" || related === null) return related;
  const { referencedColumn } = column.metadata;
  if (referencedColumn === undefined) return undefined;
  return referencedKey(related as EntityObject, referencedColumn, relation);
}

function referencedKey(
  related: EntityObject,
  column: NonNullable<MappedColumn["metadata"]["referencedColumn"]>,
  relation: RelationMetadata,
): unknown {
  if (!column.isVirtual) return readProperty(related, column);
  // The key of the related entity is itself the key of another one.
  const further = column.relation === undefined ? undefined : readProperty(related, column.relation);
  if (typeof further !== "object" || further === null || column.referencedColumn === undefined) return further;
  return referencedKey(further as EntityObject, column.referencedColumn, relation);
}

/** @throws OrmError `QUERY.INVALID_VALUE` where an entity is referred to that has no row yet. */
export function refuseUnsaved(
  column: MappedColumn,
  entity: EntityObject,
  value: unknown,
  given?: GivenRelations,
): void {
  const { relation } = column.metadata;
  if (value !== undefined || relation === undefined) return;
  const related = given?.get(relation) ?? readProperty(entity, relation);
  if (related === undefined || related === null) return;
  throw invalidValue(
    `entity "${relation.entity.name}", relation "${relation.propertyPath}": the related ${relation.target.name} is not saved yet`,
    `Save it first, or set { cascade: true } on the relation.`,
  );
}
