import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { ownsTable } from "../metadata/owns-table";
import type { IgnoredObjects, IndexName } from "../schema/ignored-objects";
import type { Schema } from "../schema/model";
import type { NamingConvention } from "../schema/naming-convention";
import { nameKey } from "../schema/object-name";
import { checkNames } from "./check-names";
import { enumTypesOf } from "./enum-of";
import { objectsOf, type DeclaredObjects } from "./objects-of";
import { shortenName } from "./shorten-name";
import { withTableAttributes } from "./table-attributes-of";
import { tableNameOf } from "./table-name-of";
import { tableOf } from "./table-of";
import { variantOf } from "./variant-of";

/**
 * The schema that the entities ask for, in the words of one database but not yet in its spelling of expressions (see
 * `Normalizer`). Tables of many-to-many relations are included; entities with `synchronize: false` are left out.
 * `namingConvention` names the checks that stand in for enums, `declared` adds the objects beside tables. Tables and enums are sorted by name, so that the order of the imports does not show.
 * @throws OrmError `ENTITY.NAME_FORBIDDEN`, `ENTITY.OPTION_INVALID`, `DIALECT.UNSUPPORTED`.
 */
export function schemaOf(
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
  namingConvention?: NamingConvention,
  declared: DeclaredObjects = {},
): Schema {
  const managed = withJunctions(metadatas).filter((entity) => entity.synchronize);
  checkNames(managed, dialect);
  const entities = managed.filter(({ kind }) => kind !== "view");
  const columns = entities.flatMap((entity) => entity.columns.map((column) => variantOf(column, dialect)));
  const tables = entities.flatMap((entity) =>
    withTableAttributes(tableOf(entity, dialect, namingConvention), entity, dialect),
  );
  return {
    tables: sortByName(tables),
    enums: dialect.capabilities.namedEnums ? sortByName(enumTypesOf(columns, dialect)) : [],
    objects: objectsOf(metadatas, dialect, declared),
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

/** The entities that have a table of their own, with the tables between them, each once. */
export function withJunctions(metadatas: readonly EntityMetadata[]): readonly EntityMetadata[] {
  const junctions = metadatas.flatMap((entity) =>
    entity.relations.flatMap((relation) => (relation.junction === undefined ? [] : [relation.junction.table])),
  );
  const closures = metadatas.flatMap(({ tree }) => tree?.closure?.table ?? []);
  return [...new Set([...metadatas.filter(ownsTable), ...junctions, ...closures])];
}

function sortByName<T extends { readonly name: string; readonly schema?: string }>(
  objects: readonly T[],
): readonly T[] {
  return [...objects].sort((left, right) => (nameKey(left) < nameKey(right) ? -1 : 1));
}
