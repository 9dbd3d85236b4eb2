import { locateClass, locateProperty } from "../metadata-storage";
import type { IndexOptions, IndexParts } from "../options/constraint-options";
import { isOnClass, readConstraintArguments } from "./constraint-arguments";

/**
 * An index: over one property where it stands on a property, over the named properties and expressions where it stands
 * on a class. A relation stands for its join columns. What is only about speed is left out on databases that have no
 * place for it; what decides which rows are allowed is refused there.
 *
 * @example
 * @Entity()
 * @Index(["lastName", "firstName"], { where: "active" })
 * @Index("users_by_word", [{ expression: "lower(email)", opclass: "text_pattern_ops" }], { include: ["lastName"] })
 * class User {
 *   @Index("users_by_email", { unique: true })
 *   @Column()
 *   email!: string;
 * }
 */
export function Index(options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(name: string, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(parts: IndexParts, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(name: string, parts: IndexParts, options?: IndexOptions): ClassDecorator & PropertyDecorator;
export function Index(
  ...given: readonly (string | IndexParts | IndexOptions | undefined)[]
): ClassDecorator & PropertyDecorator {
  const definition = readConstraintArguments<IndexParts, IndexOptions>(given);
  return function (target: object | undefined, property?: string | symbol | object) {
    if (isOnClass(target, property)) {
      locateClass("Index", target, property).indexes.push(definition);
    } else {
      const { definitions, place } = locateProperty("Index", target, property ?? {});
      definitions.indexes.push({ ...definition, place });
    }
  };
}
