import { locateClass, locateProperty } from "../metadata-storage";
import type { ViewColumnOptions, ViewEntityOptions } from "../options/view-options";

/**
 * Maps a class to a view. It is read like an entity, and never written.
 *
 * @example
 * @ViewEntity({ expression: `SELECT id, name FROM users WHERE active` })
 * class ActiveUser {
 *   @ViewColumn()
 *   id!: number;
 *   @ViewColumn()
 *   name!: string;
 * }
 */
export function ViewEntity(options?: ViewEntityOptions): ClassDecorator;
export function ViewEntity(name: string, options?: ViewEntityOptions): ClassDecorator;
export function ViewEntity(nameOrOptions?: string | ViewEntityOptions, more?: ViewEntityOptions): ClassDecorator {
  const options = typeof nameOrOptions === "string" ? { ...more, name: nameOrOptions } : (nameOrOptions ?? more ?? {});
  return function (target: unknown, context?: unknown) {
    locateClass("ViewEntity", target, context).view = options;
  };
}

/** Maps a property to a column of a view; its type is the property's own. */
export function ViewColumn(options: ViewColumnOptions = {}): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("ViewColumn", prototype, property);
    definitions.columns.push({ ...place, role: "view", isPrimary: false, options });
  };
}
