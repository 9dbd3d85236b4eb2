import type { RelationIdMetadata } from "../../metadata/entity-metadata";
import { hasListeners } from "../hydrate/call-listeners";
import type { MappedColumn, MappedEntity, MappedRelation, MappedRelationId } from "../hydrate/mapped-entity";
import { type PropertyHolder, type PropertyPlace } from "../hydrate/property-access";
import {
  readMark,
  type RowShape,
  type ShapeColumn,
  type ShapeRelation,
  type ShapeVariants,
} from "../hydrate/row-shape";
import type { SelectScope } from "./select-scope";
import type { UntypedFindOptions } from "./shape-reader";

/** What to load of an entity: the parts of the find options that descend with its relations. */
export type LoadOptions = Pick<UntypedFindOptions, "select" | "relations" | "order" | "loadEagerRelations">;

/** A to-many relation that another query must load. */
export interface ListRequest {
  readonly kind: "list";
  readonly relation: MappedRelation;
  /** From the entity of a row to the one that has the list. */
  readonly path: readonly PropertyPlace[];
  /** Whether the entity of a row has the list; absent where all have it. */
  readonly isOn?: ((row: readonly unknown[]) => boolean) | undefined;
  /** Where a row has the values that the rows of the list refer to. */
  readonly keys: readonly { readonly position: number; readonly column: MappedColumn }[];
  readonly options: LoadOptions;
}

/** The keys of a relation that must be put together beside the columns. */
export interface RelationIdRequest extends Omit<ListRequest, "kind" | "options"> {
  readonly kind: "relationId";
  readonly relationId: RelationIdMetadata;
}

/** Entities that want to be told when they are complete. */
export interface AfterLoadRequest {
  readonly kind: "afterLoad";
  readonly entity: MappedEntity;
  /** From the entity of a row to the one that is told. */
  readonly path: readonly PropertyPlace[];
}

/** What is to be done for the entities of a result once they are made. */
export type LoadRequest = ListRequest | RelationIdRequest | AfterLoadRequest;

/**
 * Chooses the columns of an entity and of what is joined to it, and notes what else to load. The primary key is always
 * read, so that `save` knows the row, but is shown only when it is asked for.
 */
export function buildShape(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  options: LoadOptions,
  requests: LoadRequest[],
  path: readonly PropertyPlace[] = [],
): RowShape {
  const columns = chosenColumns(entity, options.select).map(({ column, isHidden }): ShapeColumn => ({
    column,
    isHidden,
    position: scope.select(alias, column),
  }));
  const mark = markPosition(scope, entity, alias, columns);
  const relations: (ShapeRelation & { readonly relation: MappedRelation })[] = [];
  for (const [relation, inner] of chosenRelations(entity, options, path.length)) {
    const { embedded, propertyName, isToMany } = relation.metadata;
    const deeper = [...path, { embedded, propertyName }];
    if (isToMany) {
      const keys = ownKeys(relation).map((column) => ({ column, position: positionOf(scope, alias, columns, column) }));
      requests.push({ kind: "list", relation, path, keys, options: inner, isOn: holderTest(entity, relation, mark) });
    } else {
      const joined = buildShape(scope, relation.target, scope.join(alias, relation), inner, requests, deeper);
      const key = joined.columns.find(({ column }) => column === relation.target.primary[0]);
      relations.push({ relation, property: propertyName, embedded, keyPosition: key!.position, shape: joined });
    }
  }
  for (const { relation, metadata: relationId } of chosenIds(entity, options.select)) {
    const keys = idKeys(relation).map((column) => ({ column, position: positionOf(scope, alias, columns, column) }));
    const isOn = holderTest(entity, relation, mark);
    requests.push({ kind: "relationId", relationId, relation, path, keys, isOn });
  }
  if (hasListeners(entity, "afterLoad")) requests.push({ kind: "afterLoad", entity, path });
  return { ...shapeOf(entity, columns, relations), variants: variantsOf(entity, columns, relations, mark) };
}

/** The part of a shape that instances of exactly one class have. */
function shapeOf(
  entity: MappedEntity,
  columns: readonly ShapeColumn[],
  relations: readonly (ShapeRelation & { readonly relation: MappedRelation })[],
): RowShape {
  const own = new Set(entity.ownColumns.map(({ metadata }) => metadata));
  const ownRelations = new Set(entity.ownRelations.map(({ metadata }) => metadata));
  return {
    entity,
    columns: columns
      .filter(({ column }) => own.has(column.metadata))
      .map(({ column, ...place }) => ({ ...place, column: entity.column(column.metadata) })),
    relations: relations.filter(({ relation }) => ownRelations.has(relation.metadata)),
  };
}

/** Where a row says of which class it is; absent where all rows are of one class. */
function markPosition(
  scope: SelectScope,
  { family }: MappedEntity,
  alias: string,
  columns: ShapeColumn[],
): Omit<ShapeVariants, "byValue"> | undefined {
  if (family === undefined || family.variants.size === 0) return undefined;
  const { discriminator } = family;
  return { position: positionOf(scope, alias, columns, discriminator), decode: discriminator.decode };
}

function variantsOf(
  { family }: MappedEntity,
  columns: readonly ShapeColumn[],
  relations: readonly (ShapeRelation & { readonly relation: MappedRelation })[],
  mark: Omit<ShapeVariants, "byValue"> | undefined,
): ShapeVariants | undefined {
  if (mark === undefined) return undefined;
  const shapes = [...family!.variants].map(([value, entity]) => [value, shapeOf(entity, columns, relations)] as const);
  return { ...mark, byValue: new Map(shapes) };
}

/** Tells of a row whether it is of a class that has the relation. */
function holderTest(
  { family, ownRelations }: MappedEntity,
  relation: MappedRelation,
  mark: Omit<ShapeVariants, "byValue"> | undefined,
): ListRequest["isOn"] {
  if (mark === undefined) return undefined;
  const read = readMark(mark);
  const has = ({ ownRelations: own }: Pick<MappedEntity, "ownRelations">): boolean =>
    own.some(({ metadata }) => metadata === relation.metadata);
  const byValue = new Map([...family!.variants].map(([value, entity]) => [value, has(entity)]));
  const isOnOthers = has({ ownRelations });
  return (row) => byValue.get(read(row[mark.position])) ?? isOnOthers;
}

/** The columns of the entity that its ids of a relation are, or are found by. */
function idKeys(relation: MappedRelation): readonly MappedColumn[] {
  const { isOwner, isToMany, joinColumns } = relation.metadata;
  if (!isOwner || isToMany) return ownKeys(relation);
  return joinColumns.map(({ column }) => relation.owner.column(column));
}

function chosenIds({ relationIds }: MappedEntity, select: unknown): readonly MappedRelationId[] {
  if (typeof select !== "object" || select === null) return relationIds;
  return relationIds.filter(({ metadata }) => optionOf(select, metadata) === true);
}

/** The columns of the entity that the rows at the other end of a to-many relation refer to. */
function ownKeys({ metadata, owner }: MappedRelation): readonly MappedColumn[] {
  return metadata.joinColumns.map(({ referencedColumn }) => owner.column(referencedColumn));
}

function positionOf(scope: SelectScope, alias: string, columns: ShapeColumn[], column: MappedColumn): number {
  const known = columns.find((chosen) => chosen.column === column);
  if (known !== undefined) return known.position;
  const position = scope.select(alias, column);
  columns.push({ column, position, isHidden: true });
  return position;
}

function chosenColumns(entity: MappedEntity, select: unknown): readonly Omit<ShapeColumn, "position">[] {
  if (typeof select !== "object" || select === null)
    return entity.columns
      .filter(({ metadata }) => metadata.isSelect || metadata.isPrimary)
      .map((column) => ({ column, isHidden: column.property === undefined || !column.metadata.isSelect }));
  return entity.columns.flatMap((column) => {
    const isAsked = column.property !== undefined && optionOf(select, column.metadata) === true;
    return isAsked || column.metadata.isPrimary ? [{ column, isHidden: !isAsked }] : [];
  });
}

/** Eager relations are followed from the entity itself and through each other, but not in circles. */
const EAGER_DEPTH = 5;

function chosenRelations(
  entity: MappedEntity,
  options: LoadOptions,
  depth: number,
): (readonly [MappedRelation, LoadOptions])[] {
  return entity.relations.flatMap((relation) => {
    const own = optionOf(options.relations, relation.metadata);
    const isEager = relation.metadata.isEager && options.loadEagerRelations !== false && depth < EAGER_DEPTH;
    const isAsked = own === true || (typeof own === "object" && own !== null);
    if (!isAsked && !(isEager && own !== false)) return [];
    return [[relation, descend(options, relation.metadata)] as const];
  });
}

function descend(options: LoadOptions, place: PropertyPlace): LoadOptions {
  return {
    select: objectOnly(optionOf(options.select, place)),
    relations: objectOnly(optionOf(options.relations, place)),
    order: objectOnly(optionOf(options.order, place)),
    loadEagerRelations: options.loadEagerRelations,
  };
}

/** What an option says of a property; `true` for an embedded class is `true` for all of its columns. */
function optionOf(option: unknown, { propertyName, embedded }: PropertyPlace): unknown {
  if (typeof option !== "object" || option === null) return undefined;
  if (embedded === undefined) return (option as PropertyHolder)[propertyName];
  const outer = optionOf(option, { propertyName: embedded.propertyName, embedded: embedded.parent });
  return outer === true ? true : optionOf(outer, { propertyName });
}

function objectOnly(value: unknown): object | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}
