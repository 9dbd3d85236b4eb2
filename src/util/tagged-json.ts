const TAG = "$";

/**
 * JSON that keeps what plain JSON loses: `undefined`, bigint, dates, bytes, NaN, the infinities and -0. Read it with {@link readTagged}.
 * @param isSorted put the keys of objects in order, so that equal data gives equal text.
 */
export function writeTagged(value: unknown, isSorted = false): string {
  return JSON.stringify(tag(value, isSorted));
}

/** The value that {@link writeTagged} wrote. */
export function readTagged(text: string): unknown {
  return untag(JSON.parse(text) as unknown);
}

function tag(value: unknown, isSorted: boolean): unknown {
  switch (typeof value) {
    case "undefined":
      return { [TAG]: "undefined" };
    case "bigint":
      return { [TAG]: "bigint", value: value.toString() };
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { [TAG]: "number", value: Object.is(value, -0) ? "-0" : String(value) };
    case "object":
      return value === null ? null : tagObject(value, isSorted);
    default:
      return value;
  }
}

function tagObject(value: object, isSorted: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => tag(item, isSorted));
  if (value instanceof Date) return { [TAG]: "date", value: value.getTime() };
  if (value instanceof Uint8Array) {
    return { [TAG]: Buffer.isBuffer(value) ? "buffer" : "bytes", value: Buffer.from(value).toString("base64") };
  }
  const entries = Object.entries(value).map(([key, member]) => [key, tag(member, isSorted)] as const);
  if (isSorted) entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  // An object that has the tag as a key of its own is written as a list, so that it cannot be taken for a tagged value.
  return Object.hasOwn(value, TAG) ? { [TAG]: "object", value: entries } : Object.fromEntries(entries);
}

function untag(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(untag);
  const found = value as Readonly<Record<string, unknown>>;
  const inner = found["value"];
  switch (found[TAG]) {
    case "undefined":
      return undefined;
    case "bigint":
      return BigInt(inner as string);
    case "number":
      return Number(inner);
    case "date":
      return new Date(inner === null ? Number.NaN : (inner as number));
    case "buffer":
      return Buffer.from(inner as string, "base64");
    case "bytes":
      return new Uint8Array(Buffer.from(inner as string, "base64"));
    case "object":
      return Object.fromEntries(
        (inner as readonly (readonly [string, unknown])[]).map(([key, member]) => [key, untag(member)]),
      );
    default:
      return Object.fromEntries(Object.entries(found).map(([key, member]) => [key, untag(member)]));
  }
}
