import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata } from "../metadata/entity-metadata";
import type { IgnoredObjects, IndexName } from "../schema/ignored-objects";
import type { Schema } from "../schema/model";
import type { NamingConvention } from "../schema/naming-convention";
import { nameKey } from "../schema/object-name";
import { checkNames } from "./check-names";
import { enumTypesOf } from "./enum-of";
import { shortenName } from "./shorten-name";
import { tableNameOf } from "./table-name-of";
import { tableOf } from "./table-of";

/**
 * The schema that the entities ask for, in the words of one database but not yet in its spelling of expressions (see
 * `Normalizer`). Tables of many-to-many relations are included; entities with `synchronize: false` are left out.
 * `namingConvention` names the checks that stand in for enums. Tables and enums are sorted by name, so that the order of the imports does not show.
 * @throws OrmError `ENTITY.NAME_FORBIDDEN`, `ENTITY.OPTION_INVALID`, `DIALECT.UNSUPPORTED`.
 */
export function schemaOf(
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
  namingConvention?: NamingConvention,
): Schema {
  const entities = withJunctions(metadatas).filter((entity) => entity.synchronize);
  checkNames(entities, dialect);
  const columns = entities.flatMap((entity) => entity.columns);
  return {
    tables: sortByName(entities.map((entity) => tableOf(entity, dialect, namingConvention))),
    enums: dialect.capabilities.namedEnums ? sortByName(enumTypesOf(columns, dialect)) : [],
    objects: [],
    unmanaged: [],
  };
}

/** What the entities keep out of every comparison: `synchronize: false` on an entity, a join table or an index. */
export function ignoredObjectsOf(metadatas: readonly EntityMetadata[], dialect: ResolvedDialect): IgnoredObjects {
  const entities = withJunctions(metadatas);
  return {
    tables: entities.filter((entity) => !entity.synchronize).map((entity) => tableNameOf(entity, dialect)),
    indexes: entities.flatMap((entity) =>
      entity.indexes
        .filter((index) => !index.synchronize)
        .map((index) => ({
          table: tableNameOf(entity, dialect),
          index: shortenName(index.name, dialect.capabilities.maxIdentifierBytes),
        })),
    ),
  };
}

/** The indexes that the entities want to be built while others write: `concurrent: true`. */
export function concurrentIndexesOf(
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
): readonly IndexName[] {
  return withJunctions(metadatas).flatMap((entity) =>
    entity.indexes
      .filter((index) => index.isConcurrent)
      .map(({ name }) => ({
        table: tableNameOf(entity, dialect),
        index: shortenName(name, dialect.capabilities.maxIdentifierBytes),
      })),
  );
}

/** The entities with the tables between them, each once. */
export function withJunctions(metadatas: readonly EntityMetadata[]): readonly EntityMetadata[] {
  const junctions = metadatas.flatMap((entity) =>
    entity.relations.flatMap((relation) => (relation.junction === undefined ? [] : [relation.junction.table])),
  );
  return [...new Set([...metadatas, ...junctions])];
}

function sortByName<T extends { readonly name: string; readonly schema?: string }>(
  objects: readonly T[],
): readonly T[] {
  return [...objects].sort((left, right) => (nameKey(left) < nameKey(right) ? -1 : 1));
}
