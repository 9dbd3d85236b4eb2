import { locateClass, locateProperty, type CheckDefinition } from "../metadata-storage";
import { isOnClass } from "./constraint-arguments";

/**
 * A condition that every row must meet, as SQL over columns. It belongs to the table, wherever it stands.
 *
 * @example
 * @Entity()
 * @Check("positive_price", "price > 0")
 * class Product {}
 */
export function Check(expression: string): ClassDecorator & PropertyDecorator;
export function Check(name: string, expression: string): ClassDecorator & PropertyDecorator;
export function Check(nameOrExpression: string, maybeExpression?: string): ClassDecorator & PropertyDecorator {
  const definition: CheckDefinition =
    maybeExpression === undefined
      ? { expression: nameOrExpression }
      : { name: nameOrExpression, expression: maybeExpression };
  return function (target: object | undefined, property?: string | symbol | object) {
    const definitions = isOnClass(target, property)
      ? locateClass("Check", target, property)
      : locateProperty("Check", target, property ?? {}).definitions;
    definitions.checks.push(definition);
  };
}
