import type { ColumnMetadata, EntityMetadata, RelationMetadata } from "../entity-metadata";
import type { EntityClass } from "../entity-target";
import type { RelationDefinition } from "../metadata-storage";
import type { NamingStrategy } from "../naming-strategy";
import type { EntityDefinition } from "./collect-definition";

/** A value while its passes still fill it in. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export type ColumnDraft = Mutable<ColumnMetadata>;

/** A relation whose other end is known. */
export interface RelationDraft {
  readonly definition: RelationDefinition;
  readonly metadata: Mutable<RelationMetadata>;
  readonly owner: EntityDraft;
  readonly target: EntityDraft;
}

/** An entity under construction. */
export interface EntityDraft {
  readonly definition: EntityDefinition;
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
  readonly draftsByClass: ReadonlyMap<EntityClass, EntityDraft>;
}

/** The name of a table with its schema before a dot, as naming strategies take it. */
export function tablePath(entity: Pick<EntityMetadata, "schema" | "tableName">): string {
  return entity.schema === undefined ? entity.tableName : `${entity.schema}.${entity.tableName}`;
}

/** Applies the data source's prefix to a table's name. */
export function prefixTable(context: Pick<BuildContext, "naming" | "entityPrefix">, tableName: string): string {
  return context.entityPrefix === "" ? tableName : context.naming.prefixTableName(context.entityPrefix, tableName);
}
