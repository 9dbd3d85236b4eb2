import { OrmError } from "../../errors/orm-error";
import { formatDateTime } from "./date-text";

/** What every driver package can bind. */
export type BoundValue = null | string | number | bigint | Buffer;

const MAX_INTEGER = 2n ** 63n - 1n;
const MIN_INTEGER = -(2n ** 63n);

/**
 * A value as the driver packages bind it, the same with each of them: what a package would lose or store as NULL is refused.
 * The error says which parameter (from 1) and what kind of value it is, never the value.
 * @throws OrmError `QUERY.INVALID_VALUE`.
 */
export function toBoundValue(value: unknown, position: number): BoundValue {
  switch (typeof value) {
    case "string":
      return checkText(value, position);
    case "number":
      if (Number.isNaN(value)) throw invalid(position, "NaN", "SQLite has no NaN: use null.");
      return value;
    case "bigint":
      if (value > MAX_INTEGER || value < MIN_INTEGER)
        throw invalid(position, "a bigint outside 64 bits", "Store it as text.");
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "object":
      return toBoundObject(value, position);
    default:
      throw invalid(position, `of type ${typeof value}`, "Use null where there is no value.");
  }
}

function toBoundObject(value: object | null, position: number): BoundValue {
  if (value === null) return null;
  if (value instanceof Uint8Array) {
    // A view of no bytes over no memory is bound as NULL by some packages.
    if (value.byteLength === 0) return Buffer.alloc(0);
    return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw invalid(position, "an invalid Date", "Check how the Date was made.");
    return formatDateTime(value);
  }
  const what = Array.isArray(value) ? "an array" : "an object";
  throw invalid(position, what, "Bind one scalar a placeholder, or write the object as JSON text.");
}

/** Some packages cut text at NUL when they read it, and all of them replace half a surrogate pair. */
function checkText(value: string, position: number): string {
  if (value.includes("\0")) throw invalid(position, "text with the character NUL", "Store it in a blob column.");
  if (/\p{Surrogate}/u.test(value)) {
    throw invalid(position, "text that is not valid Unicode", "Half of a surrogate pair stands alone in it.");
  }
  return value;
}

function invalid(position: number, what: string, hint: string): OrmError {
  return new OrmError("QUERY.INVALID_VALUE", `parameter ${position} is ${what}, which cannot be bound`, {
    hint,
    details: { parameter: position },
  });
}
