/** JSON with the keys of every object in order, so that equal data gives equal bytes. `undefined` members are left out. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sortKeys(inner) : inner), indent);
}

/** Whether two values are equal as data: same JSON, whatever the order of the keys. */
export function isSameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, at) => isSameData(item, right[at]))
    );
  }
  if (isPlainObject(left) && isPlainObject(right) && left.toJSON === undefined && right.toJSON === undefined) {
    return isSameMembers(left, right);
  }
  return stableJson(left) === stableJson(right);
}

function isSameMembers(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  let count = 0;
  for (const key of Object.keys(left)) {
    if (left[key] === undefined) continue;
    if (!Object.hasOwn(right, key) || !isSameData(left[key], right[key])) return false;
    count += 1;
  }
  for (const key of Object.keys(right)) if (right[key] !== undefined) count -= 1;
  return count === 0;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) sorted[key] = value[key];
  return sorted;
}
