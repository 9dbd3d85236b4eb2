import type { OrmError } from "../../errors/orm-error";
import type { BinaryOperator, Expression } from "../../sql/ast";
import { columnsWithin } from "../hydrate/embedded-columns";
import type { MappedColumn, MappedRelation, MemberHolder } from "../hydrate/mapped-entity";
import { FindOperator, type RawCondition } from "./find-operator";
import { invalidValue } from "./query-errors";
import { COLUMN_MARKER, columnFragment } from "./raw-column";
import {
  allOf,
  equals,
  joinJunction,
  junctionMatches,
  pairConditions,
  parameterFor,
  rowConditions,
  type SelectScope,
} from "./select-scope";
import { joinColumnFor, listSize, relationConditions } from "./shape-reader";

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  lessThan: "<",
  lessThanOrEqual: "<=",
  moreThan: ">",
  moreThanOrEqual: ">=",
};

/**
 * Conditions as an expression. It walks them in the same order as `ShapeReader`, which has checked them already, and
 * takes one slot for each value that the reader has taken.
 *
 * @param alias the table's alias; absent in UPDATE and DELETE, where conditions reach no other table.
 */
export function buildWhere(
  scope: SelectScope,
  entity: MemberHolder,
  alias: string | undefined,
  where: unknown,
): Expression {
  if (Array.isArray(where)) {
    const operands = where.map((alternative: unknown) => buildWhere(scope, entity, alias, alternative));
    return { kind: "logical", operator: "or", operands };
  }
  const conditions = Object.entries(where as object).map(([name, value]) => {
    const member = entity.members.get(name)!;
    if (member.kind === "column") return columnCondition(scope, member, scope.column(alias, member), value);
    if (member.kind === "relation") return relationCondition(scope, member, alias, value);
    if (member.kind === "relationId") return allOf([]);
    return value === null
      ? allOf(columnsWithin(member).map((column) => isNull(scope.column(alias, column))))
      : buildWhere(scope, member, alias, value);
  });
  return allOf(conditions);
}

function columnCondition(scope: SelectScope, column: MappedColumn, operand: Expression, value: unknown): Expression {
  if (value === null) return isNull(operand);
  if (!FindOperator.is(value)) return equals(operand, parameterFor(column, scope.nextSlot()));
  return operatorCondition(scope, column, operand, value);
}

function operatorCondition(
  scope: SelectScope,
  column: MappedColumn,
  operand: Expression,
  { kind, value }: FindOperator<unknown>,
): Expression {
  switch (kind) {
    case "equal":
      return columnCondition(scope, column, operand, value);
    case "not":
      return negate(columnCondition(scope, column, operand, value));
    case "isNull":
      return isNull(operand);
    case "in":
      return listCondition(scope, column, operand, (value as readonly unknown[]).length);
    case "between": {
      const low = parameterFor(column, scope.nextSlot());
      return { kind: "between", operand, low, high: parameterFor(column, scope.nextSlot()) };
    }
    case "and":
    case "or": {
      const conditions = value as readonly unknown[];
      const operands = conditions.map((condition) => columnCondition(scope, column, operand, condition));
      return { kind: "logical", operator: kind, operands };
    }
    case "raw":
      return rawCondition(scope, operand, value as RawCondition);
    case "like":
    case "ilike":
      // A pattern is text whatever the column holds, so the column's own encoding does not apply.
      return {
        kind: "like",
        operand,
        pattern: { kind: "parameter", slot: scope.nextSlot() },
        ...(kind === "ilike" ? { isCaseInsensitive: true } : {}),
      };
    default:
      return {
        kind: "binary",
        operator: COMPARISONS[kind]!,
        left: operand,
        right: parameterFor(column, scope.nextSlot()),
      };
  }
}

/** IN over one slot that holds the list. */
export function listCondition(
  scope: SelectScope,
  column: MappedColumn,
  operand: Expression,
  length: number,
): Expression {
  const { encode, definition } = column;
  const list = { slot: scope.nextSlot(), size: listSize(length), type: definition.type };
  return {
    kind: "in",
    operand,
    list: { kind: "listParameter", ...list, ...(encode === undefined ? {} : { encode }) },
    negated: false,
  };
}

function isNull(operand: Expression): Expression {
  return { kind: "isNull", operand, negated: false };
}

/** NOT, in the form that reads best. */
function negate(condition: Expression): Expression {
  if (condition.kind === "isNull" || condition.kind === "in") return { ...condition, negated: !condition.negated };
  if (condition.kind === "binary" && condition.operator === "=") return { ...condition, operator: "<>" };
  return { kind: "not", operand: condition };
}

function rawCondition(scope: SelectScope, operand: Expression, condition: RawCondition): Expression {
  const { strings, values } = condition(columnFragment());
  const expressions = values.map((value): Expression =>
    value === COLUMN_MARKER ? operand : { kind: "parameter", slot: scope.nextSlot() },
  );
  return { kind: "raw", strings, expressions };
}

function relationCondition(
  scope: SelectScope,
  relation: MappedRelation,
  alias: string | undefined,
  value: unknown,
): Expression {
  if (FindOperator.is(value)) {
    const column = joinColumnFor(relation);
    return operatorCondition(scope, column, scope.column(alias, column), value);
  }
  if (value === null) return missingRelation(scope, relation, alias);
  const where = relationConditions(relation, value);
  const direct = joinColumnConditions(scope, relation, alias, where);
  if (direct !== undefined) return direct;
  if (alias === undefined) throw unreachable(relation);
  if (relation.metadata.isToMany) return existsCondition(scope, relation, alias, where);
  return buildWhere(scope, relation.target, scope.join(alias, relation), where);
}

function missingRelation(scope: SelectScope, relation: MappedRelation, alias: string | undefined): Expression {
  const { isOwner, isToMany, joinColumns } = relation.metadata;
  if (isOwner && !isToMany)
    return allOf(joinColumns.map(({ column }) => isNull(scope.column(alias, relation.owner.column(column)))));
  if (alias === undefined) throw unreachable(relation);
  return { kind: "not", operand: existsCondition(scope, relation, alias, {}) };
}

/** A condition on nothing but the key of the related row: the entity's own table has it, no join is needed. */
function joinColumnConditions(
  scope: SelectScope,
  relation: MappedRelation,
  alias: string | undefined,
  where: unknown,
): Expression | undefined {
  const { isOwner, isToMany, joinColumns } = relation.metadata;
  if (!isOwner || isToMany || Array.isArray(where)) return undefined;
  if (relation.target.deleteDate !== undefined && !scope.withDeleted && alias !== undefined) return undefined;
  const entries = Object.entries(where as object);
  const columns = entries.map(
    ([name]) =>
      joinColumns.find(({ referencedColumn }) => !referencedColumn.isVirtual && referencedColumn.propertyName === name)
        ?.column,
  );
  if (entries.length === 0 || columns.includes(undefined)) return undefined;
  return allOf(
    entries.map(([, value], index) => {
      const column = relation.owner.column(columns[index]!);
      return columnCondition(scope, column, scope.column(alias, column), value);
    }),
  );
}

/** A condition on related rows of which there may be many: it must not multiply the rows of the entity. */
function existsCondition(scope: SelectScope, relation: MappedRelation, alias: string, where: unknown): Expression {
  const inner = scope.subquery();
  const { target, metadata } = relation;
  const from = inner.source(target.table);
  const conditions: Expression[] = [];
  if (metadata.junction === undefined) conditions.push(...pairConditions(scope, relation, alias, inner, from.alias));
  else {
    const junction = joinJunction(inner, relation, from.alias);
    conditions.push(...junctionMatches(scope, relation.metadata.joinColumns, junction, relation.owner, alias));
  }
  conditions.push(...rowConditions(inner, target, from.alias));
  conditions.push(buildWhere(inner, target, from.alias, where));
  const columns = [{ expression: { kind: "literal", value: 1 } as const }];
  return {
    kind: "exists",
    query: { kind: "select", columns, from: [from], joins: inner.joins, where: allOf(conditions), orderBy: [] },
  };
}

function unreachable(relation: MappedRelation): OrmError {
  return invalidValue(
    `entity "${relation.metadata.entity.name}", relation "${relation.property}": criteria of an update or a delete reach one table only`,
    "Find the entities first, and give their ids.",
  );
}
