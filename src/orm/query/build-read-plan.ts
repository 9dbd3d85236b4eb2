import type { ResolvedDialect } from "../../dialect/dialect";
import type { Expression, Ordering, SelectQuery } from "../../sql/ast";
import { createHydrator } from "../hydrate/hydrator";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { buildOrder } from "./build-order";
import { buildShape, type ListRequest } from "./build-shape";
import { createListLoader } from "./list-loader";
import { ReadPlan, ScalarPlan } from "./read-plan";
import { allOf, notDeleted, SelectScope } from "./select-scope";
import type { UntypedFindOptions } from "./shape-reader";
import { buildWhere } from "./where-builder";

/** The plan of `find`; with `isSingle` it reads one row at most. */
export function buildReadPlan(
  dialect: ResolvedDialect,
  entity: MappedEntity,
  options: UntypedFindOptions,
  isSingle: boolean,
): ReadPlan {
  const scope = new SelectScope(options.withDeleted === true);
  const from = scope.source(entity.table);
  const where = rootCondition(scope, entity, from.alias, options);
  const lists: ListRequest[] = [];
  const shape = buildShape(scope, entity, from.alias, options, lists);
  const orderBy = buildOrder(scope, entity, from.alias, options.order ?? entity.metadata.options.orderBy);
  const query: SelectQuery = {
    kind: "select",
    columns: scope.columns,
    from,
    joins: scope.joins,
    ...where,
    orderBy,
    ...limits(scope, options, isSingle),
  };
  return new ReadPlan({
    query: dialect.queries.compile(query),
    hydrate: createHydrator(shape),
    lists: lists.map((list) => createListLoader(dialect, list, scope.withDeleted)),
  });
}

/** The plan of `count`: how many rows match, without `skip` and `take`. */
export function buildCountPlan(
  dialect: ResolvedDialect,
  entity: MappedEntity,
  options: UntypedFindOptions,
): ScalarPlan {
  return buildScalarPlan(
    dialect,
    entity,
    options,
    { kind: "call", name: "count", arguments: [{ kind: "star" }] },
    false,
  );
}

/** The plan of `exists`: a row when there is one that matches. */
export function buildExistsPlan(
  dialect: ResolvedDialect,
  entity: MappedEntity,
  options: UntypedFindOptions,
): ScalarPlan {
  return buildScalarPlan(dialect, entity, options, { kind: "literal", value: 1 }, true);
}

function buildScalarPlan(
  dialect: ResolvedDialect,
  entity: MappedEntity,
  options: UntypedFindOptions,
  expression: Expression,
  isSingle: boolean,
): ScalarPlan {
  const scope = new SelectScope(options.withDeleted === true);
  const from = scope.source(entity.table);
  const where = rootCondition(scope, entity, from.alias, options);
  const orderBy: readonly Ordering[] = [];
  const limit = isSingle ? { limit: { kind: "literal", value: 1 } as const } : {};
  const { joins } = scope;
  return new ScalarPlan(
    dialect.queries.compile({ kind: "select", columns: [{ expression }], from, joins, ...where, orderBy, ...limit }),
  );
}

function rootCondition(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  options: UntypedFindOptions,
): { where?: Expression } {
  const conditions: Expression[] = scope.withDeleted ? [] : [...notDeleted(entity, alias)];
  if (options.where !== undefined && options.where !== null) {
    const where = buildWhere(scope, entity, alias, options.where);
    if (!isAlwaysTrue(where)) conditions.push(where);
  }
  return conditions.length === 0 ? {} : { where: allOf(conditions) };
}

function isAlwaysTrue(where: Expression): boolean {
  return where.kind === "logical" && where.operator === "and" && where.operands.length === 0;
}

function limits(
  scope: SelectScope,
  options: UntypedFindOptions,
  isSingle: boolean,
): { limit?: Expression; offset?: Expression } {
  if (isSingle) return { limit: { kind: "literal", value: 1 } };
  return {
    ...(options.take === undefined ? {} : { limit: { kind: "parameter", slot: scope.nextSlot() } }),
    ...(options.skip === undefined ? {} : { offset: { kind: "parameter", slot: scope.nextSlot() } }),
  };
}
