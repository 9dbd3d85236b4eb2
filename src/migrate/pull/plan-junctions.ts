import type { ForeignKey, Index, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { declaredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";
import { camelName, inverseName } from "./name-words";
import { hasTypesOfTarget, targetKeyOf } from "./plan-entities";
import type { JunctionRelation, PulledEntity } from "./pulled-entity";

/** A table that holds nothing but the keys of two others. */
export interface Junction {
  readonly table: Table;
  /** The key whose columns come first in the primary key: its side says what the table is called. */
  readonly ownKey: ForeignKey;
  readonly otherKey: ForeignKey;
}

/**
 * Whether a table is one that `@JoinTable()` makes: two foreign keys to primary keys, whose columns are the primary key and all
 * there is, with what such a table has beside them.
 */
export function readJunction(
  table: Table,
  tables: ReadonlyMap<string, Table>,
  referenced: ReadonlySet<string>,
  entityPrefix: string,
): Junction | undefined {
  const { foreignKeys, primaryKey } = table;
  if (foreignKeys.length !== 2 || primaryKey === undefined) return undefined;
  const [first, second] = foreignKeys as [ForeignKey, ForeignKey];
  const fits = (own: ForeignKey, other: ForeignKey): boolean =>
    isSameData(primaryKey.columns, [...own.columns, ...other.columns]);
  const junction = fits(first, second)
    ? { table, ownKey: first, otherKey: second }
    : fits(second, first)
      ? { table, ownKey: second, otherKey: first }
      : undefined;
  if (junction === undefined || new Set(primaryKey.columns).size !== table.columns.length) return undefined;
  const isWhole = [first, second].every((key) => leadsToWholeKey(table, tables.get(targetKeyOf(key)), key));
  const isReferenced = table.columns.some(({ name }) => referenced.has(`${nameKey(table)} ${name}`));
  const owner = tables.get(targetKeyOf(junction.ownKey));
  // The table takes the storage engine of the side that owns it.
  const hasEngine = Object.keys(owner?.attributes ?? {}).some((key) => key.endsWith(".engine"));
  return isWhole && !isReferenced && !hasEngine && isPlainTable(junction, entityPrefix) ? junction : undefined;
}

/** Adds both sides to their entities. */
export function planJunction({ table, ownKey, otherKey }: Junction, entities: ReadonlyMap<string, PulledEntity>): void {
  const owner = entities.get(targetKeyOf(ownKey))!;
  const target = entities.get(targetKeyOf(otherKey))!;
  const own: JunctionRelation = {
    kind: "many-to-many",
    property: sideName(owner, target, table, otherKey),
    target,
    foreignKey: otherKey,
    junction: { table, ownKey },
  };
  const other: JunctionRelation = {
    kind: "many-to-many",
    property: sideName(target, owner, table, ownKey),
    target: owner,
    foreignKey: ownKey,
  };
  own.other = other;
  other.other = own;
  owner.relations.push(own);
  target.relations.push(other);
}

function sideName(from: PulledEntity, to: PulledEntity, table: Table, { columns }: ForeignKey): string {
  const base = camelName(to.table.name, "others");
  const between = inverseName(base, camelName(table.name, "table"));
  return from === to
    ? from.names.take(inverseName(base, camelName(columns.join("_"), "key")))
    : from.names.take(base, between);
}

function leadsToWholeKey(table: Table, target: Table | undefined, key: ForeignKey): boolean {
  if (target?.primaryKey === undefined || !hasTypesOfTarget(table, target, key)) return false;
  return isSameData([...key.references.columns].sort(), [...target.primaryKey.columns].sort());
}

/** A table between two others has no words of its own: neither comments nor defaults, and no more than an index a side. */
function isPlainTable({ table, ownKey, otherKey }: Junction, entityPrefix: string): boolean {
  const { columns, checks, exclusions = [], uniques, indexes, comment, primaryKey, name } = table;
  if (checks.length + exclusions.length + uniques.length > 0 || comment !== undefined) return false;
  if (declaredAttributes(table.attributes) !== undefined) return false;
  const hasOnly = (thing: object, ...members: readonly string[]): boolean =>
    Object.entries(thing).every(([member, value]) => value === undefined || members.includes(member));
  const isPlain =
    columns.every((column) => hasOnly(column, "name", "type", "nullable", "collation")) &&
    hasOnly(primaryKey!, "name", "columns") &&
    [ownKey, otherKey].every((key) =>
      hasOnly(key, "name", "columns", "references", "onDelete", "onUpdate", "deferrable"),
    );
  const own = [ownKey, otherKey].map((key) => indexOver(table, key));
  const hasOwnIndexes = indexes.length === own.filter((index) => index !== undefined).length;
  return isPlain && hasOwnIndexes && (entityPrefix === "" || name.startsWith(entityPrefix));
}

/** The plain index over the columns of a key. */
export function indexOver({ indexes }: Table, { columns }: ForeignKey): Index | undefined {
  const parts = columns.map((column) => ({ column }));
  return indexes.find((index) => isSameData(index, { name: index.name, parts }));
}
