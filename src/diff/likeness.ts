import type { TypeSystem } from "../dialect/type-system";
import type { Column, Table } from "../schema/model";
import { editDistance } from "../util/nearest-name";
import { isSameData } from "../util/stable-json";

const CONTAINED = 0.7;
const MIN_CONTAINED_LENGTH = 3;

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
 * From 0 to 1: how alike a dropped and an added column are. 0 where a rename is not worth asking about: another type
 * and another name.
 */
export function columnLikeness(dropped: Column, added: Column, types: Pick<TypeSystem, "parse" | "same">): number {
  const isSameType = types.same(dropped.type, added.type);
  const isSameFamily = types.parse(dropped.type).name === types.parse(added.type).name;
  const name = nameLikeness(dropped.name, added.name);
  if (!isSameType && !isSameFamily && name < 0.6) return 0;
  return round(
    (isSameType ? 0.5 : isSameFamily ? 0.35 : 0.1) +
      (dropped.nullable === added.nullable ? 0.15 : 0) +
      (isSameData(dropped.default, added.default) ? 0.1 : 0) +
      0.25 * name,
  );
}

/** From 0 to 1: the share of columns that a dropped and an added table have in common, by name and type. */
export function tableLikeness(dropped: Table, added: Table, types: Pick<TypeSystem, "same">): number {
  const old = new Map(dropped.columns.map((column) => [column.name, column]));
  const common = added.columns.filter(({ name, type }) => {
    const match = old.get(name);
    return match !== undefined && types.same(match.type, type);
  });
  return round(common.length / Math.max(1, dropped.columns.length, added.columns.length));
}

export function round(score: number): number {
  return Math.round(score * 100) / 100;
}
