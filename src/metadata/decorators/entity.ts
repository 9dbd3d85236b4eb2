import { locateClass } from "../metadata-storage";
import type { EntityOptions } from "../options/entity-options";

/**
 * Maps a class to a table. Without a name the table is called after the class, as the naming strategy says
 * (`UserProfile` to `user_profile`). Columns and relations of base classes are inherited, decorated or abstract.
 *
 * @example
 * @Entity("users", { comment: "People who can sign in" })
 * class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 * }
 */
export function Entity(options?: EntityOptions): ClassDecorator;
export function Entity(name: string, options?: EntityOptions): ClassDecorator;
export function Entity(nameOrOptions?: string | EntityOptions, more?: EntityOptions): ClassDecorator {
  const options = typeof nameOrOptions === "string" ? { ...more, name: nameOrOptions } : (nameOrOptions ?? more ?? {});
  return function (target: unknown, context?: unknown) {
    locateClass("Entity", target, context).entity = options;
  };
}
