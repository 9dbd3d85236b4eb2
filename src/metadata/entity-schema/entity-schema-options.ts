import type { EntityClass, EntityTarget, ObjectLiteral } from "../entity-target";
import type { ListenerEvent } from "../listener-event";
import type { ColumnOptions, GenerationStrategy } from "../options/column-options";
import type {
  CheckOptions,
  ExclusionForm,
  ExclusionOptions,
  FieldSelection,
  IndexOptions,
  IndexParts,
  UniqueOptions,
} from "../options/constraint-options";
import type { EmbeddedOptions } from "../options/embedded-options";
import type { EntityOptions } from "../options/entity-options";
import type { ForeignKeyOptions } from "../options/foreign-key-options";
import type { TableInheritanceOptions } from "../options/inheritance-options";
import type { JoinColumnOptions, JoinTableOptions, RelationOptions, RelationType } from "../options/relation-options";
import type { ClosureTreeOptions } from "../options/tree-options";
import type { TreeType } from "../options/tree-type";
import type { ViewEntityOptions } from "../options/view-options";

/** Something for each property: of a type that is known only its own names, of one that is not any name. */
export type ByProperty<T, Value> = string extends keyof T
  ? Readonly<Record<string, Value>>
  : { readonly [Property in keyof T]?: Value };

/**
 * What a schema describes. `regular`: a table. `view`: a view. `entity-child`: a class whose rows are those of the class
 * that it extends. `embedded`: columns for other schemas. `abstract`: what the classes that extend its class have too.
 */
export type EntitySchemaType = "regular" | "view" | "entity-child" | "embedded" | "abstract";

/** The entity that another one leads to: its class, its name, its schema, or a function that returns one of them. */
export type EntitySchemaTarget = EntityTarget | (() => EntityTarget);

/** What `new EntitySchema()` takes: everything that decorators say, by property. */
export interface EntitySchemaOptions<T extends ObjectLiteral>
  extends
    Pick<
      EntityOptions,
      | "database"
      | "schema"
      | "orderBy"
      | "engine"
      | "synchronize"
      | "withoutRowid"
      | "comment"
      | "renamedFrom"
      | "partition"
      | "attributes"
    >,
    Pick<ViewEntityOptions, "expression" | "materialized" | "withoutData" | "dependsOn"> {
  /** By which name repositories, relations and errors know the entity. */
  readonly name: string;
  /** The class of the rows. Without it, they are plain objects. */
  readonly target?: EntityClass<T>;
  /** The table's name. Without it the naming strategy makes one from `name`. */
  readonly tableName?: string;
  /** Default: `"regular"`. */
  readonly type?: EntitySchemaType;
  readonly columns: ByProperty<T, EntitySchemaColumnOptions>;
  readonly relations?: ByProperty<T, EntitySchemaRelationOptions>;
  readonly relationIds?: ByProperty<T, EntitySchemaRelationIdOptions>;
  readonly embeddeds?: ByProperty<T, EntitySchemaEmbeddedOptions>;
  readonly indices?: readonly EntitySchemaIndexOptions[];
  readonly uniques?: readonly EntitySchemaUniqueOptions[];
  readonly checks?: readonly EntitySchemaCheckOptions[];
  readonly exclusions?: readonly EntitySchemaExclusionOptions[];
  readonly foreignKeys?: readonly EntitySchemaForeignKeyOptions[];
  /** Names of methods of the class, by what calls them: `{ beforeInsert: ["normalize"] }`. */
  readonly listeners?: { readonly [Event in ListenerEvent]?: readonly string[] };
  /** The entity shares its rows or keys with the schemas whose classes extend its class. */
  readonly inheritance?: TableInheritanceOptions;
  /** What marks the rows of a class that shares its table. Default: `name`. */
  readonly discriminatorValue?: string | number | boolean;
  /** How the rows are a tree: one entry at most. Its relations have `treeParent` and `treeChildren`. */
  readonly trees?: readonly EntitySchemaTreeOptions[];
}

/** The options of a schema whose properties are not known. */
export type SchemaOptions = EntitySchemaOptions<Record<string, unknown>>;

/** A column, as `@Column()` and its relatives describe it. */
export interface EntitySchemaColumnOptions extends Omit<ColumnOptions, "generated"> {
  /** How the value is made: `true` is `"increment"`. */
  readonly generated?: boolean | GenerationStrategy;
  /** As `@CreateDateColumn()`. */
  readonly createDate?: boolean;
  /** As `@UpdateDateColumn()`. */
  readonly updateDate?: boolean;
  /** As `@DeleteDateColumn()`. */
  readonly deleteDate?: boolean;
  /** As `@VersionColumn()`. */
  readonly version?: boolean;
  /** As `@TreeLevelColumn()`. */
  readonly treeLevel?: boolean;
  /** As `@VirtualColumn()`; `query` alone says it too. */
  readonly virtualProperty?: boolean;
  /** As `@ForeignKey()`. */
  readonly foreignKey?: EntitySchemaColumnForeignKeyOptions;
}

/** A foreign key over one column. */
export interface EntitySchemaColumnForeignKeyOptions extends ForeignKeyOptions {
  readonly target: EntitySchemaTarget;
  /** The property that it refers to. Without it, the primary key. */
  readonly inverseSide?: string;
}

/** A foreign key over several columns. */
export interface EntitySchemaForeignKeyOptions extends ForeignKeyOptions {
  readonly target: EntitySchemaTarget;
  readonly columnNames: readonly string[];
  readonly referencedColumnNames: readonly string[];
}

/** A relation, as `@ManyToOne()` and its relatives describe it. */
export interface EntitySchemaRelationOptions extends RelationOptions {
  readonly type: RelationType;
  readonly target: EntitySchemaTarget;
  /** The property at the other end that leads back. */
  readonly inverseSide?: string;
  /** As `@JoinColumn()`; `true` is one without options. */
  readonly joinColumn?: boolean | JoinColumnOptions | readonly JoinColumnOptions[];
  /** As `@JoinTable()`; `true` is one without options. */
  readonly joinTable?: boolean | JoinTableOptions;
  /** The relation leads to the parent in a tree. */
  readonly treeParent?: boolean;
  /** The relation leads to the children in a tree. */
  readonly treeChildren?: boolean;
}

/** The keys at the other end of a relation. */
export interface EntitySchemaRelationIdOptions {
  readonly relationName: string;
  readonly alias?: string;
}

/** The columns of another schema, in this table. */
export interface EntitySchemaEmbeddedOptions extends EmbeddedOptions {
  /** A schema, or a class with columns. */
  readonly schema: EntitySchemaTarget;
}

export interface EntitySchemaIndexOptions extends IndexOptions {
  readonly columns?: IndexParts;
}

export interface EntitySchemaUniqueOptions extends UniqueOptions {
  readonly columns?: FieldSelection;
}

export interface EntitySchemaCheckOptions extends CheckOptions {
  readonly expression: string;
}

export interface EntitySchemaExclusionOptions extends ExclusionOptions {
  readonly expression: string | ExclusionForm;
}

/** How rows are a tree. */
export interface EntitySchemaTreeOptions {
  readonly type: TreeType;
  readonly options?: ClosureTreeOptions;
}
