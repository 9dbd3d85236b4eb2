import { locateClass } from "../metadata-storage";
import type { EntityOptions } from "../options/entity-options";
import type { TableInheritanceOptions } from "../options/inheritance-options";

/**
 * The class and those that extend it with `@ChildEntity()` share rows, as the pattern says; a column holds of which
 * class each row is.
 *
 * @example
 * @Entity()
 * @TableInheritance({ column: { type: "varchar", name: "kind" } })
 * abstract class Content {}
 * @ChildEntity()
 * class Photo extends Content {}
 */
export function TableInheritance(options: TableInheritanceOptions = {}): ClassDecorator {
  return function (target: unknown, context?: unknown) {
    locateClass("TableInheritance", target, context).inheritance = options;
  };
}

/**
 * An entity that shares rows with the class that it extends (see {@link TableInheritance}). The value marks its rows;
 * without one it is the name of the class.
 *
 * @example
 * @ChildEntity("photo")
 * class Photo extends Content {}
 */
export function ChildEntity(value?: string | number | boolean, options: EntityOptions = {}): ClassDecorator {
  return function (target: unknown, context?: unknown) {
    const definitions = locateClass("ChildEntity", target, context);
    definitions.child = { value };
    definitions.entity ??= options;
  };
}
