import type { RelationType } from "../options/relation-options";
import type { EntityDraft, RelationDraft } from "./draft";
import { readSelectedProperty } from "./property-selector";
import { describeProperty } from "./property-label";
import { relationError, suggestName } from "./relation-error";

const OPPOSITES: Readonly<Record<RelationType, RelationType>> = {
  "many-to-one": "one-to-many",
  "one-to-many": "many-to-one",
  "one-to-one": "one-to-one",
  "many-to-many": "many-to-many",
};

const DECORATORS: Readonly<Record<RelationType, string>> = {
  "many-to-one": "@ManyToOne()",
  "one-to-many": "@OneToMany()",
  "one-to-one": "@OneToOne()",
  "many-to-many": "@ManyToMany()",
};

/** Finds the other side of each relation, also where only one of the two names the other, and checks that they fit. */
export function linkInverseSides(relations: readonly RelationDraft[]): void {
  for (const relation of relations) {
    const inverse = findNamedInverse(relation);
    if (inverse !== undefined) relation.metadata.inverse = inverse.metadata;
  }
  for (const { metadata } of relations) {
    if (metadata.inverse !== undefined) (metadata.inverse as RelationDraft["metadata"]).inverse ??= metadata;
  }
  for (const relation of relations) checkSides(relation);
  for (const { metadata } of relations) takeOrphanAction(metadata);
}

/** What happens to a child that left a list may be said on the child's side too, and counts there before the list's. */
function takeOrphanAction(relation: RelationDraft["metadata"]): void {
  const given = relation.isOwner ? undefined : relation.inverse?.options.orphanedRowAction;
  if (given !== undefined) relation.orphanedRowAction = given;
}

function findNamedInverse(relation: RelationDraft): RelationDraft | undefined {
  const { inverseSide, type } = relation.definition;
  if (inverseSide === undefined) return undefined;
  const { target } = relation;
  const property = typeof inverseSide === "string" ? inverseSide : readSelectedProperty(inverseSide);
  if (property === undefined) {
    throw fail(relation, "its inverse side is no property", "Return one property: (post) => post.author.");
  }
  const candidates = relationsOf(target);
  const inverse = candidates.find((candidate) => candidate.metadata.propertyPath === property);
  const place = describeProperty(target.definition.source, property);
  if (inverse === undefined) {
    const known = candidates.map((candidate) => candidate.metadata.propertyPath);
    const { name } = relation.owner.metadata;
    const hint =
      known.length > 0 ? suggestName(property, known) : `Declare it: ${DECORATORS[OPPOSITES[type]]} to "${name}".`;
    throw fail(relation, `its inverse side, ${place}, is not a relation`, hint);
  }
  if (inverse.metadata.type !== OPPOSITES[type]) {
    const hint = `The inverse of a ${type} relation is ${OPPOSITES[type]}.`;
    throw fail(relation, `its inverse side, ${place}, is a ${inverse.metadata.type} relation`, hint);
  }
  if (!isRelated(inverse.target, relation.owner)) {
    const hint = `Name the property of "${target.metadata.name}" that leads to "${relation.owner.metadata.name}".`;
    throw fail(relation, `its inverse side, ${place}, leads to "${inverse.target.metadata.name}"`, hint);
  }
  return inverse;
}

/** The relations of an entity, those that it has in the tables of the classes that it extends included. */
function relationsOf({ relations, joinedTo }: EntityDraft): readonly RelationDraft[] {
  return joinedTo === undefined ? relations : [...relations, ...relationsOf(joinedTo)];
}

/** The same entity, or one that inherits from the other. */
function isRelated(left: EntityDraft, right: EntityDraft): boolean {
  if (left === right) return true;
  const a = left.definition.source.target;
  const b = right.definition.source.target;
  return a !== undefined && b !== undefined && (a.prototype instanceof b || b.prototype instanceof a);
}

function checkSides(relation: RelationDraft): void {
  const { metadata, owner } = relation;
  const { inverse, type, propertyPath } = metadata;
  const property = (text: string): string => `${text} to one of the two sides.`;
  if (type === "one-to-many" && inverse === undefined) {
    throw fail(relation, "it does not name its inverse side", "Name the @ManyToOne() property: (post) => post.author.");
  }
  if (type === "one-to-one" && !metadata.isOwner && inverse?.isOwner !== true) {
    throw fail(relation, "neither side has @JoinColumn()", property("Add @JoinColumn()"));
  }
  if (type === "many-to-many" && !metadata.isOwner && inverse?.isOwner !== true) {
    throw fail(relation, "neither side has @JoinTable()", property("Add @JoinTable()"));
  }
  if (metadata.isOwner && inverse?.isOwner === true && inverse !== metadata) {
    const decorator = type === "one-to-one" ? "@JoinColumn()" : "@JoinTable()";
    throw fail(relation, `both sides have ${decorator}`, "Take it away from one of the two sides.");
  }
  if (metadata.isEager && inverse?.isEager === true) {
    throw fail(relation, "both sides are eager, so loading would never end", "Take `eager` away from one side.");
  }
  if (type !== "many-to-one" && type !== "one-to-one" && owner.definition.joinColumns.has(propertyPath)) {
    const hint = type === "one-to-many" ? "Put it on the @ManyToOne() side." : "Use @JoinTable().";
    throw fail(relation, `@JoinColumn() cannot stand on a ${type} relation`, hint);
  }
  if (type !== "many-to-many" && owner.definition.joinTables.has(propertyPath)) {
    throw fail(relation, `@JoinTable() cannot stand on a ${type} relation`, "Use @JoinColumn(), or @ManyToMany().");
  }
}

function fail(relation: RelationDraft, problem: string, hint: string) {
  return relationError(relation.owner.definition.source, relation.metadata.propertyPath, problem, hint);
}
