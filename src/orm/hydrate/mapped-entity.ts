import type { ResolvedDialect } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";
import { codecOf } from "../../mapping/column-codec";
import { columnOf } from "../../mapping/column-of";
import { tableNameOf } from "../../mapping/table-name-of";
import type { ColumnMetadata, EntityMetadata, RelationMetadata } from "../../metadata/entity-metadata";
import type { EntityTarget } from "../../metadata/entity-target";
import type { Column, ObjectName } from "../../schema/model";
import type { Encode } from "../../sql/ast";

/** A column with its place in the entity and the functions its values pass through. */
export interface MappedColumn {
  readonly kind: "column";
  readonly metadata: ColumnMetadata;
  readonly name: string;
  /** The place among the columns of the entity: stands for the column in keys of shapes and in snapshots. */
  readonly ordinal: number;
  /** Absent where no property holds the value: the key of a related entity. */
  readonly property: string | undefined;
  readonly encode: Encode | undefined;
  readonly decode: ((raw: unknown) => unknown) | undefined;
  /** The column of the wanted schema: its native type and its default. */
  readonly definition: Column;
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
  readonly columns: readonly MappedColumn[];
  readonly primary: readonly MappedColumn[];
  readonly relations: readonly MappedRelation[];
  /** Columns and relations by property, for find options. */
  readonly members: ReadonlyMap<string, MappedColumn | MappedRelation>;
  /** The column that marks deleted rows, if there is one. */
  readonly deleteDate: MappedColumn | undefined;
  readonly version: MappedColumn | undefined;
  readonly updateDates: readonly MappedColumn[];
  /** A remembered row with the application's value of every column, in their order. */
  readonly wholeLayout: SnapshotLayout;
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

/** Maps the entities of a data source onto its database. */
export function createEntityMap(metadatas: readonly EntityMetadata[], dialect: ResolvedDialect): EntityMap {
  const mapped = new Map<EntityMetadata, MappedEntity>();
  const byTarget = new Map<unknown, EntityMetadata>();
  for (const metadata of metadatas) {
    if (metadata.kind === "junction") continue;
    byTarget.set(metadata.name, metadata);
    byTarget.set(metadata.target, metadata);
  }
  const map: EntityMap = {
    metadatas,
    find(target) {
      const metadata = byTarget.get(target);
      if (metadata !== undefined) return map.of(metadata);
      throw notAnEntity(target);
    },
    of(metadata) {
      let entity = mapped.get(metadata);
      if (entity === undefined) mapped.set(metadata, (entity = new Mapping(metadata, mapped.size, dialect, map)));
      return entity;
    },
  };
  return map;
}

class Mapping implements MappedEntity {
  readonly metadata: EntityMetadata;
  readonly name: string;
  readonly id: number;
  readonly table: ObjectName;
  readonly columns: readonly MappedColumn[];
  readonly primary: readonly MappedColumn[];
  readonly relations: readonly MappedRelation[];
  readonly members: ReadonlyMap<string, MappedColumn | MappedRelation>;
  readonly deleteDate: MappedColumn | undefined;
  readonly version: MappedColumn | undefined;
  readonly updateDates: readonly MappedColumn[];
  readonly wholeLayout: SnapshotLayout;
  readonly #byMetadata = new Map<ColumnMetadata, MappedColumn>();
  readonly #Class: (new () => object) | undefined;

  constructor(metadata: EntityMetadata, id: number, dialect: ResolvedDialect, map: EntityMap) {
    this.metadata = metadata;
    this.id = id;
    this.name = metadata.name;
    this.table = tableNameOf(metadata, dialect);
    this.columns = metadata.columns.map((column, ordinal) => mapColumn(column, ordinal, dialect));
    for (const column of this.columns) this.#byMetadata.set(column.metadata, column);
    this.primary = metadata.primaryColumns.map((column) => this.column(column));
    this.relations = metadata.relations.map((relation, ordinal) => mapRelation(relation, ordinal, map));
    this.members = this.#indexMembers();
    this.deleteDate = this.columns.find((column) => column.metadata.isDeleteDate);
    this.version = this.columns.find((column) => column.metadata.isVersion);
    this.updateDates = this.columns.filter((column) => column.metadata.isUpdateDate);
    const positions = this.columns.map(({ ordinal }) => ordinal);
    this.wholeLayout = { entity: this, positions, isDecoded: true, showsKey: true };
    this.#Class = metadata.target as (new () => object) | undefined;
  }

  column(metadata: ColumnMetadata): MappedColumn {
    const column = this.#byMetadata.get(metadata);
    if (column !== undefined) return column;
    throw new OrmError("INTERNAL", `column "${metadata.columnName}" is not one of entity "${this.name}"`);
  }

  create(): object {
    if (this.#Class === undefined) return {};
    return new this.#Class();
  }

  #indexMembers(): Map<string, MappedColumn | MappedRelation> {
    const members = new Map<string, MappedColumn | MappedRelation>();
    for (const column of this.columns) if (column.property !== undefined) members.set(column.property, column);
    for (const relation of this.relations) members.set(relation.property, relation);
    return members;
  }
}

function mapColumn(metadata: ColumnMetadata, ordinal: number, dialect: ResolvedDialect): MappedColumn {
  const codec = codecOf(metadata, dialect);
  return {
    kind: "column",
    metadata,
    name: metadata.columnName,
    ordinal,
    property: metadata.isVirtual ? undefined : metadata.propertyName,
    encode: codec.encode,
    decode: codec.decode,
    definition: columnOf(metadata, dialect),
  };
}

function mapRelation(metadata: RelationMetadata, ordinal: number, map: EntityMap): MappedRelation {
  return {
    kind: "relation",
    metadata,
    property: metadata.propertyName,
    ordinal,
    get owner() {
      return map.of(metadata.entity);
    },
    // Entities refer to each other: the other end is mapped when it is first asked for.
    get target() {
      return map.of(metadata.target);
    },
    get junction() {
      return metadata.junction === undefined ? undefined : map.of(metadata.junction.table);
    },
  };
}

function notAnEntity(target: EntityTarget): OrmError {
  const name = typeof target === "string" ? target : (target?.name ?? String(target));
  return new OrmError("ENTITY.NOT_AN_ENTITY", `"${name}" is not an entity of this data source`, {
    hint: `Put @Entity() on the class and name it in the data source's "entities".`,
  });
}
