import type { EntityClass } from "../entity-target";
import type { RelationTarget } from "../options/relation-options";
import type { EntitySchemaTarget } from "./entity-schema-options";

/** What a relation of a schema leads to, as a decorator says it: a name, or a function. */
export function targetOf(target: EntitySchemaTarget): RelationTarget<object> {
  if (typeof target === "string") return target;
  // A class has a prototype; an arrow function that returns one has none.
  const isLazy = typeof target === "function" && target.prototype === undefined;
  return (isLazy ? target : () => target) as () => EntityClass;
}
