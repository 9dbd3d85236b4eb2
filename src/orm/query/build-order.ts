import type { Ordering } from "../../sql/ast";
import type { MappedEntity, MemberHolder } from "../hydrate/mapped-entity";
import type { FindOptionsOrderNulls } from "./find-options";
import { invalidValue } from "./query-errors";
import type { SelectScope } from "./select-scope";

/** ORDER BY from `order` of a query over an entity; without it, from what the entity says itself. */
export function buildRowOrder(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  order: unknown,
): readonly Ordering[] {
  if (order !== undefined && order !== null) return buildOrder(scope, entity, alias, order);
  return (entity.metadata.orderBy ?? []).map(({ propertyPath, ...where }) => {
    const column = entity.columns.find(
      ({ metadata, property }) => property !== undefined && metadata.propertyPath === propertyPath,
    );
    return { expression: scope.column(alias, column!), ...where };
  });
}

/**
 * ORDER BY from `order`. To-one relations are joined for it; what is said about a to-many relation orders its list, and
 * is left to the query that loads the list.
 *
 * @throws OrmError `QUERY.INVALID_VALUE` for a direction that is none.
 */
function buildOrder(scope: SelectScope, entity: MemberHolder, alias: string, order: unknown): readonly Ordering[] {
  if (order === undefined || order === null) return [];
  return Object.entries(order).flatMap(([name, value]: [string, unknown]): readonly Ordering[] => {
    const member = entity.members.get(name);
    if (member === undefined || value === undefined) return [];
    if (member.kind === "column")
      return [{ expression: scope.column(alias, member), ...readDirection(entity, name, value) }];
    if (member.kind === "embedded") return buildOrder(scope, member, alias, value);
    if (member.kind === "relationId" || member.metadata.isToMany) return [];
    return buildOrder(scope, member.target, scope.join(alias, member), value);
  });
}

function readDirection(entity: MemberHolder, name: string, value: unknown): Pick<Ordering, "direction" | "nulls"> {
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
