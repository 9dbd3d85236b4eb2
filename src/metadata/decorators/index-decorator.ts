import { locateClass, locateProperty } from "../metadata-storage";
import type { FieldSelection, IndexOptions } from "../options/constraint-options";
import { isOnClass, readConstraintArguments, type ConstraintArgument } from "./constraint-arguments";

/**
 * An index: over one property where it stands on a property, over the named properties where it stands on a class.
 * A relation stands for its join columns.
 *
 * @example
 * @Entity()
 * @Index(["lastName", "firstName"], { where: "active" })
 * class User {
 *   @Index("users_by_email", { unique: true })
 *   @Column()
 *   email!: string;
 * }
 */
export function Index(options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(name: string, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(fields: FieldSelection, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(name: string, fields: FieldSelection, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(...given: readonly ConstraintArgument<IndexOptions>[]): ClassDecorator & PropertyDecorator {
  const definition = readConstraintArguments<IndexOptions>(given);
  return function (target: object | undefined, property?: string | symbol | object) {
    if (isOnClass(target, property)) {
      locateClass("Index", target, property).indexes.push(definition);
    } else {
      const { definitions, place } = locateProperty("Index", target, property ?? {});
      definitions.indexes.push({ ...definition, place });
    }
  };
}
