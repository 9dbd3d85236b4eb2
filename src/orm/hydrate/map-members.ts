import type { ResolvedDialect } from "../../dialect/dialect";
import { codecOf } from "../../mapping/column-codec";
import { columnOf } from "../../mapping/column-of";
import type {
  ColumnMetadata,
  EmbeddedMetadata,
  RelationIdMetadata,
  RelationMetadata,
} from "../../metadata/entity-metadata";
import { decodeComputed } from "./decode-computed";
import type {
  EntityMap,
  MappedColumn,
  MappedEmbedded,
  MappedEntity,
  MappedMember,
  MappedPart,
  MappedRelation,
  MappedRelationId,
} from "./mapped-entity";

/** A column of an entity; `part` is the table that has it, where that is not the entity's own. */
export function mapColumn(
  metadata: ColumnMetadata,
  ordinal: number,
  dialect: ResolvedDialect,
  part: MappedPart | undefined,
): MappedColumn {
  const codec = codecOf(metadata, dialect);
  return {
    kind: "column",
    metadata,
    name: metadata.columnName,
    ordinal,
    property: metadata.isVirtual ? undefined : metadata.propertyName,
    embedded: metadata.embedded,
    part,
    encode: codec.encode,
    decode: metadata.entity.kind === "view" ? decodeComputed(metadata, codec.decode) : codec.decode,
    definition: columnOf(metadata, dialect),
  };
}

/** A relation of an entity; `owner` is the entity, also where another class of its family declares the relation. */
export function mapRelation(
  metadata: RelationMetadata,
  ordinal: number,
  owner: MappedEntity,
  map: EntityMap,
): MappedRelation {
  return {
    kind: "relation",
    metadata,
    property: metadata.propertyName,
    ordinal,
    owner,
    // Entities refer to each other: the other end is mapped when it is first asked for.
    get target() {
      return map.of(metadata.target);
    },
    get junction() {
      return metadata.junction === undefined ? undefined : map.of(metadata.junction.table);
    },
  };
}

type MemberLists = Pick<MappedEntity, "name" | "columns" | "relations" | "relationIds">;

/** The ids of a relation of an entity. */
export function mapRelationId(
  metadata: RelationIdMetadata,
  ordinal: number,
  relations: readonly MappedRelation[],
): MappedRelationId {
  const relation = relations.find((one) => one.metadata === metadata.relation)!;
  return { kind: "relationId", metadata, property: metadata.propertyName, ordinal, relation };
}

/** The members of an entity by property, those of its embedded classes within them. */
export function indexMembers(
  entity: MemberLists,
  embeddeds: readonly EmbeddedMetadata[],
): ReadonlyMap<string, MappedMember> {
  return membersOf(entity, undefined, embeddeds);
}

function membersOf(
  entity: MemberLists,
  holder: EmbeddedMetadata | undefined,
  embeddeds: readonly EmbeddedMetadata[],
): ReadonlyMap<string, MappedMember> {
  const members = new Map<string, MappedMember>();
  for (const column of entity.columns) {
    if (column.property !== undefined && column.embedded === holder) members.set(column.property, column);
  }
  for (const relation of entity.relations) {
    if (relation.metadata.embedded === holder) members.set(relation.property, relation);
  }
  for (const one of entity.relationIds) if (one.metadata.embedded === holder) members.set(one.property, one);
  for (const metadata of embeddeds) members.set(metadata.propertyName, mapEmbedded(entity, metadata));
  return members;
}

function mapEmbedded(entity: MemberLists, metadata: EmbeddedMetadata): MappedEmbedded {
  const Class = metadata.target as (new () => object) | undefined;
  return {
    kind: "embedded",
    metadata,
    name: `${entity.name}.${metadata.propertyPath}`,
    property: metadata.propertyName,
    members: membersOf(entity, metadata, metadata.embeddeds),
    create: () => (Class === undefined ? {} : new Class()),
  };
}
