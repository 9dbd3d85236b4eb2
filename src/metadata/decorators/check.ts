import { locateClass, locateProperty, type CheckDefinition } from "../metadata-storage";
import type { CheckOptions } from "../options/constraint-options";
import { isOnClass } from "./constraint-arguments";

/**
 * A condition that every row must meet, as SQL over columns. It belongs to the table, wherever it stands.
 *
 * @example
 * @Entity()
 * @Check("positive_price", "price > 0", { comment: "free things are gifts" })
 * class Product {}
 */
export function Check(expression: string, options?: CheckOptions): ClassDecorator & PropertyDecorator;
export function Check(name: string, expression: string, options?: CheckOptions): ClassDecorator & PropertyDecorator;
export function Check(
  first: string,
  second?: string | CheckOptions,
  third?: CheckOptions,
): ClassDecorator & PropertyDecorator {
  const isNamed = typeof second === "string";
  const options = (isNamed ? third : second) ?? {};
  const name = isNamed ? first : options.name;
  const definition: CheckDefinition = {
    ...(name === undefined ? {} : { name }),
    expression: isNamed ? second : first,
    options,
  };
  return function (target: object | undefined, property?: string | symbol | object) {
    const definitions = isOnClass(target, property)
      ? locateClass("Check", target, property)
      : locateProperty("Check", target, property ?? {}).definitions;
    definitions.checks.push(definition);
  };
}
