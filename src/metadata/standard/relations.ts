import { JoinColumn as legacyJoinColumn } from "../decorators/join-column";
import { JoinTable as legacyJoinTable } from "../decorators/join-table";
import { ManyToMany as legacyManyToMany } from "../decorators/many-to-many";
import { ManyToOne as legacyManyToOne } from "../decorators/many-to-one";
import { OneToMany as legacyOneToMany } from "../decorators/one-to-many";
import { OneToOne as legacyOneToOne } from "../decorators/one-to-one";
import { RelationId as legacyRelationId } from "../decorators/relation-id";
import type { ObjectLiteral } from "../entity-target";
import type {
  InverseSide,
  JoinColumnOptions,
  JoinTableOptions,
  RelationOptions,
  RelationTarget,
} from "../options/relation-options";
import { onField } from "./apply-standard";
import type { StandardFieldDecorator } from "./standard-decorator";

/** A field that leads to one entity; a promise where the relation is lazy. */
type One<T> = T | null | undefined | Promise<T | null | undefined>;
/** A field that leads to a list of entities; a promise where the relation is lazy. */
type Many<T> = T[] | undefined | Promise<T[]>;

/**
 * Many rows of this entity lead to one row of another. The join column is in this entity's table.
 *
 * @example
 * @ManyToOne(() => User, (user) => user.posts, { nullable: false, onDelete: "CASCADE" })
 * author!: User;
 */
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): StandardFieldDecorator<One<T>>;
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): StandardFieldDecorator<One<T>>;
export function ManyToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): StandardFieldDecorator<One<T>> {
  return onField("ManyToOne", legacyManyToOne(target, inverseOrOptions as InverseSide<T>, more));
}

/** One row of this entity leads to many rows of another: the other side of a {@link ManyToOne}, which it must name. */
export function OneToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide: InverseSide<T>,
  options?: RelationOptions,
): StandardFieldDecorator<Many<T>> {
  return onField("OneToMany", legacyOneToMany(target, inverseSide, options));
}

/** One row of this entity leads to one row of another. The side with `@JoinColumn()` has the join column. */
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): StandardFieldDecorator<One<T>>;
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): StandardFieldDecorator<One<T>>;
export function OneToOne<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): StandardFieldDecorator<One<T>> {
  return onField("OneToOne", legacyOneToOne(target, inverseOrOptions as InverseSide<T>, more));
}

/** Rows of both entities lead to any number of the other. The side with `@JoinTable()` owns the table between them. */
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: RelationOptions,
): StandardFieldDecorator<Many<T>>;
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide?: InverseSide<T>,
  options?: RelationOptions,
): StandardFieldDecorator<Many<T>>;
export function ManyToMany<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseOrOptions?: InverseSide<T> | RelationOptions,
  more?: RelationOptions,
): StandardFieldDecorator<Many<T>> {
  return onField("ManyToMany", legacyManyToMany(target, inverseOrOptions as InverseSide<T>, more));
}

/** Makes this side of a one-to-one relation the owner, or says how a join column is named and what it refers to. */
export function JoinColumn(options: JoinColumnOptions | readonly JoinColumnOptions[] = {}): StandardFieldDecorator {
  return onField("JoinColumn", legacyJoinColumn(options));
}

/** Makes this side of a many-to-many relation the owner: it names the table between and its columns. */
export function JoinTable(options: JoinTableOptions = {}): StandardFieldDecorator {
  return onField("JoinTable", legacyJoinTable(options));
}

/** The key at the other end of a relation, or the list of keys, without loading the related entities. */
export function RelationId<T extends object>(
  relation: string | ((object: T) => unknown),
  alias?: string,
): StandardFieldDecorator {
  return onField("RelationId", legacyRelationId(relation, alias));
}
