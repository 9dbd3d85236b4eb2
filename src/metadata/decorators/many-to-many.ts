import type { ObjectLiteral } from "../entity-target";
import type { InverseSide, RelationOptions, RelationTarget } from "../options/relation-options";
import { decorateRelation } from "./relation";

/**
 * Rows of both entities lead to any number of the other, by a table between. The side with `@JoinTable()` owns the table.
 *
 * @example
 * @ManyToMany(() => Tag, (tag) => tag.posts)
 * @JoinTable()
 * tags!: Tag[];
 */
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): PropertyDecorator {
  return decorateRelation("ManyToMany", "many-to-many", target, inverseOrOptions, more);
}
