import type { ForeignKey, Schema, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";

/** A reference between two tables of a diagram. */
export interface Reference {
  readonly from: Table;
  readonly to: Table;
  readonly key: ForeignKey;
  /** A row need not refer to another. */
  readonly isOptional: boolean;
  /** At most one row refers to another. */
  readonly isUnique: boolean;
}

/** The foreign keys between tables of the schema; those that lead out of it are left out. */
export function referencesOf({ tables }: Schema): readonly Reference[] {
  const byName = new Map(tables.map((table) => [nameKey(table), table]));
  return tables.flatMap((from) =>
    from.foreignKeys.flatMap((key): readonly Reference[] => {
      const { table, schema } = key.references;
      const to = byName.get(nameKey(schema === undefined ? { name: table } : { name: table, schema }));
      if (to === undefined) return [];
      const isOptional = from.columns.some(({ name, nullable }) => nullable && key.columns.includes(name));
      return [{ from, to, key, isOptional, isUnique: isUniqueIn(from, key.columns) }];
    }),
  );
}

/** Whether no two rows agree in the columns. */
export function isUniqueIn({ primaryKey, uniques, indexes }: Table, columns: readonly string[]): boolean {
  const keys = [
    ...(primaryKey === undefined ? [] : [primaryKey.columns]),
    ...uniques.map((unique) => unique.columns),
    ...indexes
      .filter(
        ({ unique, where, parts }) =>
          unique === true && where === undefined && parts.every(({ column }) => column !== undefined),
      )
      .map(({ parts }) => parts.map(({ column }) => column!)),
  ];
  return keys.some((key) => key.length === columns.length && key.every((name) => columns.includes(name)));
}

/** The marks of a column in a diagram: part of the primary key, of a foreign key, unique alone. */
export function marksOf(table: Table, column: string): readonly ("PK" | "FK" | "UK")[] {
  const isPrimary = table.primaryKey?.columns.includes(column) === true;
  const isForeign = table.foreignKeys.some(({ columns }) => columns.includes(column));
  const isOnlyKey = isPrimary && table.primaryKey?.columns.length === 1;
  return [
    ...(isPrimary ? (["PK"] as const) : []),
    ...(isForeign ? (["FK"] as const) : []),
    ...(!isOnlyKey && isUniqueIn(table, [column]) ? (["UK"] as const) : []),
  ];
}
