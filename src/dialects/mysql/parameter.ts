import { OrmError } from "../../errors/orm-error";
import type { DateText } from "./date-text";

/** What we send: few kinds, so that a prepared statement keeps meaning the same. */
export type WireValue = string | number | Buffer | null;

/**
 * A value as the binary protocol carries it. Codecs have done their part before; this is what is left for raw queries.
 * @throws OrmError `QUERY.INVALID_VALUE` for what the protocol would turn into something else without an error.
 */
export function toWireValue(value: unknown, dates: DateText): WireValue {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
      return value.toString();
    case "boolean":
      return value ? 1 : 0;
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    case "object":
      if (Buffer.isBuffer(value)) return value;
      if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      if (value instanceof Date && !Number.isNaN(value.getTime())) return dates.format(value);
      break;
    default:
  }
  throw new OrmError("QUERY.INVALID_VALUE", `${describeValue(value)} cannot be bound as a parameter`, {
    hint: "Bind a string, a finite number, a bigint, a boolean, a valid Date, a Buffer or null; write JSON as text.",
  });
}

/** The kind of each value in a letter; `-` for NULL, which fits every kind. */
export function signatureOf(values: readonly WireValue[]): string {
  return values
    .map((value) => (value === null ? "-" : typeof value === "string" ? "s" : typeof value === "number" ? "n" : "b"))
    .join("");
}

/** The signature that covers both, or `undefined` where they disagree. */
export function mergeSignatures(left: string, right: string): string | undefined {
  if (left === right) return left;
  let merged = "";
  for (let index = 0; index < left.length; index += 1) {
    const [a, b] = [left[index]!, right[index]];
    if (a !== b && a !== "-" && b !== "-") return undefined;
    merged += a === "-" ? b : a;
  }
  return merged;
}

/** A value for an error: what it is, never what it holds. */
export function describeValue(value: unknown): string {
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : Number.isFinite(value) ? "a number" : "Infinity";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : "a Date";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Uint8Array) return "a Buffer";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
