import { OrmError } from "../../errors/orm-error";
import type { ListenerMetadata, RelationIdMetadata, VirtualColumnMetadata } from "../entity-metadata";
import { logicalTypeOf, type LogicalType } from "../logical-type";
import type { ListenerDefinition, RelationIdDefinition, VirtualColumnDefinition } from "../metadata-storage";
import { checkProperty } from "./check-property";
import { pathOf, type Member, type Placed } from "./entity-definition";
import type { EntityDraft } from "./draft";
import { describeProperty } from "./property-label";
import { readSelectedProperty } from "./property-selector";
import { suggestName } from "./relation-error";
import { readDeclaredType } from "./resolve-column-type";

/** Fills in what an entity has beside columns and relations: virtual columns, ids of relations, listeners. */
export function buildComputed(draft: EntityDraft): void {
  const { metadata, definition } = draft;
  metadata.virtualColumns = [...definition.virtualColumns.values()].map((member) => buildVirtual(draft, member));
  metadata.relationIds = [...definition.relationIds.values()].map((member) => buildRelationId(draft, member));
  metadata.listeners = definition.listeners.map((listener) => buildListener(draft, listener));
}

function buildVirtual(
  { metadata, definition: { source } }: EntityDraft,
  member: Member<VirtualColumnDefinition>,
): VirtualColumnMetadata {
  const { definition, property, path, embedded } = member;
  const { query, transformer, select } = definition.options;
  if (typeof query !== "function") {
    throw new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(source, path)}: the virtual column has no query`, {
      hint: "Give it a function that returns SQL: { query: (alias) => `${alias}.price * 2` }.",
      details: { class: source.name, property: path },
    });
  }
  return {
    entity: metadata,
    propertyName: property,
    propertyPath: path,
    ...(embedded === undefined ? {} : { embedded }),
    type: readType(member),
    query,
    isSelect: select !== false,
    transformers: [transformer ?? []].flat(),
  };
}

/** A type that nothing tells is text that stays as the driver gives it. */
function readType(member: Member<VirtualColumnDefinition>): string | LogicalType {
  const { type } = member.definition.options;
  if (typeof type === "string") return type;
  const declared = type ?? readDeclaredType({ ...member, isTyped: true });
  return logicalTypeOf(declared) ?? { logical: "string" };
}

function buildRelationId(
  { metadata, relations, definition: { source } }: EntityDraft,
  { definition, property, path, embedded }: Member<RelationIdDefinition>,
): RelationIdMetadata {
  const given = definition.relation;
  const name = typeof given === "string" ? given : readSelectedProperty(given);
  const candidates = relations
    .filter((one) => one.embedded?.propertyPath === embedded?.propertyPath)
    .map((one) => one.metadata);
  const relation =
    name === undefined ? undefined : candidates.find((one) => one.propertyPath === pathOf(name, embedded));
  if (relation === undefined) {
    const known = candidates.map(({ propertyName }) => propertyName);
    const what = name === undefined ? "is no property" : `"${name}" is no relation`;
    throw new OrmError(
      "ENTITY.RELATION_INVALID",
      `${describeProperty(source, path)}: what @RelationId() names ${what}`,
      {
        hint: name === undefined ? "Return one relation: (post) => post.author." : suggestName(name, known),
        details: { class: source.name, property: path },
      },
    );
  }
  return {
    entity: metadata,
    propertyName: property,
    propertyPath: path,
    ...(embedded === undefined ? {} : { embedded }),
    relation,
  };
}

function buildListener(
  { definition: { source } }: EntityDraft,
  { definition, embedded }: Placed<ListenerDefinition>,
): ListenerMetadata {
  const methodName = checkProperty(source, definition);
  return { event: definition.event, methodName, ...(embedded === undefined ? {} : { embedded }) };
}
