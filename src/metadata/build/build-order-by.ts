import { OrmError } from "../../errors/orm-error";
import type { OrderByMetadata } from "../entity-metadata";
import type { OrderBy, OrderByNulls, PropertyNames } from "../options/order-by-options";
import type { EntityDraft } from "./draft";
import { describeClass } from "./property-label";
import { suggestName } from "./relation-error";

/**
 * The order in which `find` returns rows when it is not told another, as the entity asks for it.
 * Throws `ENTITY.OPTION_INVALID` for a property that is no column, and for a direction that is none.
 */
export function buildOrderBy(draft: EntityDraft): readonly OrderByMetadata[] | undefined {
  const { orderBy } = draft.metadata.options;
  if (orderBy === undefined) return undefined;
  const paths = listPaths(draft);
  const order: unknown = typeof orderBy === "function" ? orderBy(nameTree(paths)) : orderBy;
  if (!isObject(order)) throw invalid(draft, `${String(order)} is no order`, 'Return an object: { name: "ASC" }.');
  return [...readOrder(draft, paths, order as OrderBy, "")];
}

/** Those of the columns of its table, and of the tables of the classes that it extends. */
function listPaths({ columns, joinedTo }: EntityDraft): readonly string[] {
  const own = columns.filter(({ isVirtual }) => !isVirtual).map(({ propertyPath }) => propertyPath);
  return joinedTo === undefined ? own : [...new Set([...listPaths(joinedTo), ...own])];
}

function nameTree(paths: readonly string[]): PropertyNames {
  const root: Record<string, unknown> = {};
  for (const path of paths) {
    const names = path.split(".");
    const holder = names.slice(0, -1).reduce((place, name) => (place[name] ??= {}) as typeof root, root);
    holder[names.at(-1)!] = path;
  }
  return root as PropertyNames;
}

function* readOrder(
  draft: EntityDraft,
  paths: readonly string[],
  order: OrderBy,
  prefix: string,
): Generator<OrderByMetadata, void, undefined> {
  for (const [name, value] of Object.entries(order)) {
    const path = `${prefix}${name}`;
    if (paths.includes(path)) yield readOne(draft, path, value);
    else if (isObject(value) && paths.some((known) => known.startsWith(`${path}.`)))
      yield* readOrder(draft, paths, value as OrderBy, `${path}.`);
    else throw invalid(draft, `"${path}" is no column`, suggestName(path, paths));
  }
}

function readOne(draft: EntityDraft, propertyPath: string, value: unknown): OrderByMetadata {
  const { order, nulls } = (isObject(value) ? value : { order: value }) as Partial<OrderByNulls>;
  const isKnown = nulls === undefined || nulls === "NULLS FIRST" || nulls === "NULLS LAST";
  if ((order !== "ASC" && order !== "DESC") || !isKnown) {
    const hint = 'Use "ASC", "DESC", or { order: "ASC", nulls: "NULLS LAST" }.';
    throw invalid(draft, `${JSON.stringify(value)} is no direction for "${propertyPath}"`, hint);
  }
  const direction = order === "ASC" ? "asc" : "desc";
  return nulls === undefined
    ? { propertyPath, direction }
    : { propertyPath, direction, nulls: nulls === "NULLS FIRST" ? "first" : "last" };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function invalid({ definition: { source } }: EntityDraft, problem: string, hint: string): OrmError {
  return new OrmError("ENTITY.OPTION_INVALID", `${describeClass(source)}, orderBy: ${problem}`, {
    hint,
    details: { class: source.name },
  });
}
