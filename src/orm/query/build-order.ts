import type { Ordering } from "../../sql/ast";
import type { MappedEntity } from "../hydrate/mapped-entity";
import type { FindOptionsOrderNulls } from "./find-options";
import { invalidValue } from "./query-errors";
import { columnOf, type SelectScope } from "./select-scope";

/**
 * ORDER BY from `order`. To-one relations are joined for it; what is said about a to-many relation orders its list, and
 * is left to the query that loads the list.
 *
 * @throws OrmError `QUERY.INVALID_VALUE` for a direction that is none.
 */
export function buildOrder(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  order: unknown,
): readonly Ordering[] {
  if (order === undefined || order === null) return [];
  return Object.entries(order).flatMap(([name, value]: [string, unknown]): readonly Ordering[] => {
    const member = entity.members.get(name);
    if (member === undefined || value === undefined) return [];
    if (member.kind === "column")
      return [{ expression: columnOf(alias, member.name), ...readDirection(entity, name, value) }];
    if (member.metadata.isToMany) return [];
    return buildOrder(scope, member.target, scope.join(alias, member), value);
  });
}

function readDirection(entity: MappedEntity, name: string, value: unknown): Pick<Ordering, "direction" | "nulls"> {
  const isObject = typeof value === "object" && value !== null;
  const { direction, nulls } = (isObject ? value : { direction: value }) as FindOptionsOrderNulls;
  const word =
    direction === undefined
      ? "asc"
      : DIRECTIONS.get(typeof direction === "string" ? direction.toLowerCase() : direction);
  const last = nulls?.toLowerCase();
  if (word === undefined || (last !== undefined && last !== "first" && last !== "last"))
    throw invalidValue(
      `entity "${entity.name}", property "${name}": ${JSON.stringify(value)} is not a direction`,
      'Use "ASC" or "DESC".',
    );
  return last === undefined ? { direction: word } : { direction: word, nulls: last };
}

const DIRECTIONS: ReadonlyMap<unknown, "asc" | "desc"> = new Map<unknown, "asc" | "desc">([
  ["asc", "asc"],
  ["desc", "desc"],
  [1, "asc"],
  [-1, "desc"],
]);
