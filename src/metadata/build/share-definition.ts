import type { ColumnDefinition, RelationDefinition } from "../metadata-storage";
import { collectDefinition } from "./collect-definition";
import type { EntityDefinition, Member, Placed } from "./entity-definition";
import type { EntitySource } from "./entity-source";
import { inheritanceError, type InheritancePlace } from "./inheritance-place";

/** What decorators say of a table: the rows of one class, or of a family of classes. */
export interface TableDefinition extends EntityDefinition {
  /** Columns of children that another class of the family declares too: they must be the same. */
  readonly repeated: readonly Member<ColumnDefinition>[];
  /** Relations of children that another class of the family declares too: they must lead to the same table. */
  readonly repeatedRelations: readonly Member<RelationDefinition>[];
}

/**
 * The definition of each class, by source. The root of classes that share one table says what all of them say; a class
 * that has a table beside its parent's says only what its parent does not.
 */
export function collectDefinitions(
  sources: readonly EntitySource[],
  places: ReadonlyMap<EntitySource, InheritancePlace>,
): ReadonlyMap<EntitySource, TableDefinition> {
  const definitions = new Map<EntitySource, TableDefinition>();
  for (const source of sources) {
    const definition = { ...collectDefinition(source), repeated: [], repeatedRelations: [] };
    const place = places.get(source);
    const isJoined = place?.pattern === "JOINED" && place.parent !== undefined;
    definitions.set(source, isJoined ? withoutParent(definition, place.parent) : definition);
  }
  for (const [source, place] of places) {
    if (place.pattern !== "STI" || place.parent === undefined) continue;
    definitions.set(place.root, withChild(definitions.get(place.root)!, definitions.get(source)!));
  }
  return definitions;
}

/** The root's definition with what a child adds. */
function withChild(root: TableDefinition, child: EntityDefinition): TableDefinition {
  const owned = [...child.columns.values()].filter((member) => isNew(root, member));
  const columns = owned.filter(({ path }) => !root.columns.has(path));
  const own = ownRelations(root, child);
  const relations = own.filter(({ path }) => !root.relations.has(path));
  const paths = new Set(relations.map(({ path }) => path));
  const known = new Set(root.embeddeds.map(({ propertyPath }) => propertyPath));
  const added = <Value>(map: ReadonlyMap<string, Value>) => [...map].filter(([path]) => paths.has(path));
  const mark = <One extends object>(one: One) => ({ ...one, isOfChild: true as const });
  return {
    ...root,
    columns: new Map([...root.columns, ...columns.map((member) => [member.path, mark(member)] as const)]),
    repeated: [...root.repeated, ...owned.filter(({ path }) => root.columns.has(path))],
    repeatedRelations: [...root.repeatedRelations, ...own.filter(({ path }) => root.relations.has(path))],
    relations: new Map([...root.relations, ...relations.map((member) => [member.path, mark(member)] as const)]),
    joinColumns: new Map([...root.joinColumns, ...added(child.joinColumns)]),
    joinTables: new Map([...root.joinTables, ...added(child.joinTables)]),
    embeddeds: [...root.embeddeds, ...child.embeddeds.filter(({ propertyPath }) => !known.has(propertyPath))],
    indexes: merge(root.indexes, child.indexes),
    uniques: merge(root.uniques, child.uniques),
    checks: merge(root.checks, child.checks),
    exclusions: merge(root.exclusions, child.exclusions),
    foreignKeys: merge(root.foreignKeys, child.foreignKeys),
  };
}

/** Whether the child declares it itself. Throws where it is something else for another class of the family. */
function isNew(root: TableDefinition, { path, definition }: Member<ColumnDefinition>): boolean {
  if (root.relations.has(path)) throw twoThings(root, path);
  return root.columns.get(path)?.definition !== definition;
}

/** The relations that the child declares itself. */
function ownRelations(root: TableDefinition, child: EntityDefinition): readonly Member<RelationDefinition>[] {
  return [...child.relations.values()].filter(({ path, definition }) => {
    const known = root.relations.get(path)?.definition;
    if (root.columns.has(path) || (known !== undefined && known.type !== definition.type)) throw twoThings(root, path);
    return known !== definition;
  });
}

function twoThings({ source }: EntityDefinition, path: string) {
  const problem = `property "${path}" is one thing for one class of its table, and another for another`;
  return inheritanceError(source, problem, "Rename it in one of the classes.");
}

function merge<Definition extends object>(
  own: readonly Placed<Definition>[],
  others: readonly Placed<Definition>[],
): readonly Placed<Definition>[] {
  const isKnown = (other: Placed<Definition>): boolean =>
    own.some(
      (one) => one.definition === other.definition && one.embedded?.propertyPath === other.embedded?.propertyPath,
    );
  return [...own, ...others.filter((other) => !isKnown(other))];
}

/** What a class says beside its parent; methods that listen are the instance's, and so stay. */
function withoutParent(definition: TableDefinition, parent: EntitySource): TableDefinition {
  const { source } = definition;
  const known = new Set(parent.chain.map(({ key }) => key));
  const own = collectDefinition({ ...source, chain: source.chain.filter(({ key }) => !known.has(key)) });
  const above = collectDefinition(parent);
  const key = [...own.columns.values()].find(({ definition: { isPrimary, options } }) => isPrimary || options.primary);
  if (key !== undefined) {
    const problem = `property "${key.path}" is a primary column, but its key is that of class "${parent.name}"`;
    throw inheritanceError(source, problem, "Make it a plain column.");
  }
  for (const path of [...own.columns.keys(), ...own.relations.keys()]) {
    if (!above.columns.has(path) && !above.relations.has(path)) continue;
    const problem = `property "${path}" is declared by class "${parent.name}" already, in its table`;
    throw inheritanceError(source, problem, "Rename it, or take it out of one of the two classes.");
  }
  return { ...own, source, listeners: definition.listeners, repeated: [], repeatedRelations: [] };
}
