import type { ObjectKind, ObjectName, ObjectOfKind, Schema, SchemaObject, View } from "../schema/model";
import type { ObjectReference } from "../schema/object-reference";

/** The small pieces of SQL that every writer needs. */
export interface SqlPieces {
  /** A name as an identifier. */
  quote(name: string): string;
  /** A name with its schema. */
  name(name: ObjectName): string;
  /** A string literal. */
  text(value: string): string;
}

/** Writes the SQL of one kind of object. Each string is one statement, in order. */
export interface ObjectWriter<T extends SchemaObject> {
  create(object: T): readonly string[];
  /** From an object to another of the same kind and name; without `previous` nothing is known of the first. */
  change(object: T, previous: T | undefined, schema: Schema): readonly string[];
  drop(reference: ObjectReference, dropped: T | undefined): readonly string[];
}

/** The writers of a dialect. A kind that is missing is one that the database does not have. */
export type ObjectWriters = { readonly [O in ObjectKind]?: ObjectWriter<ObjectOfKind<O>> };

/** Views as the standard writes them. */
export function createViewWriter(sql: SqlPieces): ObjectWriter<View> {
  const create = (view: View): string => {
    const columns = view.columns === undefined ? "" : ` (${view.columns.map((name) => sql.quote(name)).join(", ")})`;
    return `CREATE VIEW ${sql.name(view)}${columns} AS\n${view.query}`;
  };
  const drop = (view: ObjectName): string => `DROP VIEW ${sql.name(view)}`;
  return {
    create: (view) => [create(view)],
    change: (view) => [drop(view), create(view)],
    drop: (reference) => [drop(reference)],
  };
}
