import { OrmError } from "../../errors/orm-error";
import type { EmbeddedMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn, MappedEmbedded, MappedEntity, MappedMember, SnapshotLayout } from "./mapped-entity";

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
  /** The embedded class that has the property. */
  readonly embedded: EmbeddedMetadata | undefined;
  /** A column that is never NULL when there is a related row. */
  readonly keyPosition: number;
  readonly shape: RowShape;
}

/** Where a row says of which class it is. */
export interface ShapeVariants {
  readonly position: number;
  readonly decode: MappedColumn["decode"];
  /** The shapes of the classes that extend the entity's, by what marks their rows, as text. */
  readonly byValue: ReadonlyMap<string, RowShape>;
}

/** How one row becomes an entity, with the entities that were joined to it. */
export interface RowShape {
  readonly entity: MappedEntity;
  readonly columns: readonly ShapeColumn[];
  readonly relations: readonly ShapeRelation[];
  /** Present where rows may be those of a class that extends the entity's. */
  readonly variants?: ShapeVariants | undefined;
}

/** An embedded object that a shape fills, and what its class sets by itself and the shape does not load. */
export interface ShapeEmbedded {
  readonly embedded: MappedEmbedded;
  readonly emptied: readonly string[];
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

/** The text that a row is marked by. */
export function readMark({ decode }: Pick<ShapeVariants, "decode">): (raw: unknown) => string {
  return decode === undefined ? String : (raw) => String(raw === null ? raw : decode(raw));
}

/**
 * Properties that the class gives a value by itself and the shape does not load. They are emptied: a value that is not
 * the row's must not be saved over it.
 */
export function initializedProperties(shape: RowShape): readonly string[] {
  return emptiedOf(shape.entity, loadedOf(shape, undefined));
}

/** The embedded objects that a shape fills, the outer before the inner. */
export function embeddedsOf(shape: RowShape): readonly ShapeEmbedded[] {
  const filled = filledEmbeddeds(shape);
  return [...filled].map((metadata) => {
    const embedded = findEmbedded(shape.entity, metadata);
    return { embedded, emptied: emptiedOf(embedded, loadedOf(shape, metadata)) };
  });
}

function filledEmbeddeds({ columns, relations }: RowShape): ReadonlySet<EmbeddedMetadata> {
  const filled = new Set<EmbeddedMetadata>();
  const add = (embedded: EmbeddedMetadata | undefined): void => {
    if (embedded === undefined) return;
    add(embedded.parent);
    filled.add(embedded);
  };
  for (const { column, isHidden } of columns) if (!isHidden && column.property !== undefined) add(column.embedded);
  for (const { embedded } of relations) add(embedded);
  return filled;
}

function findEmbedded(entity: MappedEntity, { propertyName, parent }: EmbeddedMetadata): MappedEmbedded {
  const { members } = parent === undefined ? entity : findEmbedded(entity, parent);
  return members.get(propertyName) as MappedEmbedded;
}

/** The properties of the entity, or of one of its embedded classes, that a shape sets. */
function loadedOf(shape: RowShape, holder: EmbeddedMetadata | undefined): ReadonlySet<string> {
  const loaded = new Set<string>();
  for (const { column, isHidden } of shape.columns) {
    if (!isHidden && column.property !== undefined && column.embedded === holder) loaded.add(column.property);
  }
  for (const { property, embedded } of shape.relations) if (embedded === holder) loaded.add(property);
  for (const { parent, propertyName } of filledEmbeddeds(shape)) if (parent === holder) loaded.add(propertyName);
  return loaded;
}

function emptiedOf(
  holder: { readonly members: ReadonlyMap<string, MappedMember>; create(): object },
  loaded: ReadonlySet<string>,
): readonly string[] {
  const sample = holder.create() as Readonly<Record<string, unknown>>;
  return [...holder.members.keys()].filter((name) => !loaded.has(name) && sample[name] !== undefined);
}

/** @throws OrmError `ENTITY.NAME_FORBIDDEN` for a property that would change the object itself. */
export function refuseForbiddenNames(shape: RowShape): void {
  const names = [
    ...shape.columns.map(({ column }) => column.property),
    ...shape.relations.map((each) => each.property),
    ...[...filledEmbeddeds(shape)].map(({ propertyName }) => propertyName),
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
  for (const variant of shape.variants?.byValue.values() ?? []) refuseForbiddenNames(variant);
}
