/** An object whose every property is its own name. */
const probe = new Proxy({}, { get: (_target, name) => name });

/** The name of the property that `(post) => post.author` returns, or `undefined` when it returns none. */
export function readSelectedProperty(selector: (object: never) => unknown): string | undefined {
  const selected = selector(probe as never);
  return typeof selected === "string" ? selected : undefined;
}

/** The names of the properties that `(post) => [post.author, post.slug]` returns, or `undefined` when it returns something else. */
export function readSelectedProperties(selector: (object: never) => unknown): readonly string[] | undefined {
  const selected = selector(probe as never);
  const isList = Array.isArray(selected) && selected.every((name) => typeof name === "string");
  return isList ? selected : undefined;
}
