import type { EntityClass } from "../entity-target";
import type {
  CheckDefinition,
  ClassDefinitions,
  ColumnDefinition,
  ExclusionDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  ListenerDefinition,
  RelationDefinition,
  RelationIdDefinition,
  TreePropertyDefinition,
  UniqueDefinition,
  VirtualColumnDefinition,
} from "../metadata-storage";
import type { EntityOptions } from "../options/entity-options";
import type { JoinColumnOptions, JoinTableOptions } from "../options/relation-options";
import type { EmbeddedDraft } from "./embedded-draft";
import type { EntitySource } from "./entity-source";

/** Something that a decorator said of a class, and where in the entity the class is. */
export interface Placed<Definition> {
  readonly definition: Definition;
  /** The embedded class that said it; absent for the entity itself and its base classes. */
  readonly embedded?: EmbeddedDraft;
  /** A child entity said it, of the table that it shares with its root. */
  readonly isOfChild?: true;
}

/** Something that a decorator said of a property. */
export interface Member<Definition> extends Placed<Definition> {
  readonly property: string;
  /** From the entity, with dots through embedded classes: `address.city`. */
  readonly path: string;
  /** The class whose prototype has the type that the compiler recorded. */
  readonly target?: EntityClass;
}

/** What the decorators of an entity, of its base classes and of its embedded classes say together, by path. */
export interface EntityDefinition {
  readonly source: EntitySource;
  readonly options: EntityOptions;
  /** What the class itself said, without its base classes. */
  readonly own: Readonly<ClassDefinitions>;
  readonly columns: ReadonlyMap<string, Member<ColumnDefinition>>;
  readonly relations: ReadonlyMap<string, Member<RelationDefinition>>;
  readonly joinColumns: ReadonlyMap<string, readonly JoinColumnOptions[]>;
  readonly joinTables: ReadonlyMap<string, JoinTableOptions>;
  readonly virtualColumns: ReadonlyMap<string, Member<VirtualColumnDefinition>>;
  readonly relationIds: ReadonlyMap<string, Member<RelationIdDefinition>>;
  readonly treeProperties: ReadonlyMap<string, Member<TreePropertyDefinition>>;
  /** Every embedded class, the outer before the inner. */
  readonly embeddeds: readonly EmbeddedDraft[];
  readonly indexes: readonly Placed<IndexDefinition>[];
  readonly uniques: readonly Placed<UniqueDefinition>[];
  readonly checks: readonly Placed<CheckDefinition>[];
  readonly exclusions: readonly Placed<ExclusionDefinition>[];
  readonly foreignKeys: readonly Placed<ForeignKeyDefinition>[];
  readonly listeners: readonly Placed<ListenerDefinition>[];
}

/** The path of a property of the entity or of one of its embedded classes. */
export function pathOf(property: string, embedded: { readonly propertyPath: string } | undefined): string {
  return embedded === undefined ? property : `${embedded.propertyPath}.${property}`;
}
