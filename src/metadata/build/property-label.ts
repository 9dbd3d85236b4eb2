import type { EntityClass } from "../entity-target";

/** How errors name a class: `class "User"`. */
export function describeClass(target: EntityClass): string {
  return `class "${target.name}"`;
}

/** How errors name a property: `class "User", property "email"`. */
export function describeProperty(target: EntityClass, property: string | symbol): string {
  return `${describeClass(target)}, property "${String(property)}"`;
}
