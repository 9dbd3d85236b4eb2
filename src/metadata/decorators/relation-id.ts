import { locateProperty } from "../metadata-storage";

/**
 * The key at the other end of a relation, or the list of keys, without loading the related entities.
 *
 * @example
 * @RelationId((post: Post) => post.author)
 * authorId!: number;
 */
export function RelationId<T extends object>(
  relation: string | ((object: T) => unknown),
  alias?: string,
): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("RelationId", prototype, property);
    definitions.relationIds.push({
      ...place,
      relation,
      ...(alias === undefined ? {} : { alias }),
    });
  };
}
