import type { AttributeChange } from "../../operations/operation";
import { declaredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";
import type { TableRule } from "../table-pair";

/** The attributes that are asked for. What nobody speaks of stays as it is: a table keeps its engine when entities name none. */
export const compareTableAttributes: TableRule = ({ name: table, position, actual, wanted }) => {
  const before = declaredAttributes(actual.attributes) ?? {};
  const changed = Object.entries(declaredAttributes(wanted.attributes) ?? {}).filter(
    ([key, value]) => !isSameData(before[key], value),
  );
  if (changed.length === 0) return [];
  const change: AttributeChange = Object.fromEntries(changed);
  const previous: AttributeChange = Object.fromEntries(changed.map(([key]) => [key, before[key] ?? null]));
  return [
    {
      stage: "change tables",
      table: position,
      step: "attributes",
      operation: { kind: "setTableAttributes", table, change, previous },
    },
  ];
};
