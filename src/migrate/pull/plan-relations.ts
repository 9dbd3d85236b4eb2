import type { NamingStrategy } from "../../metadata/naming-strategy";
import type { ResolvedDialect } from "../../dialect/dialect";
import { limitedName } from "../../mapping/shorten-name";
import type { Column, ForeignKey, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { isSameData } from "../../util/stable-json";
import { camelName, inverseName } from "./name-words";
import { hasTypesOfTarget, targetKeyOf } from "./plan-entities";
import { isOwning, type InverseRelation, type OwningRelation, type PulledEntity } from "./pulled-entity";

/** What is said of a column that a relation alone holds: its name, its type, whether it may be NULL. */
const PLAIN_MEMBERS: ReadonlySet<string> = new Set(["name", "type", "nullable", "collation"]);

/** The words at the end of a column's name that say that it is a key. */
const KEY_ENDINGS =
  /(?<=.)(?:[_\s-]+(?:id|uuid|guid|fk|key)|(?<=[a-z\d])(?:Id|ID|Uuid|Fk))$|(?<=.)_(?:ID|UUID|GUID|FK|KEY)$/;

/** Whether a key can be a relation: the join columns of one take the types of the columns that they lead to. */
export function canBeRelation(table: Table, target: Table | undefined, key: ForeignKey): boolean {
  return target !== undefined && hasTypesOfTarget(table, target, key);
}

/**
 * Whether a relation holds a column, so that it needs no property of its own: it is the one column of one key, and nothing is
 * to be said of it that the relation does not say.
 */
export function isHeldByRelation(
  column: Column,
  table: Table,
  referenced: ReadonlySet<string>,
  targetOf: (key: ForeignKey) => Table | undefined,
): boolean {
  const keys = table.foreignKeys.filter(({ columns }) => columns.includes(column.name));
  const [key] = keys;
  if (key === undefined || keys.length > 1 || key.columns.length > 1) return false;
  if (!canBeRelation(table, targetOf(key), key)) return false;
  const isPlain = Object.entries(column).every(([member, value]) => value === undefined || PLAIN_MEMBERS.has(member));
  const isKey = table.primaryKey === undefined || table.primaryKey.columns.includes(column.name);
  return isPlain && !isKey && !referenced.has(`${nameKey(table)} ${column.name}`);
}

/** Adds the relations of an entity's foreign keys, and gives back the keys that can be none. */
export function planOwning(
  entity: PulledEntity,
  entities: ReadonlyMap<string, PulledEntity>,
  naming: NamingStrategy,
  dialect: ResolvedDialect,
): readonly ForeignKey[] {
  const { table } = entity;
  const isRelation = (key: ForeignKey): boolean => canBeRelation(table, entities.get(targetKeyOf(key))?.table, key);
  // Those that hold their column come first: the name is theirs.
  const keys = table.foreignKeys.filter(isRelation);
  const held = (key: ForeignKey): boolean =>
    key.columns.length === 1 && !entity.columns.some(({ column }) => column.name === key.columns[0]);
  for (const key of [...keys.filter(held), ...keys.filter((one) => !held(one))]) {
    const target = entities.get(targetKeyOf(key))!;
    const columns = key.columns.map((name) => table.columns.find((column) => column.name === name)!);
    const relation: OwningRelation = {
      kind: isOneToOne(entity, key, naming, dialect) ? "one-to-one" : "many-to-one",
      property: relationName(entity, target, key),
      target,
      foreignKey: key,
      ...(held(key) ? { column: columns[0]! } : {}),
      isNullable: columns.some(({ nullable }) => nullable),
    };
    entity.relations.push(relation);
  }
  return table.foreignKeys.filter((key) => !isRelation(key));
}

/** Adds to every entity the ways back from those that lead to it. */
export function planInverse(entities: readonly PulledEntity[]): void {
  for (const source of entities) {
    const owning = source.relations.filter(isOwning);
    for (const owner of owning) {
      const base = camelName(source.table.name, "rows");
      const isOnly = owning.filter(({ target }) => target === owner.target).length === 1 && owner.target !== source;
      const names = isOnly ? [base, inverseName(base, owner.property)] : [inverseName(base, owner.property)];
      const inverse: InverseRelation = {
        kind: "inverse",
        property: owner.target.names.take(...names),
        target: source,
        owner,
      };
      owner.inverse = inverse;
      owner.target.relations.push(inverse);
    }
  }
}

/** The name of the column without what says that it is a key, else that of the table that it leads to. */
function relationName(entity: PulledEntity, target: PulledEntity, { columns }: ForeignKey): string {
  const ofTarget = camelName(target.table.name, "other");
  if (columns.length > 1) return entity.names.take(ofTarget, `${ofTarget}Relation`);
  const name = camelName(columns[0]!.replace(KEY_ENDINGS, ""), "other");
  return entity.names.take(name, ofTarget, `${name}Relation`);
}

/** Whether the key leads from at most one row: its columns are the primary key, or unique under the name that says so. */
function isOneToOne(
  { table }: PulledEntity,
  { columns }: ForeignKey,
  naming: NamingStrategy,
  dialect: ResolvedDialect,
): boolean {
  if (table.primaryKey !== undefined && isSameData([...table.primaryKey.columns].sort(), [...columns].sort()))
    return true;
  return relationUnique(table, columns, naming, dialect) !== undefined;
}

/** The name of the unique constraint, or index, that a one-to-one relation over the columns has; `undefined` where there is none. */
export function relationUnique(
  table: Table,
  columns: readonly string[],
  naming: NamingStrategy,
  dialect: ResolvedDialect,
): string | undefined {
  const usual = limitedName(naming.relationConstraintName(table.name, columns), dialect);
  const isUnique =
    table.uniques.some((unique) => isSameData(unique, { name: usual, columns })) ||
    table.indexes.some((index) =>
      isSameData(index, { name: usual, parts: columns.map((column) => ({ column })), unique: true }),
    );
  return isUnique ? usual : undefined;
}
