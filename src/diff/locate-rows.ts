import type { Operation } from "../operations/operation";
import type { ObjectName } from "../schema/model";
import { isSameName, nameOf } from "../schema/object-name";

/** Where a table or a column is before renames. */
export interface RowPlace {
  readonly table: ObjectName;
  readonly column: string;
}

/** The place of a column before the renames; a table's place is that of any of its columns. */
export function locateRows(renames: readonly Operation[], table: ObjectName, column = ""): RowPlace {
  return [...renames].reverse().reduce<RowPlace>(
    (place, operation) => {
      if (operation.kind === "renameTable") {
        const renamed = { ...nameOf(operation.table), name: operation.newName };
        return isSameName(renamed, place.table) ? { ...place, table: operation.table } : place;
      }
      const isHit =
        operation.kind === "renameColumn" &&
        isSameName(operation.table, place.table) &&
        operation.newName === place.column;
      return isHit ? { ...place, column: operation.column } : place;
    },
    { table: nameOf(table), column },
  );
}

/** The name of an enum type before the renames. */
export function locateEnum(renames: readonly Operation[], type: ObjectName): ObjectName {
  const rename = renames.find(
    (operation) =>
      operation.kind === "renameEnum" && isSameName({ ...nameOf(operation.enum), name: operation.newName }, type),
  );
  return rename?.kind === "renameEnum" ? rename.enum : type;
}
