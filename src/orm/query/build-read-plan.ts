import type { ResolvedDialect } from "../../dialect/dialect";
import type { Expression, Ordering, SelectQuery } from "../../sql/ast";
import { createHydrator } from "../hydrate/hydrator";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { buildRowOrder } from "./build-order";
import { buildShape, type LoadRequest } from "./build-shape";
import { createLoaders } from "./list-loader";
import { ReadPlan, ScalarPlan } from "./read-plan";
import { allOf, rowConditions, SelectScope } from "./select-scope";
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
  const requests: LoadRequest[] = [];
  const shape = buildShape(scope, entity, from.alias, options, requests);
  const orderBy = buildRowOrder(scope, entity, from.alias, options.order);
  const query: SelectQuery = {
    kind: "select",
    columns: scope.columns,
    from: [from],
    joins: scope.joins,
    ...where,
    orderBy,
    ...limits(scope, options, isSingle),
  };
  return new ReadPlan({
    query: dialect.queries.compile(query),
    hydrate: createHydrator(shape),
    lists: createLoaders(dialect, requests, scope.withDeleted),
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
    { kind: "aggregate", name: "count", arguments: [{ kind: "star" }] },
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
    dialect.queries.compile({
      kind: "select",
      columns: [{ expression }],
      from: [from],
      joins,
      ...where,
      orderBy,
      ...limit,
    }),
  );
}

function rootCondition(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string,
  options: UntypedFindOptions,
): { where?: Expression } {
  const conditions: Expression[] = [...rowConditions(scope, entity, alias)];
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
