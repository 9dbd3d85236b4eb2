import { OrmError } from "../../errors/orm-error";
import { SqlFragment } from "../../schema/sql-fragment";
import type { Session } from "../../session/session";
import type { Expression, Assignment } from "../../sql/ast";
import { columnsWithin } from "../hydrate/embedded-columns";
import { isComputed } from "../hydrate/map-virtual-columns";
import type {
  MappedColumn,
  MappedEmbedded,
  MappedEntity,
  MappedRelation,
  MappedRelationId,
  MemberHolder,
} from "../hydrate/mapped-entity";
import { plainHolderOf, type PropertyHolder } from "../hydrate/property-access";
import { In } from "../query/operators";
import { invalidValue, unknownProperty } from "../query/query-errors";
import { PREPARED } from "../query/read-plan";
import { allOf, markConditions, parameterFor, SelectScope } from "../query/select-scope";
import { refuseScattered } from "../query/refuse-scattered";
import { ShapeReader } from "../query/shape-reader";
import { buildWhere } from "../query/where-builder";
import { columnValue, type EntityObject } from "./column-value";
import { clockExpression, dateAssignments, touchedDates, versionAssignment } from "./update-row";
import type { WriteContext } from "./write-context";

/** Which rows: conditions, or every row when that was said in so many words. */
export type Criteria = { readonly where: unknown } | "all";

/**
 * Reads the first argument of `update` and `delete`: an id, a list of ids, or conditions.
 *
 * @throws OrmError `QUERY.CRITERIA_MISSING` for what would match every row.
 */
export function readCriteria(mapped: MappedEntity, criteria: unknown): Criteria {
  const isEmpty =
    criteria === undefined ||
    criteria === null ||
    criteria === "" ||
    (typeof criteria === "object" && isEmptyObject(criteria));
  if (isEmpty) throw criteriaMissing(mapped);
  if (Array.isArray(criteria)) {
    if (criteria.some((each) => each === undefined || each === null)) throw criteriaMissing(mapped);
    if (criteria.every(isScalar)) return { where: keyCriteria(mapped, In(criteria)) };
    if (criteria.some((each) => typeof each === "object" && isEmptyObject(each as object)))
      throw criteriaMissing(mapped);
    return { where: criteria };
  }
  return { where: isScalar(criteria) ? keyCriteria(mapped, criteria) : criteria };
}

/** Sets columns of the rows that match, with their update date and version, and gives the number of rows. */
export async function updateByCriteria(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  criteria: Criteria,
  partial: EntityObject,
): Promise<number> {
  refuseSeveralTables(mapped);
  const changes = readChanges(mapped, partial);
  if (changes.length === 0)
    throw invalidValue(`entity "${mapped.name}": the update sets nothing`, "Give at least one property.");
  const touched = touchedDates(
    mapped,
    changes.map(({ column }) => column),
  );
  const shape = new ShapeReader(`c:${mapped.id}:`, context.dialect.capabilities.arrayParameters);
  for (const { column, value } of changes) {
    shape.key += SqlFragment.is(value) ? `${column.ordinal}r${JSON.stringify(value.strings)}` : `${column.ordinal}=`;
    if (SqlFragment.is(value)) shape.values.push(...value.values);
    else shape.values.push(value);
  }
  for (const column of touched) if (clockExpression(column) === undefined) shape.values.push(context.clock.now());
  shape.key += " where ";
  if (criteria !== "all") shape.where(mapped, criteria.where);
  const plan = context.plan(shape.key, () => {
    const scope = new SelectScope(true);
    const set: Assignment[] = changes.map(({ column, value }) => ({
      column: column.name,
      value: newValue(scope, column, value),
    }));
    set.push(...dateAssignments(touched, () => scope.nextSlot()));
    const { version } = mapped;
    if (version !== undefined && !changes.some(({ column }) => column === version))
      set.push(versionAssignment(version, undefined));
    return { kind: "update", table: mapped.table, set, returning: [], ...conditions(scope, mapped, criteria) };
  });
  return (await session.execute(plan.sql, plan.bind(shape.values), PREPARED)).affected;
}

/** Deletes the rows that match, and gives their number. */
export async function deleteByCriteria(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  criteria: Criteria,
): Promise<number> {
  refuseSeveralTables(mapped);
  const shape = new ShapeReader(`x:${mapped.id}:`, context.dialect.capabilities.arrayParameters);
  if (criteria !== "all") shape.where(mapped, criteria.where);
  const plan = context.plan(shape.key, () => ({
    kind: "delete",
    from: mapped.table,
    ...conditions(new SelectScope(true), mapped, criteria),
  }));
  return (await session.execute(plan.sql, plan.bind(shape.values), PREPARED)).affected;
}

function conditions(scope: SelectScope, mapped: MappedEntity, criteria: Criteria): { where?: Expression } {
  const marks = markConditions(mapped, undefined);
  const given = criteria === "all" ? [] : [buildWhere(scope, mapped, undefined, criteria.where)];
  const where = [...marks, ...given];
  return where.length === 0 ? {} : { where: allOf(where) };
}

/** @throws OrmError `QUERY.INVALID_VALUE` for an entity whose rows are in several tables: one statement reaches one of them. */
function refuseSeveralTables(mapped: MappedEntity): void {
  refuseScattered(mapped);
  if (mapped.parts === undefined) return;
  const tables = mapped.parts.map(({ name }) => name).join(" and ");
  throw invalidValue(
    `entity "${mapped.name}": its rows are in the tables of ${tables}, and criteria of an update or a delete reach one table only`,
    "Find the entities, and use save() or remove().",
  );
}

/** The columns that a partial entity sets: its own, and the keys of the entities that it refers to. */
function readChanges(mapped: MappedEntity, partial: EntityObject): readonly { column: MappedColumn; value: unknown }[] {
  const changes = new Map<MappedColumn, unknown>();
  collectChanges(changes, mapped, partial);
  for (const [{ metadata, part }, value] of changes) {
    if (part !== undefined) throw otherTable(mapped, metadata.propertyPath);
    if (value === undefined)
      throw invalidValue(
        `entity "${mapped.name}", relation "${metadata.propertyPath}": the related entity has no key`,
        "Save it first.",
      );
  }
  return [...changes].map(([column, value]) => ({ column, value }));
}

function collectChanges(changes: Map<MappedColumn, unknown>, holder: MemberHolder, partial: EntityObject): void {
  for (const [property, given] of Object.entries(partial)) {
    const member = holder.members.get(property);
    if (member === undefined) throw unknownProperty(`entity "${holder.name}"`, property, holder.members.keys());
    if (given === undefined) continue;
    if (member.kind === "relationId" || (member.kind === "column" && isComputed(member))) throw computedMember(member);
    if (member.kind === "column") changes.set(member, given);
    else if (member.kind === "embedded") collectEmbedded(changes, member, given);
    else collectKey(changes, member, given);
  }
}

function computedMember({ metadata, property }: MappedColumn | MappedRelationId): OrmError {
  return invalidValue(
    `entity "${metadata.entity.name}", property "${property}": it is computed, and cannot be set`,
    "Set what it is computed from: the relation, or the columns of its query.",
  );
}

/** `null` sets all columns of an embedded class; an object those that it names. */
function collectEmbedded(changes: Map<MappedColumn, unknown>, embedded: MappedEmbedded, given: unknown): void {
  if (given === null) for (const column of columnsWithin(embedded)) changes.set(column, null);
  else if (typeof given === "object") collectChanges(changes, embedded, given as EntityObject);
  else
    throw invalidValue(
      `entity "${embedded.name}": an embedded class is set by an object`,
      `Give an object: { ${embedded.property}: { name: value } }.`,
    );
}

function collectKey(changes: Map<MappedColumn, unknown>, { metadata, owner }: MappedRelation, given: unknown): void {
  if (!metadata.isOwner || metadata.isToMany) throw otherTable(owner, metadata.propertyPath);
  const partial: PropertyHolder = {};
  plainHolderOf(partial, metadata.embedded)[metadata.propertyName] = given;
  for (const { column: joinColumn } of metadata.joinColumns) {
    const column = owner.column(joinColumn);
    changes.set(column, columnValue(partial, column));
  }
}

function otherTable({ name }: MappedEntity, path: string): OrmError {
  return invalidValue(
    `entity "${name}", property "${path}": update() sets columns of its own table only`,
    "Use save().",
  );
}

function newValue(scope: SelectScope, column: MappedColumn, value: unknown): Expression {
  if (!SqlFragment.is(value)) return parameterFor(column, scope.nextSlot());
  const expressions = value.values.map((): Expression => ({ kind: "parameter", slot: scope.nextSlot() }));
  return { kind: "raw", strings: value.strings, expressions };
}

/** The condition that the only column of the primary key is something. */
function keyCriteria(mapped: MappedEntity, value: unknown): object {
  const [only, second] = mapped.primary;
  if (only?.property !== undefined && second === undefined) {
    const where: PropertyHolder = {};
    plainHolderOf(where, only.embedded)[only.property] = value;
    return where;
  }
  throw invalidValue(
    `entity "${mapped.name}": its primary key has several columns, so one value does not name a row`,
    "Give an object with all of them.",
  );
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value instanceof Date || value instanceof Uint8Array;
}

function isEmptyObject(value: object): boolean {
  return !isScalar(value) && Object.keys(value).length === 0;
}

function criteriaMissing(mapped: MappedEntity): OrmError {
  return new OrmError(
    "QUERY.CRITERIA_MISSING",
    `entity "${mapped.name}": the criteria are empty and would match every row`,
    {
      hint: "Give conditions; for every row use updateAll() or deleteAll().",
    },
  );
}
