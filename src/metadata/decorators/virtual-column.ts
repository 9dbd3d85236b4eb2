import { locateProperty } from "../metadata-storage";
import type { ColumnType } from "../options/column-options";
import type { VirtualColumnOptions } from "../options/virtual-column-options";

/**
 * A property that a query computes and no table holds. It is read by `find`, never written.
 *
 * @example
 * @VirtualColumn({ query: (alias) => `SELECT COUNT(*) FROM posts WHERE posts.author_id = ${alias}.id` })
 * postCount!: number;
 */
export function VirtualColumn(options: VirtualColumnOptions): PropertyDecorator;
export function VirtualColumn(type: ColumnType, options: VirtualColumnOptions): PropertyDecorator;
export function VirtualColumn(
  typeOrOptions: ColumnType | VirtualColumnOptions,
  more?: VirtualColumnOptions,
): PropertyDecorator {
  const isTyped = typeof typeOrOptions !== "object";
  const options = isTyped ? { ...more!, type: typeOrOptions } : typeOrOptions;
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("VirtualColumn", prototype, property);
    definitions.virtualColumns.push({ ...place, options });
  };
}
