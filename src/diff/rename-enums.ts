import type { RenameEnum } from "../operations/operation";
import type { EnumType, Schema, Table } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { createEnumCatalog, usedEnums } from "./enum-usage";

/**
 * Finds enum types that took another name, as those of entities do with their table or column: the columns of the one have
 * the other, and they have values in common. Then the type is renamed and its rows are not touched.
 *
 * @param actual with the tables and columns under their new names.
 * @param left tables that stay as they are; a type that one of them has keeps its name.
 */
export function findRenamedEnums(actual: Schema, wanted: Schema, left: readonly Table[]): readonly RenameEnum[] {
  const names = { before: new Set(actual.enums.map(nameKey)), after: new Set(wanted.enums.map(nameKey)) };
  const gone = actual.enums.filter((type) => !names.after.has(nameKey(type)));
  const come = wanted.enums.filter((type) => !names.before.has(nameKey(type)));
  if (gone.length === 0 || come.length === 0) return [];
  const kept = usedEnums({ ...actual, tables: left });
  const successors = findSuccessors(actual, wanted);
  const predecessors = new Map<string, Set<string>>();
  for (const [from, list] of successors) for (const to of list) addTo(predecessors, to, from);
  return gone.flatMap((from): readonly RenameEnum[] => {
    const [only, ...others] = successors.get(nameKey(from)) ?? [];
    const to = come.find((type) => nameKey(type) === only);
    if (to === undefined || others.length > 0 || predecessors.get(nameKey(to))?.size !== 1) return [];
    if (kept.has(nameKey(from)) || from.schema !== to.schema || !isRelated(from, to)) return [];
    return [{ kind: "renameEnum", enum: nameOf(from), newName: to.name }];
  });
}

/** The types that the columns of each type have afterwards. */
function findSuccessors(actual: Schema, wanted: Schema): ReadonlyMap<string, ReadonlySet<string>> {
  const [before, after] = [createEnumCatalog(actual), createEnumCatalog(wanted)];
  const tables = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  const successors = new Map<string, Set<string>>();
  for (const table of actual.tables) {
    const columns = new Map(tables.get(nameKey(table))?.columns.map((column) => [column.name, column.type]));
    for (const column of table.columns) {
      const [from, next] = [before.find(column.type), columns.get(column.name)];
      const to = next === undefined ? undefined : after.find(next);
      if (from !== undefined && to !== undefined) addTo(successors, nameKey(from), nameKey(to));
    }
  }
  return successors;
}

/**
 * Whether the one can have become the other: they have a value in common, under its new name. What came and what went is compared
 * by value then, so that rows which hold a value that went are asked about.
 */
function isRelated(from: EnumType, to: EnumType): boolean {
  if (from.values.length === 0 || to.values.length === 0) return true;
  const hints = new Map(Object.entries(to.renamedValues ?? {}).map(([value, old]) => [old, value]));
  return from.values.some((value) => to.values.includes(hints.get(value) ?? value));
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
