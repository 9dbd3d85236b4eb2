import type {
  ColumnMetadata,
  EmbeddedMetadata,
  EntityMetadata,
  RelationIdMetadata,
  RelationMetadata,
} from "../../metadata/entity-metadata";
import type { EntityTarget } from "../../metadata/entity-target";
import type { Column, ObjectName } from "../../schema/model";
import type { Encode, Expression } from "../../sql/ast";

/** A column with its place in the entity and the functions its values pass through. */
export interface MappedColumn {
  readonly kind: "column";
  readonly metadata: ColumnMetadata;
  readonly name: string;
  /** The place among the columns of the entity: stands for the column in keys of shapes and in snapshots. */
  readonly ordinal: number;
  /** Absent where no property holds the value: the key of a related entity. */
  readonly property: string | undefined;
  /** The embedded class that has the property. */
  readonly embedded: EmbeddedMetadata | undefined;
  /** The table that has it, where that is not the entity's own. */
  readonly part: MappedPart | undefined;
  readonly encode: Encode | undefined;
  readonly decode: ((raw: unknown) => unknown) | undefined;
  /** The column of the wanted schema: its native type and its default. */
  readonly definition: Column;
  /** SQL in place of a column that no table has; `alias` is that of the table, absent in an UPDATE or DELETE. */
  readonly computed?: (alias: string | undefined) => Expression;
  /** The column whose value the property shows once more: the key of a related entity. */
  readonly shown?: MappedColumn;
}

/** A table beside that of the entity, whose rows have the same keys: that of a class that it extends, or that extends it. */
export interface MappedPart {
  readonly ordinal: number;
  readonly table: ObjectName;
  readonly keys: readonly string[];
}

/** A relation with its place in the entity. */
export interface MappedRelation {
  readonly kind: "relation";
  readonly metadata: RelationMetadata;
  readonly property: string;
  readonly ordinal: number;
  /** The entity that has the property. */
  readonly owner: MappedEntity;
  readonly target: MappedEntity;
  /** The table between, for many-to-many relations. */
  readonly junction: MappedEntity | undefined;
}

/** An embedded class with its place in the entity. */
export interface MappedEmbedded {
  readonly kind: "embedded";
  readonly metadata: EmbeddedMetadata;
  /** The name of the entity with the path to the property, for messages. */
  readonly name: string;
  readonly property: string;
  readonly members: ReadonlyMap<string, MappedMember>;
  /** A new instance, made by the class's constructor without arguments. */
  create(): object;
}

/** A property with the keys at the other end of a relation, where they are not simply the value of a column. */
export interface MappedRelationId {
  readonly kind: "relationId";
  readonly metadata: RelationIdMetadata;
  readonly property: string;
  readonly ordinal: number;
  readonly relation: MappedRelation;
}

export type MappedMember = MappedColumn | MappedRelation | MappedEmbedded | MappedRelationId;

/** An entity or an embedded class: what has properties that find options name. */
export type MemberHolder = Pick<MappedEntity, "name" | "members"> | MappedEmbedded;

/** The place of an entity among the classes that share its tables. */
export interface MappedFamily {
  readonly discriminator: MappedColumn;
  /** Marks the rows of exactly this class. */
  readonly value: unknown;
  /** Marks the rows of this class and of those that extend it; absent where its table has no others. */
  readonly values: readonly unknown[] | undefined;
  /** The classes that extend it, by what marks their rows, as text. */
  readonly variants: ReadonlyMap<string, MappedEntity>;
}

/** Where the values of an entity's columns are in a row that is remembered for it. */
export interface SnapshotLayout {
  readonly entity: MappedEntity;
  /** By the ordinal of the column; -1 where the column was not loaded. */
  readonly positions: readonly number[];
  /** Whether the row holds the application's values, or the driver's. */
  readonly isDecoded: boolean;
  /** Whether the entity shows its primary key; where it does not, the remembered row has it. */
  readonly showsKey: boolean;
}

/** An entity as queries need it: built once a data source, when the entity is first used. */
export interface MappedEntity {
  readonly metadata: EntityMetadata;
  readonly name: string;
  /** Stands for the entity in the keys of plans. */
  readonly id: number;
  readonly table: ObjectName;
  /** All that rows of the class and of those that extend it have. */
  readonly columns: readonly MappedColumn[];
  /** What an instance of exactly this class has. */
  readonly ownColumns: readonly MappedColumn[];
  readonly primary: readonly MappedColumn[];
  readonly relations: readonly MappedRelation[];
  /** What an instance of exactly this class has. */
  readonly ownRelations: readonly MappedRelation[];
  readonly relationIds: readonly MappedRelationId[];
  /** Columns, relations and embedded classes by property, for find options. */
  readonly members: ReadonlyMap<string, MappedMember>;
  /** The column that marks deleted rows, if there is one. */
  readonly deleteDate: MappedColumn | undefined;
  readonly version: MappedColumn | undefined;
  readonly updateDates: readonly MappedColumn[];
  /** A remembered row with the application's value of every column, in their order. */
  readonly wholeLayout: SnapshotLayout;
  /** Present where rows say of which class they are. */
  readonly family: MappedFamily | undefined;
  /** The classes that extend this one and share its rows or keys, however far; absent where there are none. */
  readonly subclasses: readonly MappedEntity[] | undefined;
  /** The entity table by table, the root's first, where its rows are in several tables. */
  readonly parts: readonly MappedEntity[] | undefined;
  /** The mapped form of one of the entity's columns. */
  column(metadata: ColumnMetadata): MappedColumn;
  /** A new instance, made by the class's constructor without arguments. */
  create(): object;
}

/** All entities of a data source in mapped form. */
export interface EntityMap {
  readonly metadatas: readonly EntityMetadata[];
  /** @throws OrmError `ENTITY.NOT_AN_ENTITY`. */
  find(target: EntityTarget): MappedEntity;
  of(metadata: EntityMetadata): MappedEntity;
}
