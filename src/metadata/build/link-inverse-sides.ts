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
}

function findNamedInverse(relation: RelationDraft): RelationDraft | undefined {
  const { inverseSide, type } = relation.definition;
  if (inverseSide === undefined) return undefined;
  const { target } = relation;
  const property = typeof inverseSide === "string" ? inverseSide : readSelectedProperty(inverseSide);
  if (property === undefined) {
    throw fail(relation, "its inverse side is no property", "Return one property: (post) => post.author.");
  }
  const inverse = target.relations.find((candidate) => candidate.metadata.propertyName === property);
  const place = describeProperty(target.definition.target, property);
  if (inverse === undefined) {
    const known = target.relations.map((candidate) => candidate.metadata.propertyName);
    throw fail(relation, `its inverse side, ${place}, is not a relation`, suggestName(property, known));
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

/** The same entity, or one that inherits from the other. */
function isRelated(left: EntityDraft, right: EntityDraft): boolean {
  const a = left.definition.target;
  const b = right.definition.target;
  return a === b || a.prototype instanceof b || b.prototype instanceof a;
}

function checkSides(relation: RelationDraft): void {
  const { metadata, owner } = relation;
  const { inverse, type, propertyName } = metadata;
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
  if (type !== "many-to-one" && type !== "one-to-one" && owner.definition.joinColumns.has(propertyName)) {
    const hint = type === "one-to-many" ? "Put it on the @ManyToOne() side." : "Use @JoinTable().";
    throw fail(relation, `@JoinColumn() cannot stand on a ${type} relation`, hint);
  }
  if (type !== "many-to-many" && owner.definition.joinTables.has(propertyName)) {
    throw fail(relation, `@JoinTable() cannot stand on a ${type} relation`, "Use @JoinColumn(), or @ManyToMany().");
  }
}

function fail(relation: RelationDraft, problem: string, hint: string) {
  return relationError(relation.owner.definition.target, relation.metadata.propertyName, problem, hint);
}
