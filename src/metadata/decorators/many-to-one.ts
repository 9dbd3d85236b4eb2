import type { ObjectLiteral } from "../entity-target";
import type { InverseSide, RelationOptions, RelationTarget } from "../options/relation-options";
import { decorateRelation } from "./relation";

/**
 * Many rows of this entity lead to one row of another. The join column is in this entity's table.
 *
 * @example
 * @ManyToOne(() => User, (user) => user.posts, { nullable: false, onDelete: "CASCADE" })
 * author!: Relation<User>;
 */
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): PropertyDecorator {
  return decorateRelation("ManyToOne", "many-to-one", target, inverseOrOptions, more);
}
