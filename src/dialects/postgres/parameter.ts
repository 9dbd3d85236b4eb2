import { OrmError } from "../../errors/orm-error";
import { writeArray } from "./array-text";
import { zonedTimestampText } from "./date-text";

/**
 * A value as the wire takes it, where no codec of a column has done so already: text, bytes or NULL.
 * @throws OrmError `QUERY.INVALID_VALUE` for a function, a symbol or an invalid Date.
 */
export function toParameter(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return zonedTimestampText(value);
  if (Array.isArray(value)) return writeArray(value, toParameter);
  if (typeof value === "object" && !(value instanceof Date)) return JSON.stringify(value);
  throw new OrmError("QUERY.INVALID_VALUE", `${describeValue(value)} cannot be bound to a parameter`, {
    hint: "Give a string, a number, a bigint, a boolean, a valid Date, a Buffer, an array, a plain object or null.",
  });
}

/** What a value is, for messages: never the value itself. */
export function describeValue(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : "a Date";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Uint8Array) return "a Buffer";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
