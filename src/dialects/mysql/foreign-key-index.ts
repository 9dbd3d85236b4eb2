import type { ForeignKey, Index, ObjectName, Schema, Table } from "../../schema/model";
import { isSameName, nameOf } from "../../schema/object-name";
import { isPlainPart } from "./read-keys";

interface NamedColumns {
  readonly name?: string;
  readonly columns: readonly string[];
}

/** The server's own name of a foreign key; its index is named like the first column then, or, after a restore, like the key. */
const AUTOMATIC = /_ibfk_\d+$/;

/**
 * Whether an index is the one that the server made for a foreign key that had no other: it has the name and the columns
 * of the key, and nothing else in the table could stand in for it.
 */
export function isServerMade(table: Table, index: Index): boolean {
  if (index.unique === true || !index.parts.every(isPlainPart)) return false;
  const columns = index.parts.map(({ column }) => column);
  return table.foreignKeys.some((key) => {
    const isNamedAlike = index.name === key.name || (AUTOMATIC.test(key.name ?? "") && index.name === columns[0]);
    return isNamedAlike && isSameList(columns, key.columns) && !isServed(table, key, [index.name]);
  });
}

/**
 * The name of the index that a foreign key has to itself, or `undefined` where another index of the table serves it, or
 * where the name cannot be told. The model does not list such indexes; the server keeps one as long as nothing else
 * starts with the key's columns.
 */
export function ownIndexOf(table: Table, key: ForeignKey): string | undefined {
  return AUTOMATIC.test(key.name ?? "") || isServed(table, key, []) ? undefined : key.name;
}

/** The indexes of foreign keys that another index over these columns makes superfluous. */
export function indexesServedBy(table: Table, columns: readonly (string | undefined)[]): readonly string[] {
  return table.foreignKeys
    .filter((key) => key.columns.every((column, index) => columns[index] === column))
    .flatMap((key) => ownIndexOf(table, key) ?? []);
}

/** The foreign keys of a table that are left without an index when the named indexes go. */
export function foreignKeysWithoutIndex(table: Table, goingIndexes: readonly string[]): readonly ForeignKey[] {
  return table.foreignKeys.filter((key) => isServed(table, key, []) && !isServed(table, key, goingIndexes));
}

function isServed(table: Table, key: ForeignKey, goingIndexes: readonly string[]): boolean {
  const lists: NamedColumns[] = [
    ...(table.primaryKey === undefined ? [] : [{ columns: table.primaryKey.columns }]),
    ...table.uniques,
    ...table.indexes
      .filter((index) => index.method === undefined)
      .map((index) => ({ name: index.name, columns: wholeColumns(index.parts) })),
    ...table.foreignKeys.filter((other) => other !== key && other.columns.length > key.columns.length),
  ];
  return lists
    .filter(({ name }) => name === undefined || !goingIndexes.includes(name))
    .some(({ columns }) => key.columns.every((column, index) => columns[index] === column));
}

/** A foreign key and its table. */
export interface TableKey {
  readonly table: ObjectName;
  readonly key: ForeignKey;
}

/** The foreign keys that refer to a column of a table, or that it is part of. */
export function keysToColumn(
  { tables }: Schema,
  { table: owner, column }: { readonly table: ObjectName; readonly column: string },
): readonly TableKey[] {
  return tables.flatMap((table) =>
    table.foreignKeys
      .filter(({ columns, references }) => {
        const isTarget = references.table === owner.name && references.columns.includes(column);
        return isTarget || (isSameName(table, owner) && columns.includes(column));
      })
      .map((key) => ({ table: nameOf(table), key })),
  );
}

/** The columns before the first part that is not a whole column. */
export function wholeColumns(parts: Table["indexes"][number]["parts"]): readonly string[] {
  const end = parts.findIndex(
    (part) => part.column === undefined || (part.attributes !== undefined && !isPlainPart(part)),
  );
  return parts.slice(0, end < 0 ? parts.length : end).map((part) => part.column!);
}

function isSameList(left: readonly (string | undefined)[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
