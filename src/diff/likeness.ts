import type { TypeSystem } from "../dialect/type-system";
import type { Column, Table } from "../schema/model";
import { editDistance } from "../util/nearest-name";
import { isSameData } from "../util/stable-json";

const CONTAINED = 0.7;
const MIN_CONTAINED_LENGTH = 3;
/** From here on a name speaks for a rename by itself. */
const NEAR_NAME = 0.6;
const TIME = /date|time/i;

/** From 0 to 1: how alike two names are, by letters; a name inside the other counts as fairly alike. */
export function nameLikeness(left: string, right: string): number {
  const [short, long] = [left.toLowerCase(), right.toLowerCase()].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  const letters = 1 - editDistance(short, long) / Math.max(1, long.length);
  const isInside = short.length >= MIN_CONTAINED_LENGTH && long.includes(short);
  return Math.max(letters, isInside ? CONTAINED : 0);
}

/**
 * From 0 to 1: how alike a dropped and an added column are. 0 only where the one cannot have become the other: a column that the
 * database computes holds nothing of its own, and values that no cast takes over stay only under a name that speaks for it.
 */
export function columnLikeness(
  dropped: Column,
  added: Column,
  types: Pick<TypeSystem, "parse" | "same" | "castQuery">,
): number {
  const isSameType = types.same(dropped.type, added.type);
  const isSameFamily = types.parse(dropped.type).name === types.parse(added.type).name;
  const name = nameLikeness(dropped.name, added.name);
  const isNear = isSameType || isSameFamily || name >= NEAR_NAME;
  if (!isNear && !canBecome(dropped, added, types)) return 0;
  return round(
    (isSameType ? 0.5 : isSameFamily ? 0.35 : 0.1) +
      (dropped.nullable === added.nullable ? 0.15 : 0) +
      (isSameData(dropped.default, added.default) ? 0.1 : 0) +
      0.25 * name,
  );
}

/** Whether the values may go on in a column of another type: the database casts them, or both types are about time. */
function canBecome(dropped: Column, added: Column, types: Pick<TypeSystem, "castQuery">): boolean {
  if (dropped.generated !== undefined || added.generated !== undefined) return false;
  return (
    types.castQuery?.(dropped.type, added.type) === undefined || [dropped, added].every(({ type }) => TIME.test(type))
  );
}

/** What of a table is compared with many others. */
interface TableTraits {
  readonly typesByName: ReadonlyMap<string, string>;
  readonly countsByType: ReadonlyMap<string, number>;
}

/**
 * From 0 to 1: how alike a dropped and an added table are. Most of all it is the share of columns that they have in common, by name
 * and type; without that, a name or types that are much alike still count, at half their weight.
 */
export function createTableLikeness(types: Pick<TypeSystem, "same">): (dropped: Table, added: Table) => number {
  const known = new Map<Table, TableTraits>();
  const traitsOf = (table: Table): TableTraits => {
    const traits = known.get(table) ?? readTraits(table);
    known.set(table, traits);
    return traits;
  };
  return (dropped, added) => {
    const [before, after] = [traitsOf(dropped), traitsOf(added)];
    const size = Math.max(1, dropped.columns.length, added.columns.length);
    const common = added.columns.filter(({ name, type }) => {
      const old = before.typesByName.get(name);
      return old !== undefined && types.same(old, type);
    });
    const shares = [tableNameLikeness(dropped.name, added.name), sharedTypes(before, after) / size];
    return round(
      Math.max(common.length / size, ...shares.filter((share) => share >= NEAR_NAME).map((share) => share / 2)),
    );
  };
}

function readTraits({ columns }: Table): TableTraits {
  const countsByType = new Map<string, number>();
  for (const { type } of columns) countsByType.set(type, (countsByType.get(type) ?? 0) + 1);
  return { typesByName: new Map(columns.map(({ name, type }) => [name, type])), countsByType };
}

/** Names of very different lengths are near only where one is inside the other: there is no need to count letters. */
function tableNameLikeness(left: string, right: string): number {
  const isUnlike = Math.min(left.length, right.length) < NEAR_NAME * Math.max(left.length, right.length);
  const isInside = left.toLowerCase().includes(right.toLowerCase()) || right.toLowerCase().includes(left.toLowerCase());
  return isUnlike && !isInside ? 0 : nameLikeness(left, right);
}

/** How many columns have a type that the other table has too, each column counted once. */
function sharedTypes(before: TableTraits, after: TableTraits): number {
  let count = 0;
  for (const [type, here] of after.countsByType) count += Math.min(here, before.countsByType.get(type) ?? 0);
  return count;
}

export function round(score: number): number {
  return Math.round(score * 100) / 100;
}
