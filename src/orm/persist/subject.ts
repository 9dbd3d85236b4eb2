import type { RelationMetadata } from "../../metadata/entity-metadata";
import type { MappedEntity } from "../hydrate/mapped-entity";
import type { EntityObject } from "./column-value";

/** One entity of a save, and what is to be done with its row. */
export interface Subject {
  readonly entity: EntityObject;
  readonly mapped: MappedEntity;
  /** Related entities that are known from the other end: the parent whose list the entity is in. */
  readonly given: Map<RelationMetadata, EntityObject | null>;
  /** Relations that close a circle of new rows: written when both rows are there. */
  readonly deferred: Set<RelationMetadata>;
  canInsert: boolean;
  canUpdate: boolean;
  action: "insert" | "update" | "none";
  /** The row as it is in the database, by ordinal of the column, where it had to be read. */
  row: readonly unknown[] | undefined;
}

/** The subjects of a save by entity: each entity is one subject, however often it is reached. */
export type ChangeSet = Map<EntityObject, Subject>;

export function createSubject(entity: EntityObject, mapped: MappedEntity): Subject {
  return {
    entity,
    mapped,
    given: new Map(),
    deferred: new Set(),
    canInsert: false,
    canUpdate: false,
    action: "none",
    row: undefined,
  };
}
