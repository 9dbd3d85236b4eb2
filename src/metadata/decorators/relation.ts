import type { ObjectLiteral } from "../entity-target";
import { locateProperty } from "../metadata-storage";
import type { InverseSide, RelationOptions, RelationTarget, RelationType } from "../options/relation-options";

/** A property decorator that records one relation; sorts the forms `(target, inverse?, options?)` and `(target, options?)`. */
export function decorateRelation(
  decorator: string,
  type: RelationType,
  target: RelationTarget<ObjectLiteral>,
  inverseOrOptions: InverseSide<never> | RelationOptions | undefined,
  more: RelationOptions | undefined,
): PropertyDecorator {
  const isInverse = typeof inverseOrOptions === "string" || typeof inverseOrOptions === "function";
  const options = (isInverse ? more : (inverseOrOptions ?? more)) ?? {};
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty(decorator, prototype, property);
    const inverseSide = isInverse ? (inverseOrOptions as InverseSide<ObjectLiteral>) : undefined;
    definitions.relations.push({
      property: place.property,
      isStatic: place.isStatic,
      type,
      target,
      options,
      inverseSide,
    });
  };
}
