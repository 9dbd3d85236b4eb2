import type { NamingStrategy } from "../../src/metadata/naming-strategy";
import type { Vocabulary } from "./vocabulary";

/** The databases that both libraries know. */
export type DatabaseName = "postgres" | "mysql" | "mariadb" | "sqlite";

export const DATABASE_NAMES: readonly DatabaseName[] = ["postgres", "mysql", "mariadb", "sqlite"];

/** What a set needs beside its classes. */
export interface EntitySetOptions {
  /** What it shows: `Column.length`, `Index`, as the inventory spells it. */
  readonly covers: readonly string[];
  /** Databases that have what the set is about. Default: all of them. */
  readonly on?: readonly DatabaseName[];
  /** SQL that both databases run first: an extension, a schema. */
  readonly before?: readonly string[];
  /** Options of the data source. */
  readonly dataSource?: {
    readonly entityPrefix?: string;
    readonly namingStrategy?: NamingStrategy;
    /** TypeORM's word for what goes without a transaction. */
    readonly migrationsTransactionMode?: "none";
  };
}

/** Entities that are written once and built by both libraries. */
export interface EntitySet {
  readonly name: string;
  readonly covers: readonly string[];
  readonly on: readonly DatabaseName[];
  readonly before: readonly string[];
  readonly dataSource: NonNullable<EntitySetOptions["dataSource"]>;
  /** Makes the classes (and `EntitySchema`s) anew, with the decorators of one library. */
  define(orm: Vocabulary): readonly object[];
}

/**
 * A set of entities; the decorators are the parameter.
 *
 * @example
 * defineSet("a length", { covers: ["Column.length"] }, (orm) => {
 *   \@orm.Entity()
 *   class User {}
 *   return [User];
 * });
 */
export function defineSet(
  name: string,
  options: EntitySetOptions,
  define: (orm: Vocabulary) => readonly object[],
): EntitySet {
  const { covers, on = DATABASE_NAMES, before = [], dataSource = {} } = options;
  return { name, covers, on, before, dataSource, define };
}
