import { locateClass, locateProperty } from "../metadata-storage";
import type { FieldSelection, UniqueOptions } from "../options/constraint-options";
import { isOnClass, readConstraintArguments } from "./constraint-arguments";

/**
 * A unique constraint: over one property where it stands on a property, over the named properties where it stands
 * on a class. A relation stands for its join columns.
 *
 * @example
 * @Entity()
 * @Unique(["author", "slug"])
 * @Unique("one_place", ["list", "place"], { deferrable: "INITIALLY DEFERRED" })
 * class Post {}
 */
export function Unique(options?: UniqueOptions): ClassDecorator & PropertyDecorator;
export function Unique(name: string, options?: UniqueOptions): ClassDecorator & PropertyDecorator;
export function Unique(fields: FieldSelection, options?: UniqueOptions): ClassDecorator & PropertyDecorator;
export function Unique(
  name: string,
  fields: FieldSelection,
  options?: UniqueOptions,
): ClassDecorator & PropertyDecorator;
export function Unique(
  ...given: readonly (string | FieldSelection | UniqueOptions | undefined)[]
): ClassDecorator & PropertyDecorator {
  const definition = readConstraintArguments<FieldSelection, UniqueOptions>(given);
  return function (target: object | undefined, property?: string | symbol | object) {
    if (isOnClass(target, property)) {
      locateClass("Unique", target, property).uniques.push(definition);
    } else {
      const { definitions, place } = locateProperty("Unique", target, property ?? {});
      definitions.uniques.push({ ...definition, place });
    }
  };
}
