import { locateProperty } from "../metadata-storage";
import type { JoinColumnOptions } from "../options/relation-options";

/**
 * Makes this side of a one-to-one relation the owner, or says how the join column of a many-to-one relation is named
 * and what it refers to. An array, or several decorators, for composite keys.
 *
 * @example
 * @ManyToOne(() => User)
 * @JoinColumn({ name: "owner_id", referencedColumnName: "id" })
 * owner!: Relation<User>;
 */
export function JoinColumn(options: JoinColumnOptions | readonly JoinColumnOptions[] = {}): PropertyDecorator {
  const list = Array.isArray(options) ? (options as readonly JoinColumnOptions[]) : [options as JoinColumnOptions];
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("JoinColumn", prototype, property);
    for (const one of list) definitions.joinColumns.push({ ...place, options: one });
  };
}
