import { locateClass, locateProperty, type ExclusionDefinition } from "../metadata-storage";
import type { ExclusionForm, ExclusionOptions } from "../options/constraint-options";
import { isOnClass } from "./constraint-arguments";

/**
 * An exclusion constraint: no two rows may agree in all its elements, each by its own operator. It is given as one writes
 * it in SQL, or in parts that name properties. It belongs to the table, wherever it stands.
 *
 * @example
 * @Entity()
 * @Exclusion("no_double_booking", `USING gist ("room" WITH =, "period" WITH &&)`)
 * @Exclusion({
 *   using: "gist",
 *   elements: [{ property: "guest", operator: "=" }, { property: "period", operator: "&&" }],
 *   where: "not cancelled",
 * })
 * class Booking {}
 */
export function Exclusion(expression: string, options?: ExclusionOptions): ClassDecorator & PropertyDecorator;
export function Exclusion(form: ExclusionForm): ClassDecorator & PropertyDecorator;
export function Exclusion(
  name: string,
  expression: string,
  options?: ExclusionOptions,
): ClassDecorator & PropertyDecorator;
export function Exclusion(name: string, form: ExclusionForm): ClassDecorator & PropertyDecorator;
export function Exclusion(
  first: string | ExclusionForm,
  second?: string | ExclusionOptions,
  third?: ExclusionOptions,
): ClassDecorator & PropertyDecorator {
  const definition = readArguments(first, second, third);
  return function (target: object | undefined, property?: string | symbol | object) {
    const definitions = isOnClass(target, property)
      ? locateClass("Exclusion", target, property)
      : locateProperty("Exclusion", target, property ?? {}).definitions;
    definitions.exclusions.push(definition);
  };
}

function readArguments(
  first: string | ExclusionForm,
  second: string | ExclusionOptions | ExclusionForm | undefined,
  third: ExclusionOptions | undefined,
): ExclusionDefinition {
  if (typeof first !== "string") return withName(first.name, first, first);
  if (typeof second === "string") return withName(first, second, third ?? {});
  if (second !== undefined && "elements" in second) return withName(first, second, second);
  return withName(second?.name, first, second ?? {});
}

function withName(
  name: string | undefined,
  expression: string | ExclusionForm,
  options: ExclusionOptions,
): ExclusionDefinition {
  return { ...(name === undefined ? {} : { name }), expression, options };
}
