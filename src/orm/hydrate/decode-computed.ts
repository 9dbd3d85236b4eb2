import type { ColumnMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn } from "./mapped-entity";

/**
 * How a value that a query computes is read. Drivers give the results of counts and sums as texts or as `bigint`,
 * whatever a column of the property's type would give: where the property is a number, it becomes one first.
 */
export function decodeComputed(
  { type }: Pick<ColumnMetadata, "type">,
  decode: MappedColumn["decode"],
): MappedColumn["decode"] {
  if (typeof type === "string" || type.logical !== "number") return decode;
  return decode === undefined ? toNumber : (raw) => decode(toNumber(raw));
}

function toNumber(raw: unknown): unknown {
  const isNumeric = typeof raw === "bigint" || (typeof raw === "string" && raw.trim() !== "");
  return isNumeric && !Number.isNaN(Number(raw)) ? Number(raw) : raw;
}
