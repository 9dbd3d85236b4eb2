import type { Capabilities } from "../../dialect/capabilities";
import type { Expression } from "../../sql/ast";
import type { MappedColumn } from "../hydrate/mapped-entity";
import { allOf, equals, parameterFor, type SelectScope } from "./select-scope";
import { listSize } from "./shape-reader";
import { listCondition } from "./where-builder";

/** A key as one value for a map. */
export type Key = string | number;

/** Some keys, as the values of a query whose condition `keyCondition` made for that size. */
export interface KeyChunk {
  readonly size: number;
  readonly values: readonly unknown[];
  readonly count: number;
}

/** Keys in one query, where each is a parameter of its own. */
const MAX_KEYS = 4096;

/** One value for a key of one or several columns: the same for all spellings that drivers give to equal values. */
export function keyOf(parts: readonly unknown[]): Key {
  const [only] = parts;
  if (parts.length === 1) return typeof only === "number" ? only : keyText(only);
  return parts.map(keyText).join("\0");
}

function keyText(value: unknown): Key {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  const text = value instanceof Date ? value.toISOString() : String(value);
  const number = Number(text);
  // A bigint or a numeric text is the same key as the number.
  return text !== "" && Number.isSafeInteger(number) && String(number) === text ? number : text;
}

/**
 * The condition that a row has one of the keys. One column: IN over one slot that holds the list. Several: an alternative
 * for each key, over a slot for each of its values.
 */
export function keyCondition(
  scope: SelectScope,
  columns: readonly MappedColumn[],
  alias: string | undefined,
  size: number,
): Expression {
  const [only] = columns;
  if (columns.length === 1) return listCondition(scope, only!, scope.column(alias, only!), size);
  const operands = Array.from({ length: size }, () =>
    allOf(columns.map((column) => equals(scope.column(alias, column), parameterFor(column, scope.nextSlot())))),
  );
  return { kind: "logical", operator: "or", operands };
}

/** Parts keys into as few queries as the database allows; sizes are powers of two, so that few statements serve all. */
export function keyChunks(
  keys: readonly (readonly unknown[])[],
  columnCount: number,
  { arrayParameters, maxParameters }: Capabilities,
): readonly KeyChunk[] {
  if (keys.length === 0) return [];
  if (arrayParameters && columnCount === 1)
    return [{ size: 1, values: [keys.map(([only]) => only)], count: keys.length }];
  // A column of several makes an alternative for each key, and deep conditions are refused by some databases.
  const limit = columnCount === 1 ? MAX_KEYS : 256;
  const chunkSize = Math.max(1, Math.min(limit, Math.floor(maxParameters / columnCount)));
  const chunks: KeyChunk[] = [];
  for (let start = 0; start < keys.length; start += chunkSize) {
    const part = keys.slice(start, start + chunkSize);
    const size = Math.min(listSize(part.length), chunkSize);
    const values = columnCount === 1 ? [part.map(([only]) => only)] : padded(part, size).flat();
    chunks.push({ size, values, count: part.length });
  }
  return chunks;
}

/** The last key fills the places that are left: it changes nothing. */
function padded(keys: readonly (readonly unknown[])[], size: number): readonly (readonly unknown[])[] {
  return Array.from({ length: size }, (_, index) => keys[Math.min(index, keys.length - 1)]!);
}
