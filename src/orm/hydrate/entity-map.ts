import type { ResolvedDialect } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";
import { tableNameOf } from "../../mapping/table-name-of";
import type { ColumnMetadata, EntityMetadata } from "../../metadata/entity-metadata";
import { entityKey, type EntityTarget } from "../../metadata/entity-target";
import type { ObjectName } from "../../schema/model";
import { collectFamilyMembers, tablesOf } from "./family-members";
import { indexMembers, mapColumn, mapRelation, mapRelationId } from "./map-members";
import {
  collectRelationIds,
  collectVirtualColumns,
  mapVirtualColumn,
  type KnownVirtualColumns,
} from "./map-virtual-columns";
import type {
  EntityMap,
  MappedColumn,
  MappedEntity,
  MappedFamily,
  MappedMember,
  MappedRelation,
  MappedRelationId,
  SnapshotLayout,
} from "./mapped-entity";

/** Maps the entities of a data source onto its database. */
export function createEntityMap(metadatas: readonly EntityMetadata[], dialect: ResolvedDialect): EntityMap {
  const mapped = new Map<EntityMetadata, MappedEntity>();
  const byTarget = new Map<unknown, EntityMetadata>();
  for (const metadata of metadatas) {
    if (metadata.kind === "junction" || metadata.kind === "closure") continue;
    byTarget.set(metadata.name, metadata);
    if (metadata.target !== undefined) byTarget.set(metadata.target, metadata);
  }
  const ids = { next: 0 };
  const virtualColumns: KnownVirtualColumns = new Map();
  const map: EntityMap = {
    metadatas,
    find(target) {
      const metadata = byTarget.get(entityKey(target));
      if (metadata !== undefined) return map.of(metadata);
      throw notAnEntity(target);
    },
    of(metadata) {
      let entity = mapped.get(metadata);
      if (entity === undefined)
        mapped.set(metadata, (entity = new Mapping(metadata, ids.next++, { dialect, map, ids, virtualColumns })));
      return entity;
    },
  };
  return map;
}

/** What all mapped entities of a data source share. */
interface MappingContext {
  readonly dialect: ResolvedDialect;
  readonly map: EntityMap;
  readonly ids: { next: number };
  readonly virtualColumns: KnownVirtualColumns;
}

/** Takes the place of the value that marks rows, where a table is written for a class that is not its own. */
interface PartOptions {
  readonly markedBy: MappedEntity;
}

class Mapping implements MappedEntity {
  readonly metadata: EntityMetadata;
  readonly name: string;
  readonly id: number;
  readonly table: ObjectName;
  readonly columns: readonly MappedColumn[];
  readonly ownColumns: readonly MappedColumn[];
  readonly primary: readonly MappedColumn[];
  readonly relations: readonly MappedRelation[];
  readonly ownRelations: readonly MappedRelation[];
  readonly relationIds: readonly MappedRelationId[];
  readonly members: ReadonlyMap<string, MappedMember>;
  readonly deleteDate: MappedColumn | undefined;
  readonly version: MappedColumn | undefined;
  readonly updateDates: readonly MappedColumn[];
  readonly wholeLayout: SnapshotLayout;
  readonly #byMetadata = new Map<ColumnMetadata, MappedColumn>();
  readonly #Class: (new () => object) | undefined;
  readonly #context: MappingContext;
  readonly #part: PartOptions | undefined;
  #family: MappedFamily | undefined | null = null;
  #subclasses: readonly MappedEntity[] | undefined | null = null;
  #parts: readonly MappedEntity[] | undefined | null = null;

  constructor(metadata: EntityMetadata, id: number, context: MappingContext, part?: PartOptions) {
    const { dialect, map } = context;
    this.metadata = metadata;
    this.id = id;
    this.#context = context;
    this.#part = part;
    this.name = metadata.name;
    this.table = tableNameOf(metadata, dialect);
    const members = collectFamilyMembers(metadata, dialect, part !== undefined);
    const stored = members.columns.map(({ metadata: column, part: place }, ordinal) =>
      mapColumn(column, ordinal, dialect, place),
    );
    const virtual = part === undefined ? collectVirtualColumns(metadata, context.virtualColumns) : [];
    this.columns = [
      ...stored,
      ...virtual.map((member, index) => mapVirtualColumn(member, stored.length + index, stored, dialect)),
    ];
    for (const column of this.columns) this.#byMetadata.set(column.metadata, column);
    for (const [copy, key] of members.keyCopies) this.#byMetadata.set(copy, this.column(key));
    const ownVirtual = new Set(virtual.filter(({ isOwn }) => isOwn).map((member) => member.metadata));
    this.ownColumns = this.columns.filter(
      ({ metadata: column }) => ownVirtual.has(column) || members.isOwnColumn(column),
    );
    this.primary = members.primary.map((column) => this.column(column));
    this.relations = members.relations.map((relation, ordinal) => mapRelation(relation, ordinal, this, map));
    this.ownRelations = this.relations.filter(({ metadata: relation }) => members.isOwnRelation(relation));
    const ids = part === undefined ? collectRelationIds(metadata) : [];
    this.relationIds = ids.map((one, ordinal) => mapRelationId(one, ordinal, this.relations));
    this.members = indexMembers(this, members.embeddeds);
    this.deleteDate = this.columns.find((column) => column.metadata.isDeleteDate);
    this.version = this.columns.find((column) => column.metadata.isVersion);
    this.updateDates = this.columns.filter((column) => column.metadata.isUpdateDate);
    const positions = this.columns.map(({ ordinal }) => ordinal);
    this.wholeLayout = { entity: this, positions, isDecoded: true, showsKey: true };
    this.#Class = metadata.target as (new () => object) | undefined;
  }

  get family(): MappedFamily | undefined {
    if (this.#family === null) this.#family = this.#part?.markedBy.family ?? this.#findFamily();
    return this.#family;
  }

  get subclasses(): readonly MappedEntity[] | undefined {
    if (this.#subclasses === null) {
      const below = descendantsOf(this.metadata).map((metadata) => this.#context.map.of(metadata));
      this.#subclasses = below.length === 0 ? undefined : below;
    }
    return this.#subclasses;
  }

  get parts(): readonly MappedEntity[] | undefined {
    if (this.#parts === null) {
      const tables = this.#part === undefined ? tablesOf(this.metadata) : [];
      const { ids } = this.#context;
      const build = (table: EntityMetadata) => new Mapping(table, ids.next++, this.#context, { markedBy: this });
      this.#parts = tables.length < 2 ? undefined : tables.map(build);
    }
    return this.#parts;
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

  #findFamily(): MappedFamily | undefined {
    const { inheritance } = this.metadata;
    if (inheritance?.discriminatorColumn === undefined) return undefined;
    const { discriminatorColumn, discriminatorValue: value, parent, pattern } = inheritance;
    const below = descendantsOf(this.metadata);
    const values = [this.metadata, ...below].map((metadata) => metadata.inheritance?.discriminatorValue);
    const { map } = this.#context;
    return {
      discriminator: this.column(discriminatorColumn),
      value,
      values: parent === undefined || pattern !== "STI" ? undefined : values,
      variants: new Map(below.map((metadata) => [String(metadata.inheritance?.discriminatorValue), map.of(metadata)])),
    };
  }
}

function descendantsOf({ inheritance }: EntityMetadata): readonly EntityMetadata[] {
  return inheritance?.children.flatMap((child) => [child, ...descendantsOf(child)]) ?? [];
}

function notAnEntity(target: EntityTarget): OrmError {
  const name = typeof target === "string" ? target : (target?.name ?? String(target));
  return new OrmError("ENTITY.NOT_AN_ENTITY", `"${name}" is not an entity of this data source`, {
    hint: `Put @Entity() on the class and name it in the data source's "entities".`,
  });
}
