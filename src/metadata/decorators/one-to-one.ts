import type { ObjectLiteral } from "../entity-target";
import type { InverseSide, RelationOptions, RelationTarget } from "../options/relation-options";
import { decorateRelation } from "./relation";

/**
 * One row of this entity leads to one row of another. The side with `@JoinColumn()` has the join column and a unique
 * constraint over it; the other side names it.
 *
 * @example
 * @OneToOne(() => Profile, (profile) => profile.user)
 * @JoinColumn()
 * profile!: Relation<Profile>;
 */
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): PropertyDecorator;
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): PropertyDecorator {
  return decorateRelation("OneToOne", "one-to-one", target, inverseOrOptions, more);
}
