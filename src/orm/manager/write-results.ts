import type { SqlFragment } from "../../schema/sql-fragment";

/** What `insert` did. */
export interface InsertResult {
  /** The primary key of each row, by property, in the order of the rows. */
  readonly identifiers: readonly Readonly<Record<string, unknown>>[];
  /** The values that were not given: by the database, or by us. */
  readonly generatedMaps: readonly Readonly<Record<string, unknown>>[];
}

/** What `update` did. */
export interface UpdateResult {
  /** How many rows matched, or changed, as the database counts. */
  readonly affected: number;
}

/** What `delete` did. */
export interface DeleteResult {
  readonly affected: number;
}

/** New values for `update`: plain values, SQL fragments over the old ones, entities for relations. */
export type PartialUpdate<Entity> = {
  readonly [P in keyof Entity]?: Entity[P] | SqlFragment | RelatedKey<NonNullable<Entity[P]>>;
};

/** A related entity by its key alone. */
type RelatedKey<Related> = Related extends Date | Uint8Array | readonly unknown[]
  ? never
  : Related extends object
    ? { readonly [P in keyof Related]?: Related[P] }
    : never;
