/**
 * What a database cannot hold in its catalog. Each member gives the reason against a text, as the end of a sentence (`it ends
 * with a space`), or `undefined` where the database takes it as it is.
 */
export interface NameRules {
  name(name: string): string | undefined;
  enumValue(value: string): string | undefined;
  comment(text: string): string | undefined;
}

/** The longest names that a database takes. */
export interface NameLimits {
  readonly name: number;
  readonly enumValue?: number;
  /** What is counted. Default: bytes of UTF-8. */
  readonly unit?: "bytes" | "characters";
}

/** The rules that every database has: a name is there, is not too long, and no text holds the character NUL. */
export function createNameRules({ unit = "bytes", ...limits }: NameLimits): NameRules {
  const hasNul = (text: string): string | undefined =>
    text.includes("\0") ? "it contains the character NUL" : undefined;
  const isLong = (text: string, limit: number): string | undefined => {
    const length = unit === "bytes" ? Buffer.byteLength(text) : Array.from(text).length;
    return length > limit ? `it has ${length} ${unit}, and the database takes ${limit}` : undefined;
  };
  return {
    name: (name) => (name === "" ? "it is empty" : (hasNul(name) ?? isLong(name, limits.name))),
    enumValue: (value) =>
      hasNul(value) ?? (limits.enumValue === undefined ? undefined : isLong(value, limits.enumValue)),
    comment: hasNul,
  };
}
