/** What was made for a shape of query, kept so that the next query of the shape costs one look-up. */
export interface CompileCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /** How many entries are kept at the moment. */
  readonly size: number;
}

/**
 * A bounded cache that forgets what was not used for longest. Entries live in two generations: a full young one becomes
 * the old one, and what is asked for in the old one moves up, so that a hit never reorders anything.
 *
 * @param limit how many entries a generation holds; at most twice as many are kept.
 */
export function createCompileCache<Value>(limit = 500): CompileCache<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const aged = old.get(key);
      if (aged === undefined) return undefined;
      old.delete(key);
      set(key, aged);
      return aged;
    },
    set(key, value) {
      old.delete(key);
      set(key, value);
    },
    get size() {
      return young.size + old.size;
    },
  };
}
