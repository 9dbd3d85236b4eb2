import type { ObjectLiteral } from "../entity-target";
import type { InverseSide, RelationOptions, RelationTarget } from "../options/relation-options";
import { decorateRelation } from "./relation";

/**
 * One row of this entity leads to many rows of another: the other side of a {@link ManyToOne}, which it must name,
 * because the join column is there.
 *
 * @example
 * @OneToMany(() => Post, (post) => post.author)
 * posts!: Post[];
 */
export function OneToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide: InverseSide<T>,
  options?: RelationOptions,
): PropertyDecorator {
  return decorateRelation("OneToMany", "one-to-many", target, inverseSide, options);
}
