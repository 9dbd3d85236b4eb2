import type { MappedColumn, MappedEntity, SnapshotLayout } from "./mapped-entity";

/** The constructor gives back the object it is given, so that a subclass adds its private fields to that object. */
const Returned = function (object: object): object {
  return object;
} as unknown as new (object: object) => object;

/**
 * What an entity looked like when it was loaded or saved, hidden in a private field of the entity itself: it costs no
 * copy (the row is kept as the driver gave it) and is seen by no enumeration, comparison or JSON.
 */
class Snapshot extends Returned {
  #row: readonly unknown[];
  #layout: SnapshotLayout | undefined;
  /** Lists of related entities as they were loaded, by property. */
  #lists: Map<string, readonly object[]> | undefined;

  constructor(entity: object, row: readonly unknown[], layout: SnapshotLayout) {
    super(entity);
    this.#row = row;
    this.#layout = layout;
    this.#lists = undefined;
  }

  static write(entity: object, row: readonly unknown[], layout: SnapshotLayout | undefined): void {
    if (#row in entity) {
      entity.#row = row;
      entity.#layout = layout;
    } else if (layout !== undefined) new Snapshot(entity, row, layout);
  }

  static has(entity: object, mapped: MappedEntity): boolean {
    return #row in entity && entity.#layout?.entity === mapped;
  }

  static showsKey(entity: object): boolean {
    return #row in entity && entity.#layout?.showsKey !== false;
  }

  static read(entity: object, column: MappedColumn): unknown {
    if (!(#row in entity) || entity.#layout === undefined) return undefined;
    const position = entity.#layout.positions[column.ordinal]!;
    if (position < 0) return undefined;
    const value = entity.#row[position];
    if (entity.#layout.isDecoded || column.decode === undefined || value === null) return value;
    return column.decode(value);
  }

  static writeList(entity: object, property: string, list: readonly object[]): void {
    if (!(#row in entity)) return;
    entity.#lists ??= new Map<string, readonly object[]>();
    entity.#lists.set(property, [...list]);
  }

  static readList(entity: object, property: string): readonly object[] | undefined {
    return #row in entity ? entity.#lists?.get(property) : undefined;
  }

  static clearLists(entity: object): void {
    if (#row in entity) entity.#lists = undefined;
  }
}

/** Remembers a row as what the entity was made of. */
export const rememberRow: (entity: object, row: readonly unknown[], layout: SnapshotLayout) => void = Snapshot.write;

/** Whether the entity was loaded or saved by this data source. */
export function isRemembered(entity: object, mapped: MappedEntity): boolean {
  return Snapshot.has(entity, mapped);
}

/**
 * Whether the entity was loaded with its primary key in sight: a key that is gone was then taken away, to save the entity
 * as a new one.
 */
export function showsKey(entity: object): boolean {
  return Snapshot.showsKey(entity);
}

/** The column's value when the entity was loaded or saved; `undefined` when it was not loaded. */
export function rememberedValue(entity: object, column: MappedColumn): unknown {
  return Snapshot.read(entity, column);
}

/** Remembers which entities a to-many relation led to. */
export function rememberList(entity: object, property: string, list: readonly object[]): void {
  Snapshot.writeList(entity, property, list);
}

/** The entities that a to-many relation led to when it was loaded as a whole; `undefined` when it was not. */
export function rememberedList(entity: object, property: string): readonly object[] | undefined {
  return Snapshot.readList(entity, property);
}

/** From now on the entity counts as new. */
export function forget(entity: object): void {
  Snapshot.write(entity, [], undefined);
  Snapshot.clearLists(entity);
}
