/** What errors name: a class, or the schema that stands for one. */
export interface Named {
  readonly name: string;
}

/** How errors name a class: `class "User"`. */
export function describeClass(target: Named): string {
  return `class "${target.name}"`;
}

/** How errors name a property: `class "User", property "email"`. */
export function describeProperty(target: Named, property: string | symbol): string {
  return `${describeClass(target)}, property "${String(property)}"`;
}
