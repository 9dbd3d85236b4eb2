import { OrmError } from "../../errors/orm-error";
import type { Session } from "../../session/session";
import { type Expression, bareColumn, type Assignment, type UpdateQuery } from "../../sql/ast";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { PREPARED } from "../query/read-plan";
import { allOf, equals, parameterFor } from "../query/select-scope";
import type { Assignments } from "./assignments";
import type { EntityObject } from "./column-value";
import { assignByKey, assignRow } from "./insert-rows";
import { ordinals } from "./key-rows";
import type { WriteContext } from "./write-context";

/** The changed values of one row. */
export interface RowChange {
  readonly entity: EntityObject;
  readonly columns: readonly MappedColumn[];
  readonly values: readonly unknown[];
  /** The primary key as it is in the database. */
  readonly key: readonly unknown[];
  /** The version that the entity was loaded with: the row must still have it. */
  readonly version?: unknown;
}

/** Writes the changed columns of an entity, in each of its tables that has some; a change anywhere is one for its dates and its version. */
export async function updateEntity(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  change: RowChange,
  assignments: Assignments,
): Promise<void> {
  const { parts } = mapped;
  if (parts === undefined) return updateRow(context, session, mapped, change, assignments);
  for (const part of parts) {
    const own = new Set(part.columns.map(({ metadata }) => metadata));
    const kept = change.columns.map((column) => own.has(column.metadata) && !column.metadata.isPrimary);
    const columns = change.columns.filter((_, index) => kept[index]).map(({ metadata }) => part.column(metadata));
    const isTouched = columns.length > 0 || part.updateDates.length > 0 || part.version !== undefined;
    const values = change.values.filter((_, index) => kept[index]);
    if (isTouched) await updateRow(context, session, part, { ...change, columns, values }, assignments);
  }
}

/**
 * Writes the changed columns of one row, with its update date and its version.
 *
 * @throws OrmError `QUERY.VERSION_CONFLICT` when somebody else changed or deleted the row in between.
 */
export async function updateRow(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  change: RowChange,
  assignments: Assignments,
): Promise<void> {
  const touched = touchedDates(mapped, change.columns);
  const isVersioned = mapped.version !== undefined && typeof change.version === "number";
  const unknownVersion = mapped.version === undefined || isVersioned ? [] : [mapped.version];
  const readBack = [...touched, ...mapped.columns.filter(isSetByUpdate), ...unknownVersion];
  const returning = context.dialect.capabilities.updateReturning ? readBack : [];
  const shape = `u:${mapped.id}:${ordinals(change.columns)}:${isVersioned}`;
  const plan = context.plan(shape, () => buildUpdate(mapped, change.columns, touched, returning, isVersioned));
  const now = touched.filter((column) => clockExpression(column) === undefined).map(() => context.clock.now());
  const version = isVersioned ? [change.version + 1] : [];
  const values = [...change.values, ...now, ...version, ...change.key, ...(isVersioned ? [change.version] : [])];
  const result = await session.execute(plan.sql, plan.bind(values), PREPARED);
  if (isVersioned && result.affected === 0) throw versionConflict(mapped, change);
  if (isVersioned) assignments.set(change.entity, mapped.version, change.version + 1);
  const [row] = result.rows;
  if (returning.length > 0 && row !== undefined) assignRow(change.entity, returning, row, assignments);
  else if (readBack.length > 0 && returning.length === 0)
    await assignByKey(context, session, mapped, readBack, [change.key], [change], assignments);
}

/** Update dates that the entity's own change does not set. */
export function touchedDates(mapped: MappedEntity, changed: readonly MappedColumn[]): readonly MappedColumn[] {
  return mapped.updateDates.filter((column) => column.metadata.isUpdate && !changed.includes(column));
}

/** The database's clock, as the column's default spells it; `undefined` where the application's must do. */
export function clockExpression({ definition }: MappedColumn): Expression | undefined {
  if (definition.default?.kind !== "expression") return undefined;
  return { kind: "raw", strings: [definition.default.sql], expressions: [] };
}

/** Sets the update dates: by the database's clock, or from the next slot. */
export function dateAssignments(touched: readonly MappedColumn[], nextSlot: () => number): readonly Assignment[] {
  return touched.map((column) => ({
    column: column.name,
    value: clockExpression(column) ?? parameterFor(column, nextSlot()),
  }));
}

function buildUpdate(
  mapped: MappedEntity,
  columns: readonly MappedColumn[],
  touched: readonly MappedColumn[],
  returning: readonly MappedColumn[],
  isVersioned: boolean,
): UpdateQuery {
  let slot = 0;
  const nextSlot = (): number => slot++;
  const { version } = mapped;
  const set: Assignment[] = columns.map((column) => ({ column: column.name, value: parameterFor(column, nextSlot()) }));
  set.push(...dateAssignments(touched, nextSlot));
  if (version !== undefined) set.push(versionAssignment(version, isVersioned ? nextSlot() : undefined));
  const conditions = mapped.primary.map((column) => equals(bareColumn(column.name), parameterFor(column, nextSlot())));
  if (isVersioned) conditions.push(equals(bareColumn(version!.name), parameterFor(version!, nextSlot())));
  return {
    kind: "update",
    table: mapped.table,
    set,
    where: allOf(conditions),
    returning: returning.map(({ name }) => name),
  };
}

/** The next version: a known number, or one more than the row has. */
export function versionAssignment(version: MappedColumn, slot: number | undefined): Assignment {
  const column = bareColumn(version.name);
  const next: Expression = { kind: "binary", operator: "+", left: column, right: { kind: "literal", value: 1 } };
  return { column: version.name, value: slot === undefined ? next : parameterFor(version, slot) };
}

/** Columns whose value the database computes anew on every UPDATE. */
function isSetByUpdate({ metadata, definition }: MappedColumn): boolean {
  return definition.generated !== undefined || (metadata.onUpdate !== undefined && !metadata.isUpdateDate);
}

function versionConflict(mapped: MappedEntity, { key, version }: RowChange): OrmError {
  const where = mapped.primary.map(({ name }, index) => `${name} = ${String(key[index])}`).join(", ");
  return new OrmError(
    "QUERY.VERSION_CONFLICT",
    `entity "${mapped.name}", row ${where}: version ${String(version)} is no longer there`,
    { hint: "Somebody else changed or deleted the row: load it again, and repeat the change.", details: { version } },
  );
}
