import type { MappedEntity, MappedRelation } from "../hydrate/mapped-entity";
import { readProperty } from "../hydrate/property-access";
import { variantOf } from "../hydrate/variant-of";
import { rememberedList } from "../hydrate/snapshot";
import { invalidValue } from "../query/query-errors";
import { ownValue, type EntityObject } from "./column-value";
import { createSubject, type ChangeSet, type Subject } from "./subject";

/**
 * Walks from the saved entities over their relations and collects what is to be written: what a cascade reaches, and the
 * children of lists, whose foreign key is their parent's. A list says what belongs to the entity; only a list that was
 * loaded as a whole says also what no longer does.
 */
export function collectSubjects(mapped: MappedEntity, entities: readonly object[]): ChangeSet {
  const subjects: ChangeSet = new Map();
  for (const entity of entities) visit(subjects, mapped, entity as EntityObject, true, true);
  return subjects;
}

function visit(
  subjects: ChangeSet,
  mapped: MappedEntity,
  entity: EntityObject,
  canInsert: boolean,
  canUpdate: boolean,
): Subject {
  let subject = subjects.get(entity);
  const isVisited = subject !== undefined;
  if (subject === undefined) subjects.set(entity, (subject = createSubject(entity, variantOf(mapped, entity))));
  subject.canInsert ||= canInsert;
  subject.canUpdate ||= canUpdate;
  if (!isVisited && (canInsert || canUpdate))
    for (const relation of subject.mapped.ownRelations) visitRelation(subjects, subject, relation);
  return subject;
}

function visitRelation(subjects: ChangeSet, subject: Subject, relation: MappedRelation): void {
  const { metadata } = relation;
  const value = readProperty(subject.entity, metadata);
  if (value === undefined || !metadata.isPersistenceEnabled) return;
  if (!metadata.isToMany) return visitOne(subjects, subject, relation, value);
  if (value === null) return;
  if (!Array.isArray(value)) throw notAList(relation);
  for (const item of value as readonly unknown[]) {
    if (!isEntityObject(item)) throw notAList(relation);
    visitRelated(subjects, subject, relation, item);
  }
  if (relation.junction === undefined) releaseOrphans(subjects, subject, relation, value as readonly object[]);
}

function visitOne(subjects: ChangeSet, subject: Subject, relation: MappedRelation, value: unknown): void {
  if (isEntityObject(value)) visitRelated(subjects, subject, relation, value);
}

function visitRelated(subjects: ChangeSet, subject: Subject, relation: MappedRelation, related: EntityObject): void {
  const { cascade, inverse, isOwner } = relation.metadata;
  const isCascaded = cascade.insert || cascade.update;
  const hasForeignKey = !isOwner && relation.junction === undefined && inverse !== undefined;
  if (!isCascaded && !hasForeignKey) return;
  const child = visit(subjects, relation.target, related, cascade.insert, cascade.update);
  if (hasForeignKey) child.given.set(inverse, subject.entity);
}

/** Children that were taken out of a list that was loaded as a whole no longer refer to their parent. */
function releaseOrphans(
  subjects: ChangeSet,
  subject: Subject,
  relation: MappedRelation,
  list: readonly object[],
): void {
  const { inverse, orphanedRowAction } = relation.metadata;
  const before = rememberedList(subject.entity, relation.metadata.propertyPath);
  if (before === undefined || inverse === undefined || orphanedRowAction === "disable") return;
  const present = new Set(list.map((child) => identityOf(relation.target, child)));
  for (const child of before as readonly EntityObject[]) {
    if (present.has(identityOf(relation.target, child))) continue;
    const orphan = visit(subjects, relation.target, child, false, false);
    if (!orphan.given.has(inverse)) orphan.given.set(inverse, null);
  }
}

/** What makes two objects the same row: the key, or the object itself while it has none. */
export function identityOf(mapped: MappedEntity, entity: object): unknown {
  const parts = mapped.primary.map((column) => ownValue(entity as EntityObject, column));
  return parts.some((part) => part === undefined || part === null) ? entity : parts.map(String).join("\0");
}

function isEntityObject(value: unknown): value is EntityObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notAList({ metadata }: MappedRelation): Error {
  return invalidValue(
    `entity "${metadata.entity.name}", relation "${metadata.propertyPath}": the value is not a list of entities`,
    "Give an array of entities.",
  );
}
