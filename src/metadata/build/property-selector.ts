const PATH = Symbol("path");

/** An object whose every property is its own path: `post.author` is `author`, `user.address.city` is `address.city`. */
function probe(path: string): object {
  return new Proxy(
    {},
    {
      get: (_target, name) => (name === PATH ? path : probe(path === "" ? String(name) : `${path}.${String(name)}`)),
    },
  );
}

/** The path of the property that `(post) => post.author` returns, or `undefined` when it returns none. */
export function readSelectedProperty(selector: (object: never) => unknown): string | undefined {
  return pathOf(selector(probe("") as never));
}

/**
 * The paths of the properties that `(post) => [post.author, post.slug]` returns, or that `() => ({ slug: 1 })` names;
 * `undefined` when the function returns something else.
 */
export function readSelectedProperties(selector: (object: never) => unknown): readonly string[] | undefined {
  const selected = selector(probe("") as never);
  if (!Array.isArray(selected)) {
    const isPlain = typeof selected === "object" && selected !== null && pathOf(selected) === undefined;
    return isPlain ? Object.keys(selected) : undefined;
  }
  const paths = selected.map(pathOf);
  return paths.every((path) => path !== undefined) ? paths : undefined;
}

function pathOf(selected: unknown): string | undefined {
  if (typeof selected === "string") return selected;
  if (typeof selected !== "object" || selected === null) return undefined;
  const path = (selected as { readonly [PATH]?: string })[PATH];
  return path === "" ? undefined : path;
}
