import type { MappedColumn, MappedEntity, MappedRelation } from "../hydrate/mapped-entity";
import type { RowShape, ShapeColumn, ShapeRelation } from "../hydrate/row-shape";
import type { SelectScope } from "./select-scope";
import type { UntypedFindOptions } from "./shape-reader";

/** What to load of an entity: the parts of the find options that descend with its relations. */
export type LoadOptions = Pick<UntypedFindOptions, "select" | "relations" | "order" | "loadEagerRelations">;

/** A to-many relation that another query must load. */
export interface ListRequest {
  readonly relation: MappedRelation;
  /** From the entity of a row to the one that has the list. */
  readonly path: readonly string[];
  /** Where a row has the values that the rows of the list refer to. */
  readonly keys: readonly { readonly position: number; readonly column: MappedColumn }[];
  readonly options: LoadOptions;
}

/**
 * Chooses the columns of an entity and of what is joined to it, and notes the lists to load. The primary key is always
 * read, so that `save` knows the row, but is shown only when it is asked for.
 */
export function buildShape(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  options: LoadOptions,
  lists: ListRequest[],
  path: readonly string[] = [],
): RowShape {
  const columns = chosenColumns(entity, options.select).map(({ column, isHidden }): ShapeColumn => ({
    column,
    isHidden,
    position: scope.select(alias, column.name),
  }));
  const shape = { entity, columns, relations: [] as ShapeRelation[] };
  for (const [relation, inner] of chosenRelations(entity, options, path.length)) {
    const deeper = [...path, relation.property];
    if (relation.metadata.isToMany) {
      const keys = ownKeys(relation).map((column) => ({ column, position: positionOf(scope, alias, columns, column) }));
      lists.push({ relation, path, keys, options: inner });
    } else {
      const joined = buildShape(scope, relation.target, scope.join(alias, relation), inner, lists, deeper);
      const key = joined.columns.find(({ column }) => column === relation.target.primary[0]);
      shape.relations.push({ property: relation.property, keyPosition: key!.position, shape: joined });
    }
  }
  return shape;
}

/** The columns of the entity that the rows at the other end of a to-many relation refer to. */
function ownKeys({ metadata, owner }: MappedRelation): readonly MappedColumn[] {
  return metadata.joinColumns.map(({ referencedColumn }) => owner.column(referencedColumn));
}

function positionOf(scope: SelectScope, alias: string, columns: ShapeColumn[], column: MappedColumn): number {
  const known = columns.find((chosen) => chosen.column === column);
  if (known !== undefined) return known.position;
  const position = scope.select(alias, column.name);
  columns.push({ column, position, isHidden: true });
  return position;
}

function chosenColumns(entity: MappedEntity, select: unknown): readonly Omit<ShapeColumn, "position">[] {
  if (typeof select !== "object" || select === null)
    return entity.columns
      .filter(({ metadata }) => metadata.isSelect || metadata.isPrimary)
      .map((column) => ({ column, isHidden: column.property === undefined || !column.metadata.isSelect }));
  const chosen = select as Readonly<Record<string, unknown>>;
  return entity.columns.flatMap((column) => {
    const isAsked = column.property !== undefined && chosen[column.property] === true;
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
  const asked = memberOf(options, "relations");
  return entity.relations.flatMap((relation) => {
    const own = asked[relation.property];
    const isEager = relation.metadata.isEager && options.loadEagerRelations !== false && depth < EAGER_DEPTH;
    const isAsked = own === true || (typeof own === "object" && own !== null);
    if (!isAsked && !(isEager && own !== false)) return [];
    return [[relation, descend(options, relation.property)] as const];
  });
}

function descend(options: LoadOptions, property: string): LoadOptions {
  return {
    select: objectOnly(memberOf(options, "select")[property]),
    relations: objectOnly(memberOf(options, "relations")[property]),
    order: objectOnly(memberOf(options, "order")[property]),
    loadEagerRelations: options.loadEagerRelations,
  };
}

function memberOf(options: LoadOptions, name: "select" | "relations" | "order"): Readonly<Record<string, unknown>> {
  return (objectOnly(options[name]) ?? {}) as Readonly<Record<string, unknown>>;
}

function objectOnly(value: unknown): object | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}
