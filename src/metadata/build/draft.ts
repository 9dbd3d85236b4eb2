import type { ColumnMetadata, EntityMetadata, RelationMetadata } from "../entity-metadata";
import type { RelationDefinition } from "../metadata-storage";
import type { NamingStrategy } from "../naming-strategy";
import type { EmbeddedDraft } from "./embedded-draft";
import type { InheritancePlace } from "./inheritance-place";
import type { Mutable } from "./mutable";
import type { TableDefinition } from "./share-definition";

export type ColumnDraft = Mutable<ColumnMetadata>;

/** A relation whose other end is known. */
export interface RelationDraft {
  readonly definition: RelationDefinition;
  readonly embedded?: EmbeddedDraft;
  /** A child entity has it: rows of other classes in the same table leave its columns empty. */
  readonly isOfChild?: true;
  readonly metadata: Mutable<RelationMetadata>;
  readonly owner: EntityDraft;
  readonly target: EntityDraft;
}

/** An entity under construction. */
export interface EntityDraft {
  readonly definition: TableDefinition;
  /** Present where the entity shares rows or keys with classes that it extends or that extend it. */
  readonly place?: InheritancePlace;
  /** The entity that it extends, where both have a table and share a key. */
  joinedTo?: EntityDraft;
  readonly metadata: Mutable<EntityMetadata>;
  readonly columns: ColumnDraft[];
  readonly relations: RelationDraft[];
  /** The table's name before the data source's prefix: names of join tables are made from it. */
  readonly baseTableName: string;
}

/** What all passes see. */
export interface BuildContext {
  readonly naming: NamingStrategy;
  readonly entityPrefix: string;
  readonly drafts: readonly EntityDraft[];
  /** By everything that a relation may name an entity by: its class, its schema. */
  readonly draftsByKey: ReadonlyMap<unknown, EntityDraft>;
}

/** An entity of which nothing but its names is known. */
export function emptyEntity(kind: EntityMetadata["kind"], name: string, tableName: string): Mutable<EntityMetadata> {
  return {
    kind,
    name,
    tableName,
    columns: NONE,
    primaryColumns: NONE,
    primaryKeyName: "",
    relations: NONE,
    indexes: NONE,
    uniques: NONE,
    checks: NONE,
    exclusions: NONE,
    foreignKeys: NONE,
    embeddeds: NONE,
    virtualColumns: NONE,
    relationIds: NONE,
    listeners: NONE,
    columnsByProperty: NO_PROPERTIES,
    columnsByName: NO_PROPERTIES,
    relationsByProperty: NO_PROPERTIES,
    synchronize: true,
    options: {},
  };
}

const NONE: readonly never[] = [];
const NO_PROPERTIES: ReadonlyMap<string, never> = new Map<string, never>();

/** The name of a table with its schema before a dot, as naming strategies take it. */
export function tablePath(entity: Pick<EntityMetadata, "schema" | "tableName">): string {
  return entity.schema === undefined ? entity.tableName : `${entity.schema}.${entity.tableName}`;
}

/** Applies the data source's prefix to a table's name. */
export function prefixTable(context: Pick<BuildContext, "naming" | "entityPrefix">, tableName: string): string {
  return context.entityPrefix === "" ? tableName : context.naming.prefixTableName(context.entityPrefix, tableName);
}
