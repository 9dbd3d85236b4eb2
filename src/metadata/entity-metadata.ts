import type { Deferrable, ReferentialAction } from "../schema/model";
import type { EntityClass } from "./entity-target";
import type { LogicalType } from "./logical-type";
import type { ColumnOptions, GenerationStrategy, ValueTransformer } from "./options/column-options";
import type { EntityOptions } from "./options/entity-options";
import type { OrphanedRowAction, RelationOptions, RelationType } from "./options/relation-options";

/**
 * What is known of one table and the class that maps it, with every name decided and every reference resolved.
 * Built once by `buildEntityMetadatas`, never changed afterwards. The graph is cyclic: print parts of it, not the whole.
 */
export interface EntityMetadata {
  /** `junction`: the table of a many-to-many relation, which has no class. */
  readonly kind: "entity" | "junction";
  /** The class; absent for a junction. */
  readonly target?: EntityClass;
  /** The name of the class; the table's name for a junction. */
  readonly name: string;
  readonly tableName: string;
  readonly schema?: string;
  readonly database?: string;
  /** In the order of the class, base classes first; join columns without a property of their own come last. */
  readonly columns: readonly ColumnMetadata[];
  readonly primaryColumns: readonly ColumnMetadata[];
  readonly primaryKeyName: string;
  readonly relations: readonly RelationMetadata[];
  readonly indexes: readonly IndexMetadata[];
  readonly uniques: readonly UniqueMetadata[];
  readonly checks: readonly CheckMetadata[];
  readonly foreignKeys: readonly ForeignKeyMetadata[];
  /** Columns that are properties of the class, by property. A join column without a property is not here. */
  readonly columnsByProperty: ReadonlyMap<string, ColumnMetadata>;
  readonly columnsByName: ReadonlyMap<string, ColumnMetadata>;
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
  /** The property of the entity; for a virtual column, the property of its relation. */
  readonly propertyName: string;
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
  readonly charset?: string;
  readonly collation?: string;
  /** In the order of the declaration; a numeric TypeScript enum gives numbers. */
  readonly enumValues?: readonly (string | number)[];
  /** The name asked for the enum type, if any. */
  readonly enumName?: string;
  /** The expression of a computed column. */
  readonly asExpression?: string;
  readonly generatedType?: "VIRTUAL" | "STORED";
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

/** A property that leads to another entity. */
export interface RelationMetadata {
  readonly type: RelationType;
  readonly entity: EntityMetadata;
  readonly propertyName: string;
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

export interface IndexMetadata {
  readonly name: string;
  readonly columns: readonly ColumnMetadata[];
  readonly isUnique: boolean;
  /** The predicate of a partial index. */
  readonly where?: string;
  readonly isSpatial: boolean;
  readonly isFulltext: boolean;
  readonly parser?: string;
  /** The access method, where one was asked for. */
  readonly type?: string;
  readonly isConcurrent: boolean;
  /** `false`: the index takes no part in comparisons with the database. */
  readonly synchronize: boolean;
}

export interface UniqueMetadata {
  readonly name: string;
  /** The name where the database keeps uniques as unique indexes; differs from `name` only when none was given. */
  readonly indexName: string;
  readonly columns: readonly ColumnMetadata[];
  readonly deferrable?: Deferrable;
}

export interface CheckMetadata {
  readonly name: string;
  /** SQL, without parentheses around it. */
  readonly expression: string;
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
