import type { AttributeChange } from "../../operations/operation";
import { namesDescent } from "../../schema/attribute-names";
import { declaredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";
import type { TableRule } from "../table-pair";

/**
 * The attributes that are asked for. Where the wanted side tells some things only, what it leaves out stays as it is: a table
 * keeps its engine when entities name none. Where a table descends from is compared by `compareDescent`.
 */
export const compareTableAttributes: TableRule = (
  { name: table, position, actual, wanted },
  { keepUnknownObjects = false, objectChanges },
) => {
  const before = declaredAttributes(actual.attributes) ?? {};
  const after = declaredAttributes(wanted.attributes) ?? {};
  const keys = Object.keys(keepUnknownObjects ? after : { ...before, ...after });
  const changed = keys.filter((key) => !namesDescent(key) && !isSameData(before[key], after[key]));
  if (changed.length === 0) return [];
  const pick = (from: AttributeChange): AttributeChange =>
    Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
  const [change, previous] = [pick(after), pick(before)];
  objectChanges?.requireTableChange?.(actual, change);
  return [
    {
      stage: "change tables",
      table: position,
      step: "attributes",
      operation: { kind: "setTableAttributes", table, change, previous },
    },
  ];
};
