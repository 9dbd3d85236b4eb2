import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { entityKey } from "../metadata/entity-target";
import type { SchemaObjectDefinition } from "../metadata/schema-objects/schema-object-definition";
import type { SchemaObject } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject, objectKey } from "../schema/object-reference";
import { describeDefinition, objectOf, type FindEntity } from "./object-of";
import { orderDeclared, type DeclaredObject } from "./order-declared";
import { tableNameOf } from "./table-name-of";
import { viewOf } from "./view-of";

/** What declares objects: the definitions that `entities` lists, and what functions of view entities are called with. */
export interface DeclaredObjects {
  readonly definitions?: readonly SchemaObjectDefinition[];
  readonly dataSource?: unknown;
}

/**
 * The objects beside tables and enum types that the code declares: view entities and definitions, by kind and name, but each
 * behind those that it depends on.
 * @throws OrmError `ENTITY.OBJECT_INVALID`, `ENTITY.VIEW_INVALID`, `DIALECT.UNSUPPORTED`.
 */
export function objectsOf(
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
  { definitions = [], dataSource }: DeclaredObjects,
): readonly SchemaObject[] {
  const findEntity = entityFinder(metadatas);
  const views = metadatas.filter((entity) => entity.kind === "view" && entity.synchronize);
  const declared: DeclaredObject[] = [
    ...views.map((entity) => ({
      object: viewOf(entity, dialect, dataSource),
      label: `view entity "${entity.name}"`,
      source: entity,
      dependsOn: entity.view?.dependsOn.map((other) => other.target ?? other.name) ?? [],
    })),
    ...[...new Set(definitions)].flatMap((definition): DeclaredObject[] => {
      const object = objectOf(definition, dialect, findEntity);
      const { dependsOn } = definition;
      return object === undefined
        ? []
        : [{ object, label: describeDefinition(definition), source: definition, dependsOn }];
    }),
  ];
  requireUnique(declared, metadatas, dialect);
  return orderDeclared(declared, definitions, findEntity).map(({ object }) => object);
}

function entityFinder(metadatas: readonly EntityMetadata[]): FindEntity {
  const byKey = new Map<unknown, EntityMetadata>();
  for (const entity of metadatas) {
    if (entity.kind !== "entity" && entity.kind !== "view") continue;
    if (entity.target !== undefined) byKey.set(entity.target, entity);
    byKey.set(entity.name, entity);
  }
  return (target) => byKey.get(entityKey(target));
}

/** @throws OrmError `ENTITY.OBJECT_INVALID` where two declare one object. */
function requireUnique(
  declared: readonly DeclaredObject[],
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
): void {
  const known = new Map<string, string>();
  for (const entity of metadatas) {
    if (entity.kind === "view") continue;
    const key = nameKey(tableNameOf(entity, dialect));
    known.set(`relation ${key}`, `the table of "${entity.name}"`);
  }
  for (const { object, label } of declared) {
    const isRelation = ["view", "materializedView", "sequence", "compositeType"].includes(object.kind);
    const key = isRelation ? `relation ${nameKey(object)}` : objectKey(object);
    const other = known.get(key);
    if (other !== undefined) {
      throw new OrmError("ENTITY.OBJECT_INVALID", `${label}: ${describeObject(object)} has the name of ${other}`, {
        hint: "Give one of them another name, or take one away.",
        details: { object: key },
      });
    }
    known.set(key, label);
  }
}
