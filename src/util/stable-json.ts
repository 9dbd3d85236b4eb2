/** JSON with the keys of every object in order, so that equal data gives equal bytes. `undefined` members are left out. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sortKeys(inner) : inner), indent);
}

/** Whether two values are equal as data: same JSON, whatever the order of the keys. */
export function isSameData(left: unknown, right: unknown): boolean {
  return left === right || stableJson(left) === stableJson(right);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) sorted[key] = value[key];
  return sorted;
}
