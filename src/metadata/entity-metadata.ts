import type { Deferrable, ReferentialAction } from "../schema/model";
import type {
  CheckMetadata,
  ExclusionElementOver,
  ExclusionOver,
  IndexOver,
  IndexPartOver,
  UniqueOver,
} from "./constraint-metadata";
import type { EntityClass } from "./entity-target";
import type { ListenerEvent } from "./listener-event";
import type { LogicalType } from "./logical-type";
import type { ColumnOptions, GenerationStrategy, ValueTransformer } from "./options/column-options";
import type { EntityOptions } from "./options/entity-options";
import type { InheritancePattern } from "./options/inheritance-options";
import type { OrphanedRowAction, RelationOptions, RelationType } from "./options/relation-options";
import type { TreeType } from "./options/tree-type";
import type { ViewEntityOptions } from "./options/view-options";

/**
 * What is known of one table and the class that maps it, with every name decided and every reference resolved.
 * Built once by `buildEntityMetadatas`, never changed afterwards. The graph is cyclic: print parts of it, not the whole.
 */
export interface EntityMetadata {
  /**
   * `view`: read, never written. `junction`: the table of a many-to-many relation. `closure`: the pairs of ancestor
   * and descendant of a tree. The last two have no class.
   */
  readonly kind: "entity" | "view" | "junction" | "closure";
  /** The class; absent for a junction, a closure and an `EntitySchema` without one. */
  readonly target?: EntityClass;
  /** The name of the class or of the `EntitySchema`; the table's name for a junction or a closure. */
  readonly name: string;
  readonly tableName: string;
  readonly schema?: string;
  readonly database?: string;
  /**
   * In the order of the class, base classes first; join columns without a property of their own come last. Those of a
   * table that child entities share (`STI`) are here too; those of the parent's table (`JOINED`) are the parent's.
   */
  readonly columns: readonly ColumnMetadata[];
  readonly primaryColumns: readonly ColumnMetadata[];
  readonly primaryKeyName: string;
  readonly relations: readonly RelationMetadata[];
  readonly indexes: readonly IndexMetadata[];
  readonly uniques: readonly UniqueMetadata[];
  readonly checks: readonly CheckMetadata[];
  readonly exclusions: readonly ExclusionMetadata[];
  readonly foreignKeys: readonly ForeignKeyMetadata[];
  /** The embedded classes that are properties of the class itself; those inside them are their own. */
  readonly embeddeds: readonly EmbeddedMetadata[];
  readonly virtualColumns: readonly VirtualColumnMetadata[];
  readonly relationIds: readonly RelationIdMetadata[];
  /** In the order in which they run: base classes first. */
  readonly listeners: readonly ListenerMetadata[];
  /** Present where the entity shares rows or keys with classes that it extends or that extend it. */
  readonly inheritance?: InheritanceMetadata;
  readonly tree?: TreeMetadata;
  readonly view?: ViewMetadata;
  /** In which order `find` returns the rows when it is not told another. */
  readonly orderBy?: readonly OrderByMetadata[];
  /** Columns that are properties, by path (`name`, `address.city`). A join column without a property is not here. */
  readonly columnsByProperty: ReadonlyMap<string, ColumnMetadata>;
  readonly columnsByName: ReadonlyMap<string, ColumnMetadata>;
  /** By path: `author`, `meta.editor`. */
  readonly relationsByProperty: ReadonlyMap<string, RelationMetadata>;
  readonly comment?: string;
  /** The table's earlier name. */
  readonly renamedFrom?: string;
  /** `false`: the table takes no part in comparisons with the database. */
  readonly synchronize: boolean;
  /** The options as given, for what only some databases know. */
  readonly options: EntityOptions;
}

/** One column of a table. */
export interface ColumnMetadata {
  readonly entity: EntityMetadata;
  /** The property of the entity or of the embedded class; for a virtual column, the property of its relation. */
  readonly propertyName: string;
  /** From the entity to the property, with dots through embedded classes: `address.city`. */
  readonly propertyPath: string;
  /** The embedded class that has the property. */
  readonly embedded?: EmbeddedMetadata;
  /** The class that the compiler recorded for the property (`String`, `Object`), where it recorded one. */
  readonly declaredType?: unknown;
  readonly columnName: string;
  /** The type exactly as a decorator spelt it, or what the values are when no decorator did. */
  readonly type: string | LogicalType;
  /** No property holds the value: it is the key of the related entity (`post.author.id`), or the column is a junction's. */
  readonly isVirtual: boolean;
  readonly isPrimary: boolean;
  /** The value is made when the row is inserted, in the way that `generationStrategy` says. */
  readonly isGenerated: boolean;
  readonly generationStrategy?: GenerationStrategy;
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
  readonly isCreateDate: boolean;
  readonly isUpdateDate: boolean;
  readonly isDeleteDate: boolean;
  readonly isVersion: boolean;
  /** Says of which class a row is. */
  readonly isDiscriminator: boolean;
  /** What the column is to a tree. */
  readonly treePart?: "level" | "path" | "left" | "right";
  readonly isNullable: boolean;
  readonly isArray: boolean;
  /** A literal, or a function that returns SQL. `undefined`: none. */
  readonly default?: unknown;
  /** SQL for every UPDATE. */
  readonly onUpdate?: string;
  readonly length?: number | string;
  readonly precision?: number;
  readonly scale?: number;
  readonly unsigned: boolean;
  /** How many digits are shown, on databases that know that. */
  readonly width?: number;
  /** Shown with zeros in front, on databases that know that. */
  readonly isZerofill?: boolean;
  readonly charset?: string;
  readonly collation?: string;
  /** In the order of the declaration; a numeric TypeScript enum gives numbers. */
  readonly enumValues?: readonly (string | number)[];
  /** The name asked for the enum type, if any. */
  readonly enumName?: string;
  /** The expression of a computed column. */
  readonly asExpression?: string;
  readonly generatedType?: "VIRTUAL" | "STORED";
  /** What the column is on some databases, by the dialect's name. */
  readonly variants?: Readonly<Record<string, ColumnVariantMetadata>>;
  readonly isSelect: boolean;
  readonly isInsert: boolean;
  readonly isUpdate: boolean;
  /** In the order in which they are applied on the way in. */
  readonly transformers: readonly ValueTransformer[];
  readonly comment?: string;
  /** The column's earlier name. */
  readonly renamedFrom?: string;
  /** The owning to-one relation that the column is a join column of. */
  readonly relation?: RelationMetadata;
  /** The column of another row that this one holds the value of: set for join columns and for junctions. */
  readonly referencedColumn?: ColumnMetadata;
  /** The options as given, for what only some databases know. */
  readonly options: ColumnOptions;
}

/** What a column is on one database, where it is something else there: only the members that differ. */
export type ColumnVariantMetadata = Partial<
  Pick<
    ColumnMetadata,
    | "type"
    | "length"
    | "precision"
    | "scale"
    | "unsigned"
    | "width"
    | "isZerofill"
    | "isArray"
    | "default"
    | "onUpdate"
    | "charset"
    | "collation"
    | "asExpression"
    | "generatedType"
    | "enumValues"
  >
>;

/** A property that leads to another entity. */
export interface RelationMetadata {
  readonly type: RelationType;
  readonly entity: EntityMetadata;
  readonly propertyName: string;
  /** From the entity to the property, with dots through embedded classes. */
  readonly propertyPath: string;
  /** The embedded class that has the property. */
  readonly embedded?: EmbeddedMetadata;
  /** What the relation is to a tree. */
  readonly treePart?: "parent" | "children";
  /** The entity at the other end. */
  readonly target: EntityMetadata;
  /** The relation at the other end that leads back, if there is one. */
  readonly inverse?: RelationMetadata;
  /** Whether this side has the key: its join columns are in its own table, or it declares the join table. */
  readonly isOwner: boolean;
  /** Whether the property holds a list. */
  readonly isToMany: boolean;
  /**
   * How rows of `entity` are matched. Owner of a to-one relation: columns of its own table that refer to `target`.
   * The other side of it: the same pairs, whose columns are in `target`'s table and refer to `entity`.
   * Many-to-many: columns of the junction that refer to `entity`.
   */
  readonly joinColumns: readonly JoinColumnMetadata[];
  /** Many-to-many: columns of the junction that refer to `target`. Empty otherwise. */
  readonly inverseJoinColumns: readonly JoinColumnMetadata[];
  /** Many-to-many: the table between, the same for both sides. */
  readonly junction?: JunctionMetadata;
  readonly isNullable: boolean;
  readonly isEager: boolean;
  readonly isLazy: boolean;
  readonly cascade: CascadeMetadata;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
  readonly isPersistenceEnabled: boolean;
  readonly orphanedRowAction: OrphanedRowAction;
  readonly options: RelationOptions;
}

/** Which actions a relation carries over to the entities at its other end. */
export interface CascadeMetadata {
  readonly insert: boolean;
  readonly update: boolean;
  readonly remove: boolean;
  readonly softRemove: boolean;
  readonly recover: boolean;
}

/** A column that holds the value of another table's column. */
export interface JoinColumnMetadata {
  readonly column: ColumnMetadata;
  readonly referencedColumn: ColumnMetadata;
}

/** The table of a many-to-many relation. */
export interface JunctionMetadata {
  readonly table: EntityMetadata;
  /** The relation with `@JoinTable()`. */
  readonly owner: RelationMetadata;
  /** The columns that refer to the entity with `@JoinTable()`. */
  readonly ownerColumns: readonly JoinColumnMetadata[];
  /** The columns that refer to the entity at the other end. */
  readonly inverseColumns: readonly JoinColumnMetadata[];
}

/** An index of a table. */
export type IndexMetadata = IndexOver<ColumnMetadata>;
/** One part of an index: a column or an expression. */
export type IndexPartMetadata = IndexPartOver<ColumnMetadata>;
/** A unique constraint of a table. */
export type UniqueMetadata = UniqueOver<ColumnMetadata>;
/** Rows of a table that must differ from each other. */
export type ExclusionMetadata = ExclusionOver<ColumnMetadata>;
/** What an exclusion constraint compares, and by which operator. */
export type ExclusionElementMetadata = ExclusionElementOver<ColumnMetadata>;

/** The columns of another class in the table of an entity. */
export interface EmbeddedMetadata {
  readonly propertyName: string;
  /** From the entity to the property: `counters.information`. */
  readonly propertyPath: string;
  readonly parent?: EmbeddedMetadata;
  /** The embedded class; absent for an embedded `EntitySchema` without one. */
  readonly target?: EntityClass;
  /** What the names of its columns start with, one part for each embedded class on the way that has a prefix. */
  readonly prefixes: readonly string[];
  readonly columns: readonly ColumnMetadata[];
  readonly relations: readonly RelationMetadata[];
  readonly embeddeds: readonly EmbeddedMetadata[];
}

/** A value that a query computes and no table holds. */
export interface VirtualColumnMetadata {
  readonly entity: EntityMetadata;
  readonly propertyName: string;
  readonly propertyPath: string;
  /** The embedded class that has the property. */
  readonly embedded?: EmbeddedMetadata;
  readonly type: string | LogicalType;
  /** SQL of the value; `alias` is the quoted name of the row's table in the query. */
  readonly query: (alias: string) => string;
  readonly isSelect: boolean;
  readonly transformers: readonly ValueTransformer[];
}

/** A property with the keys at the other end of a relation. */
export interface RelationIdMetadata {
  readonly entity: EntityMetadata;
  readonly propertyName: string;
  readonly propertyPath: string;
  /** The embedded class that has the property. */
  readonly embedded?: EmbeddedMetadata;
  readonly relation: RelationMetadata;
}

/** A method that runs when something happens to the entity. */
export interface ListenerMetadata {
  readonly event: ListenerEvent;
  /** The name of the method. */
  readonly methodName: string;
  /** The embedded class that has the method. */
  readonly embedded?: EmbeddedMetadata;
}

/** The place of an entity among the classes that share rows or keys with it. */
export interface InheritanceMetadata {
  readonly pattern: InheritancePattern;
  /** The class with `@TableInheritance()`. */
  readonly root: EntityMetadata;
  /** The entity that this one extends; absent for the root. */
  readonly parent?: EntityMetadata;
  /** Those that extend this one directly. */
  readonly children: readonly EntityMetadata[];
  /** What an instance of exactly this class has, without what classes add that extend it. */
  readonly ownColumns: readonly ColumnMetadata[];
  readonly ownRelations: readonly RelationMetadata[];
  /** In the root's table; absent where each class has a table of its own. */
  readonly discriminatorColumn?: ColumnMetadata;
  /** What marks rows of exactly this class; absent for an abstract class. */
  readonly discriminatorValue?: string | number | boolean;
}

/** How the rows of an entity are a tree. */
export interface TreeMetadata {
  readonly type: TreeType;
  readonly parent: RelationMetadata;
  readonly children?: RelationMetadata;
  readonly levelColumn?: ColumnMetadata;
  /** `materialized-path` only. */
  readonly pathColumn?: ColumnMetadata;
  /** `nested-set` only. */
  readonly leftColumn?: ColumnMetadata;
  /** `nested-set` only. */
  readonly rightColumn?: ColumnMetadata;
  /** `closure-table` only. */
  readonly closure?: ClosureMetadata;
}

/** The table with every pair of ancestor and descendant of a tree. */
export interface ClosureMetadata {
  readonly table: EntityMetadata;
  readonly ancestorColumns: readonly JoinColumnMetadata[];
  readonly descendantColumns: readonly JoinColumnMetadata[];
}

/** A column that rows are ordered by: its own, or one of an entity that it extends. */
export interface OrderByMetadata {
  readonly propertyPath: string;
  readonly direction: "asc" | "desc";
  /** Where rows without a value stand. Absent: where the database has them. */
  readonly nulls?: "first" | "last";
}

/** A view: its columns are those of the entity. */
export interface ViewMetadata {
  readonly expression: ViewEntityOptions["expression"];
  readonly isMaterialized: boolean;
  readonly isWithoutData: boolean;
  /** Views that must exist before this one. */
  readonly dependsOn: readonly EntityMetadata[];
}

export interface ForeignKeyMetadata {
  readonly name: string;
  readonly columns: readonly ColumnMetadata[];
  readonly referencedEntity: EntityMetadata;
  readonly referencedColumns: readonly ColumnMetadata[];
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
}
