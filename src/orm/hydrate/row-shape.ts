import { OrmError } from "../../errors/orm-error";
import type { MappedColumn, MappedEntity, SnapshotLayout } from "./mapped-entity";

/** A value of the row. */
export interface ShapeColumn {
  readonly column: MappedColumn;
  readonly position: number;
  /** The value is read for the snapshot or for a relation, but no property is set. */
  readonly isHidden: boolean;
}

/** A related entity in the same row. */
export interface ShapeRelation {
  readonly property: string;
  /** A column that is never NULL when there is a related row. */
  readonly keyPosition: number;
  readonly shape: RowShape;
}

/** How one row becomes an entity, with the entities that were joined to it. */
export interface RowShape {
  readonly entity: MappedEntity;
  readonly columns: readonly ShapeColumn[];
  readonly relations: readonly ShapeRelation[];
}

/** Turns all rows of a result into entities. */
export type Hydrator = (rows: readonly (readonly unknown[])[]) => object[];

const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The layout of the snapshot that a shape leaves in its entity. */
export function layoutOf(shape: RowShape): SnapshotLayout {
  const positions = shape.entity.columns.map(() => -1);
  for (const { column, position } of shape.columns) positions[column.ordinal] = position;
  const showsKey = !shape.columns.some(({ column, isHidden }) => isHidden && shape.entity.primary.includes(column));
  return { entity: shape.entity, positions, isDecoded: false, showsKey };
}

/**
 * Properties that the class gives a value by itself and the shape does not load. They are emptied: a value that is not
 * the row's must not be saved over it.
 */
export function initializedProperties({ entity, columns, relations }: RowShape): readonly string[] {
  const loaded = new Set<string | undefined>(relations.map(({ property }) => property));
  for (const { column, isHidden } of columns) if (!isHidden) loaded.add(column.property);
  const sample = entity.create() as Readonly<Record<string, unknown>>;
  return [...entity.members.keys()].filter((name) => !loaded.has(name) && sample[name] !== undefined);
}

/** @throws OrmError `ENTITY.NAME_FORBIDDEN` for a property that would change the object itself. */
export function refuseForbiddenNames(shape: RowShape): void {
  const names = [
    ...shape.columns.map(({ column }) => column.property),
    ...shape.relations.map((each) => each.property),
  ];
  for (const name of names) {
    if (name === undefined || !FORBIDDEN.has(name)) continue;
    throw new OrmError(
      "ENTITY.NAME_FORBIDDEN",
      `entity "${shape.entity.name}", property "${name}": the name is reserved`,
      {
        hint: "Rename the property; the column may keep its name with @Column({ name }).",
      },
    );
  }
  for (const { shape: inner } of shape.relations) refuseForbiddenNames(inner);
}
