import type { ObjectLiteral } from "../entity-target";
import { locateClass, locateProperty } from "../metadata-storage";
import type { ForeignKeyOptions } from "../options/foreign-key-options";
import type { InverseSide, RelationTarget } from "../options/relation-options";
import { isOnClass } from "./constraint-arguments";

/**
 * A foreign key without a relation: on a property it is over that column, on a class over the named properties.
 *
 * @example
 * @ForeignKey(() => City, ["countryCode", "cityName"], ["countryCode", "name"])
 * @Entity()
 * class Address {
 *   @ForeignKey(() => Country, { onDelete: "CASCADE" })
 *   @Column()
 *   countryCode!: string;
 * }
 */
export function ForeignKey<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: ForeignKeyOptions,
): PropertyDecorator;
export function ForeignKey<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide: InverseSide<T>,
  options?: ForeignKeyOptions,
): PropertyDecorator;
export function ForeignKey<T extends ObjectLiteral, Columns extends readonly [string, ...string[]]>(
  target: RelationTarget<T>,
  columns: Columns,
  referencedColumns: { readonly [Key in keyof Columns]: string },
  options?: ForeignKeyOptions,
): ClassDecorator;
export function ForeignKey(
  target: RelationTarget<ObjectLiteral>,
  second?: InverseSide<never> | readonly string[] | ForeignKeyOptions,
  third?: readonly string[] | ForeignKeyOptions,
  fourth?: ForeignKeyOptions,
): ClassDecorator & PropertyDecorator {
  const given = readArguments(second, third, fourth);
  return function (object: object | undefined, property?: string | symbol | object) {
    if (isOnClass(object, property)) {
      locateClass("ForeignKey", object, property).foreignKeys.push({ target, ...given });
    } else {
      const { definitions, place } = locateProperty("ForeignKey", object, property ?? {});
      definitions.foreignKeys.push({ target, place, ...given });
    }
  };
}

function readArguments(
  second: InverseSide<never> | readonly string[] | ForeignKeyOptions | undefined,
  third: readonly string[] | ForeignKeyOptions | undefined,
  fourth: ForeignKeyOptions | undefined,
) {
  if (Array.isArray(second)) {
    const columns = second as readonly string[];
    return { columns, referencedColumns: (third ?? []) as readonly string[], options: fourth ?? {} };
  }
  if (typeof second === "string" || typeof second === "function") {
    return { inverseSide: second as InverseSide<ObjectLiteral>, options: (third ?? {}) as ForeignKeyOptions };
  }
  return { options: (second ?? third ?? {}) as ForeignKeyOptions };
}
