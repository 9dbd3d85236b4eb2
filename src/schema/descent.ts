import { stableJson } from "../util/stable-json";
import { namesDescent, parentsOf, wholeOf } from "./attribute-names";
import { findTable } from "./lookup";
import type { Attributes, Schema, Table } from "./model";
import { isSameName } from "./object-name";

/** The parts that a table can have from the tables that it descends from. */
export type InheritedParts = Pick<Table, "columns" | "primaryKey" | "uniques" | "foreignKeys" | "checks" | "indexes">;

const NOTHING: InheritedParts = { columns: [], uniques: [], foreignKeys: [], checks: [], indexes: [] };

/**
 * What a table has from the tables that it descends from, nearest first; each column and check once. Keys and indexes come
 * from the table that it is a part of alone. How a column is stored is not handed down.
 */
export function inheritedParts(schema: Schema, table: Pick<Table, "attributes">): InheritedParts {
  const whole = wholeOf(table);
  return parentsOf(table).reduce<InheritedParts>((found, name) => {
    const parent = findTable(schema, name);
    if (parent === undefined) return found;
    const above = withAdded(parent, inheritedParts(schema, parent));
    const columns = above.columns.map(({ attributes: _stored, ...column }) => column);
    const checks = above.checks.filter(({ noInherit }) => noInherit !== true);
    const isWhole = whole !== undefined && isSameName(whole, name);
    return withAdded(found, isWhole ? { ...above, columns, checks } : { ...NOTHING, columns, checks });
  }, NOTHING);
}

/** Both lists of everything; a column that both have is the one of the first. */
export function withAdded<T extends InheritedParts>(parts: T, added: InheritedParts): T {
  const names = new Set(added.columns.map(({ name }) => name));
  const own = new Map(parts.columns.map((column) => [column.name, column]));
  const primaryKey = parts.primaryKey ?? added.primaryKey;
  return {
    ...parts,
    columns: [
      ...added.columns.map((column) => own.get(column.name) ?? column),
      ...parts.columns.filter(({ name }) => !names.has(name)),
    ],
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: joined(parts.uniques, added.uniques),
    foreignKeys: joined(parts.foreignKeys, added.foreignKeys),
    checks: joined(parts.checks, added.checks),
    indexes: joined(parts.indexes, added.indexes),
  };
}

/** Without what another list has as well: columns by name, all else by what it says beside its name. */
export function withoutParts<T extends InheritedParts>(parts: T, gone: InheritedParts): T {
  const names = new Set(gone.columns.map(({ name }) => name));
  const { primaryKey, ...rest } = parts;
  const keepsKey =
    primaryKey !== undefined && rejected([primaryKey], gone.primaryKey ? [gone.primaryKey] : []).length > 0;
  return {
    ...rest,
    columns: parts.columns.filter(({ name }) => !names.has(name)),
    ...(keepsKey ? { primaryKey } : {}),
    uniques: rejected(parts.uniques, gone.uniques),
    foreignKeys: rejected(parts.foreignKeys, gone.foreignKeys),
    checks: rejected(parts.checks, gone.checks),
    indexes: rejected(parts.indexes, gone.indexes),
  } as unknown as T;
}

/** The attributes that say which tables a table descends from, and how. */
export function descentOf({ attributes }: Pick<Table, "attributes">): Attributes {
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([key]) => namesDescent(key)));
}

function joined<T extends object>(parts: readonly T[], added: readonly T[]): readonly T[] {
  return [...parts, ...rejected(added, parts)];
}

function rejected<T extends object>(parts: readonly T[], gone: readonly T[]): readonly T[] {
  const structures = new Set(gone.map(structureOf));
  return parts.filter((part) => !structures.has(structureOf(part)));
}

function structureOf(part: object): string {
  const {
    name: _name,
    comment: _comment,
    ...structure
  } = part as { readonly name?: string; readonly comment?: string };
  return stableJson(structure);
}
