import type { ColumnType, TypeSystem } from "./type-system";

/** How many spellings are kept: a schema has few, however many columns. */
const LIMIT = 1000;

/** The type system with the answers about spellings kept, because every column of a comparison asks for them several times. */
export function memoizeTypes<T extends TypeSystem>(types: T): T {
  const copy = Object.create(Object.getPrototypeOf(types) as object) as T;
  return Object.assign(copy, types, {
    parse: memoize<ColumnType>((type) => types.parse(type)),
    format: memoize<string>((type) => types.format(type)),
  });
}

function memoize<R>(work: (text: string) => R): (text: string) => R {
  const known = new Map<string, R>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = work(text);
    if (known.size >= LIMIT) known.clear();
    known.set(text, result);
    return result;
  };
}
