import type { ResolvedDialect } from "../../dialect/dialect";
import { tableNameOf } from "../../mapping/table-name-of";
import type {
  ColumnMetadata,
  EntityMetadata,
  RelationIdMetadata,
  VirtualColumnMetadata,
} from "../../metadata/entity-metadata";
import type { RawExpression } from "../../sql/ast";
import { decodeComputed } from "./decode-computed";
import { mapColumn } from "./map-members";
import type { MappedColumn } from "./mapped-entity";

/** A column without a place in a table: what it is, and whether an instance of exactly the class has it. */
export interface VirtualMember {
  readonly metadata: ColumnMetadata;
  /** A virtual column, or the key of a to-one relation as a property of its own. */
  readonly source: VirtualColumnMetadata | RelationIdMetadata;
  readonly isOwn: boolean;
}

/** Whether no table has the column: it is read, never written. */
export function isComputed({ computed, shown }: MappedColumn): boolean {
  return computed !== undefined || shown !== undefined;
}

/** The virtual columns of each family, by path: classes that share rows share them too. */
export type KnownVirtualColumns = Map<EntityMetadata, Map<string, ColumnMetadata>>;

/** The virtual columns of a class, and those of the classes that extend it and whose rows come with its own. */
export function collectVirtualColumns(entity: EntityMetadata, known: KnownVirtualColumns): readonly VirtualMember[] {
  const root = entity.inheritance?.root ?? entity;
  let ofFamily = known.get(root);
  if (ofFamily === undefined) known.set(root, (ofFamily = new Map<string, ColumnMetadata>()));
  const found = new Map<string, VirtualMember>();
  const own = lineOf(entity);
  for (const one of [...own, ...descendantsOf(entity)]) {
    for (const source of [...one.virtualColumns, ...one.relationIds.filter(isOneColumn)]) {
      const path = source.propertyPath;
      if (found.has(path)) continue;
      const metadata = ofFamily.get(path) ?? describe(source);
      ofFamily.set(path, metadata);
      found.set(path, { metadata, source, isOwn: own.includes(one) });
    }
  }
  return [...found.values()];
}

/** The ids of relations that are not simply the value of a column. */
export function collectRelationIds(entity: EntityMetadata): readonly RelationIdMetadata[] {
  const found = new Map<string, RelationIdMetadata>();
  for (const { relationIds } of [...lineOf(entity), ...descendantsOf(entity)]) {
    for (const one of relationIds)
      if (!isOneColumn(one) && !found.has(one.propertyPath)) found.set(one.propertyPath, one);
  }
  return [...found.values()];
}

/** The mapped form of a virtual column; `columns` are those that the entity's tables have. */
export function mapVirtualColumn(
  { metadata, source }: VirtualMember,
  ordinal: number,
  columns: readonly MappedColumn[],
  dialect: ResolvedDialect,
): MappedColumn {
  if ("relation" in source) {
    const joinColumn = source.relation.joinColumns[0]!.column;
    const shown = columns.find((column) => column.metadata === joinColumn)!;
    const { propertyName: property, embedded } = metadata;
    return { ...shown, metadata, ordinal, property, embedded, shown };
  }
  const { query } = source;
  const { queries } = dialect;
  const table = tableNameOf(metadata.entity, dialect).name;
  const part = columns.find((column) => column.metadata.entity === source.entity && !column.metadata.isPrimary)?.part;
  const plain = mapColumn(metadata, ordinal, dialect, part);
  const computed = (alias: string | undefined): RawExpression => ({
    kind: "raw",
    strings: [`(${query(queries.quoteIdentifier(alias ?? table))})`],
    expressions: [],
  });
  return { ...plain, computed, decode: decodeComputed(metadata, plain.decode) };
}

function isOneColumn({ relation }: RelationIdMetadata): boolean {
  return relation.isOwner && !relation.isToMany && relation.joinColumns.length === 1;
}

function describe(source: VirtualColumnMetadata | RelationIdMetadata): ColumnMetadata {
  const { entity, propertyName, propertyPath, embedded } = source;
  const isRelationId = "relation" in source;
  return {
    entity,
    propertyName,
    propertyPath,
    ...(embedded === undefined ? {} : { embedded }),
    columnName: propertyPath,
    type: isRelationId ? source.relation.joinColumns[0]!.column.type : source.type,
    isVirtual: false,
    isPrimary: false,
    isGenerated: false,
    isCreateDate: false,
    isUpdateDate: false,
    isDeleteDate: false,
    isVersion: false,
    isDiscriminator: false,
    isNullable: true,
    isArray: false,
    unsigned: false,
    isSelect: isRelationId || source.isSelect,
    isInsert: false,
    isUpdate: false,
    transformers: isRelationId ? [] : source.transformers,
    options: {},
  };
}

/** The entity, and those that it extends and whose tables hold its rows too. */
function lineOf(entity: EntityMetadata): readonly EntityMetadata[] {
  const parent = entity.inheritance?.pattern === "JOINED" ? entity.inheritance.parent : undefined;
  return parent === undefined ? [entity] : [...lineOf(parent), entity];
}

function descendantsOf({ inheritance }: EntityMetadata): readonly EntityMetadata[] {
  return inheritance?.children.flatMap((child) => [child, ...descendantsOf(child)]) ?? [];
}
