import { isDeepStrictEqual } from "node:util";

/**
 * A copy that does not change when the original is changed in place. Instances of classes that are not plain data are
 * taken to be values that never change, and stay themselves.
 */
export function copyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return new Date(value.getTime());
  if (Buffer.isBuffer(value)) return Buffer.from(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null || Array.isArray(value);
  return isPlain || value instanceof Uint8Array ? structuredClone(value) : value;
}

/** Whether two values of a column are the same, also when they are different objects. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  return isDeepStrictEqual(left, right);
}
