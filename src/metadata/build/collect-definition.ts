import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import type {
  ClassDefinitions,
  ColumnDefinition,
  EmbeddedDefinition,
  IndexDefinition,
  UniqueDefinition,
} from "../metadata-storage";
import { checkOptionNames } from "./check-option-names";
import { checkProperty, decoratedTwice } from "./check-property";
import { readEmbedded } from "./collect-embedded";
import { linkTreeRelations } from "./link-tree-relations";
import type { EmbeddedDraft } from "./embedded-draft";
import { pathOf, type EntityDefinition, type Member, type Placed } from "./entity-definition";
import { ownDefinitions, type EntitySource, type SourceLink } from "./entity-source";
import { describeClass, describeProperty } from "./property-label";

/**
 * Merges the definitions of a class with those of its base classes, base first, and of the classes that it embeds.
 * A property that a derived class decorates again is the derived class's alone, with its place in the order kept.
 * Throws `ENTITY.NOT_AN_ENTITY` for a class without its own `@Entity()`, `@ChildEntity()` or `@ViewEntity()`.
 */
export function collectDefinition(source: EntitySource): EntityDefinition {
  const own = ownDefinitions(source);
  const options = own.entity ?? own.view;
  if (options === undefined) {
    throw new OrmError("ENTITY.NOT_AN_ENTITY", `${describeClass(source)} has no @Entity() decorator`, {
      hint: "Put @Entity() on the class, or take it out of `entities`.",
      details: { class: source.name },
    });
  }
  const collector = new Collector(source);
  collector.add(source.chain, undefined);
  linkTreeRelations(source, collector.lists);
  const definition = { source, options, own, ...collector.lists };
  checkOptionNames(definition);
  return definition;
}

type Lists = {
  -readonly [
    Key in Exclude<keyof EntityDefinition, "source" | "options" | "own">
  ]: EntityDefinition[Key] extends ReadonlyMap<string, infer Value>
    ? Map<string, Value>
    : EntityDefinition[Key] extends readonly (infer Item)[]
      ? Item[]
      : never;
};

class Collector {
  readonly lists: Lists = {
    columns: new Map(),
    relations: new Map(),
    joinColumns: new Map(),
    joinTables: new Map(),
    virtualColumns: new Map(),
    relationIds: new Map(),
    treeProperties: new Map(),
    embeddeds: [],
    indexes: [],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    listeners: [],
  };
  readonly #source: EntitySource;

  constructor(source: EntitySource) {
    this.#source = source;
  }

  /** Adds the entity's own chain of classes, or that of an embedded class. */
  add(chain: readonly SourceLink[], embedded: EmbeddedDraft | undefined): void {
    for (const link of chain) this.#addClass(link, embedded);
    for (const { definition, target } of listEmbeddeds(chain)) {
      const { draft, chain: inner } = readEmbedded(this.#source, definition, embedded, target);
      this.lists.embeddeds.push(draft);
      this.add(inner, draft);
    }
  }

  #addClass({ definitions: own, target }: SourceLink, embedded: EmbeddedDraft | undefined): void {
    const redefined = this.#redefinedBy(own);
    const place = embedded === undefined ? {} : { embedded };
    const isInherited = ({ definition, embedded: other }: Placed<IndexDefinition | UniqueDefinition>): boolean =>
      other !== embedded || definition.place === undefined || !redefined.has(String(definition.place.property));
    const { lists } = this;
    lists.indexes = [
      ...lists.indexes.filter(isInherited),
      ...own.indexes.map((definition) => ({ definition, ...place })),
    ];
    lists.uniques = [
      ...lists.uniques.filter(isInherited),
      ...own.uniques.map((definition) => ({ definition, ...place })),
    ];
    lists.checks.push(...own.checks.map((definition) => ({ definition, ...place })));
    lists.exclusions.push(...own.exclusions.map((definition) => ({ definition, ...place })));
    lists.foreignKeys.push(...own.foreignKeys.map((definition) => ({ definition, ...place })));
    this.#addListeners(own, embedded);
    this.#addProperties(own, target, embedded);
  }

  #redefinedBy(own: Readonly<ClassDefinitions>): ReadonlySet<string> {
    const redefined = new Set<string>();
    for (const definition of [...own.columns, ...own.relations, ...own.embeddeds, ...own.virtualColumns]) {
      const property = checkProperty(this.#source, definition);
      if (redefined.has(property)) throw decoratedTwice(this.#source, property);
      redefined.add(property);
    }
    return redefined;
  }

  #addProperties(
    own: Readonly<ClassDefinitions>,
    target: EntityClass | undefined,
    embedded: EmbeddedDraft | undefined,
  ): void {
    const { columns, relations, joinColumns, joinTables, virtualColumns, relationIds, treeProperties } = this.lists;
    const member = <Definition extends { readonly property: string | symbol; readonly isStatic: boolean }>(
      definition: Definition,
    ): Member<Definition> => {
      const property = checkProperty(this.#source, definition);
      return {
        definition,
        property,
        path: pathOf(property, embedded),
        ...(embedded === undefined ? {} : { embedded }),
        ...(target === undefined ? {} : { target }),
      };
    };
    for (const column of own.columns.map(member)) {
      columns.set(column.path, column);
      for (const map of [relations, treeProperties]) map.delete(column.path);
    }
    for (const relation of own.relations.map(member)) {
      relations.set(relation.path, relation);
      for (const map of [columns, joinColumns, joinTables, treeProperties]) map.delete(relation.path);
    }
    for (const { path } of own.embeddeds.map(member)) {
      for (const map of [columns, relations, joinColumns, joinTables, treeProperties]) map.delete(path);
    }
    for (const one of own.generated.map(member)) this.#addGenerated(one.path, one.definition.strategy);
    for (const one of own.virtualColumns.map(member)) virtualColumns.set(one.path, one);
    for (const one of own.relationIds.map(member)) relationIds.set(one.path, one);
    for (const one of own.treeProperties.map(member)) treeProperties.set(one.path, one);
    for (const { path, definition } of own.joinColumns.map(member)) {
      joinColumns.set(path, [...(joinColumns.get(path) ?? []), definition.options]);
    }
    for (const { path, definition } of own.joinTables.map(member)) joinTables.set(path, definition.options);
  }

  #addGenerated(path: string, generation: NonNullable<ColumnDefinition["generation"]>): void {
    const column = this.lists.columns.get(path);
    if (column === undefined) {
      throw new OrmError(
        "ENTITY.OPTION_INVALID",
        `${describeProperty(this.#source, path)}: @Generated() stands alone`,
        {
          hint: "Put @Column() or @PrimaryColumn() on the property too.",
          details: { class: this.#source.name, property: path },
        },
      );
    }
    this.lists.columns.set(path, { ...column, definition: { ...column.definition, generation } });
  }

  /** A method that a derived class decorates again runs once. */
  #addListeners({ listeners }: Readonly<ClassDefinitions>, embedded: EmbeddedDraft | undefined): void {
    for (const definition of listeners) {
      const isKnown = this.lists.listeners.some(
        (one) =>
          one.embedded === embedded &&
          one.definition.event === definition.event &&
          one.definition.property === definition.property,
      );
      if (!isKnown) this.lists.listeners.push({ definition, ...(embedded === undefined ? {} : { embedded }) });
    }
  }
}

/** The embedded classes of a chain of classes: a property that a derived class decorates again is the derived class's. */
function listEmbeddeds(
  chain: readonly SourceLink[],
): Iterable<{ readonly definition: EmbeddedDefinition; readonly target: EntityClass | undefined }> {
  const byProperty = new Map<unknown, { definition: EmbeddedDefinition; target: EntityClass | undefined }>();
  for (const { definitions, target } of chain) {
    for (const { property } of [...definitions.columns, ...definitions.relations]) byProperty.delete(property);
    for (const definition of definitions.embeddeds) byProperty.set(definition.property, { definition, target });
  }
  return byProperty.values();
}
