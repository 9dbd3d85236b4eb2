import type { Session } from "../../session/session";
import { callListeners, hasListeners } from "../hydrate/call-listeners";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { readProperty } from "../hydrate/property-access";
import { rememberedList, rememberedValue, rememberList, rememberRow } from "../hydrate/snapshot";
import { copyValue, isSameValue } from "../hydrate/value-copy";
import { invalidValue } from "../query/query-errors";
import { Assignments } from "./assignments";
import { collectSubjects } from "./collect-subjects";
import { columnValue, hasKey, keyValues, refuseUnsaved, type EntityObject, type GivenRelations } from "./column-value";
import { decideActions } from "./decide-actions";
import { decoded, insertRows } from "./insert-rows";
import { deleteRowsByKey } from "./key-rows";
import { orderInserts } from "./order-subjects";
import { hasJunctionLists, saveJunctions } from "./save-junctions";
import type { ChangeSet, Subject } from "./subject";
import { updateEntity } from "./update-row";
import type { WriteContext } from "./write-context";

/**
 * Writes entities and what their cascades reach: new rows in dependency order, then changed columns of known rows, then
 * the tables between. More than one statement runs in a transaction. When it fails, the entities are as they were.
 */
export async function saveEntities(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  entities: readonly object[],
): Promise<void> {
  const subjects = collectSubjects(mapped, entities);
  const assignments = new Assignments();
  const work = (inner: Session): Promise<void> => writeSubjects(context, inner, subjects, assignments);
  const isSingle = isOneStatement(subjects);
  try {
    await (isSingle || session.isInTransaction ? work(session) : session.transaction(work));
  } catch (error) {
    assignments.undo();
    throw error;
  }
  for (const subject of subjects.values()) if (subject.action !== "none") remember(subject);
}

/** Whether methods run when the entity was written: what they throw takes the writing back. */
function isHeard(mapped: MappedEntity): boolean {
  return hasListeners(mapped, "afterInsert") || hasListeners(mapped, "afterUpdate");
}

/** Whether a save is one entity in one table. */
function isOneStatement(subjects: ChangeSet): boolean {
  if (subjects.size !== 1 || hasJunctionLists(subjects)) return false;
  return [...subjects.values()].every(({ mapped }) => mapped.parts === undefined && !isHeard(mapped));
}

async function writeSubjects(
  context: WriteContext,
  session: Session,
  subjects: ChangeSet,
  assignments: Assignments,
): Promise<void> {
  await decideActions(context, session, subjects.values());
  const written: Written[] = [];
  for (const { mapped, subjects: batch } of orderInserts(subjects)) {
    if (batch.some(({ canInsert }) => !canInsert)) throw notCascaded(mapped);
    if (hasListeners(mapped, "beforeInsert")) {
      for (const { entity } of batch) await callListeners(mapped, "beforeInsert", entity);
    }
    const rows = batch.map(({ entity, given, deferred }) => ({ entity, given: withDeferred(given, deferred) }));
    await insertRows(context, session, mapped, rows, assignments);
    written.push(...batch.map(({ entity }) => ({ mapped, entity, event: "afterInsert" as const })));
  }
  for (const subject of subjects.values()) {
    const { mapped, entity, action, deferred } = subject;
    if (action === "update" && (await updateSubject(context, session, subject, assignments)))
      written.push({ mapped, entity, event: "afterUpdate" });
    else if (action === "insert" && deferred.size > 0) await updateSubject(context, session, subject, assignments);
  }
  await saveJunctions(context, session, subjects);
  for (const { mapped, entity, event } of written)
    if (hasListeners(mapped, event)) await callListeners(mapped, event, entity);
}

/** An entity whose row was written, and what its methods hear of it when all rows are. */
interface Written {
  readonly mapped: MappedEntity;
  readonly entity: EntityObject;
  readonly event: "afterInsert" | "afterUpdate";
}

/** References that must wait are NULL for the moment. */
function withDeferred(given: Subject["given"], deferred: Subject["deferred"]): GivenRelations {
  if (deferred.size === 0) return given;
  return new Map([...given, ...[...deferred].map((relation) => [relation, null] as const)]);
}

/** Writes what changed of a row, and says whether anything did. */
async function updateSubject(
  context: WriteContext,
  session: Session,
  subject: Subject,
  assignments: Assignments,
): Promise<boolean> {
  if (await putOrphanAway(context, session, subject, assignments)) return false;
  const { mapped, entity, action } = subject;
  let { columns, values } = findChanges(subject);
  if (columns.length === 0) return false;
  if (action === "update" && hasListeners(mapped, "beforeUpdate")) {
    await callListeners(mapped, "beforeUpdate", entity);
    ({ columns, values } = findChanges(subject));
    if (columns.length === 0) return false;
  }
  const key = mapped.primary.map((column) => knownValue(subject, column) ?? columnValue(entity, column, subject.given));
  const version = mapped.version === undefined ? undefined : versionOf(subject, mapped.version);
  await updateEntity(context, session, mapped, { entity, columns, values, key, version }, assignments);
  return true;
}

/** The columns whose values are others than the row has. */
function findChanges(subject: Subject): { readonly columns: MappedColumn[]; readonly values: unknown[] } {
  const columns: MappedColumn[] = [];
  const values: unknown[] = [];
  for (const column of writableColumns(subject)) {
    const value = columnValue(subject.entity, column, subject.given);
    refuseUnsaved(column, subject.entity, value, subject.given);
    if (value === undefined || isSameValue(value, knownValue(subject, column))) continue;
    columns.push(column);
    values.push(value);
  }
  return { columns, values };
}

/** Deletes a child that left its list, or marks it as deleted, where the relation says that it shall not stay. */
async function putOrphanAway(
  context: WriteContext,
  session: Session,
  subject: Subject,
  assignments: Assignments,
): Promise<boolean> {
  const { mapped, entity, given } = subject;
  const actions = [...given].flatMap(([relation, parent]) =>
    parent === null ? [relation.inverse?.orphanedRowAction] : [],
  );
  const isDeleted = actions.includes("delete");
  if (!isDeleted && !actions.includes("soft-delete")) return false;
  const key = keyValues(entity, mapped);
  if (isDeleted) await deleteRowsByKey(context, session, mapped, mapped.primary, [key]);
  else {
    const column = mapped.deleteDate ?? throwNoDeleteDate(mapped);
    const now = context.clock.now();
    await updateEntity(context, session, mapped, { entity, columns: [column], values: [now], key }, assignments);
    assignments.set(entity, column, now);
  }
  subject.action = "none";
  return true;
}

function throwNoDeleteDate(mapped: MappedEntity): never {
  throw invalidValue(
    `entity "${mapped.name}": a row that left its parent's list cannot be marked as deleted`,
    'Give the entity a @DeleteDateColumn(), or use another orphanedRowAction than "soft-delete".',
  );
}

/** Only the foreign key, where the entity itself is not saved. */
function writableColumns({ mapped, canUpdate, action, given, deferred }: Subject): readonly MappedColumn[] {
  const isOfRelation = ({ metadata: { relation } }: MappedColumn, relations: { has(key: never): boolean }): boolean =>
    relation !== undefined && relations.has(relation as never);
  if (action === "insert") return mapped.ownColumns.filter((column) => isOfRelation(column, deferred));
  const columns = mapped.ownColumns.filter(
    ({ metadata, definition }) =>
      metadata.isUpdate && !metadata.isPrimary && !metadata.isVersion && definition.generated === undefined,
  );
  return canUpdate ? columns : columns.filter((column) => isOfRelation(column, given));
}

/** The value that the row has: as it was loaded, or as it was just looked up. */
function knownValue({ entity, row, action }: Subject, column: MappedColumn): unknown {
  if (action === "insert") return undefined;
  return row === undefined ? rememberedValue(entity, column) : decoded(column, row[column.ordinal]);
}

/** The version that the entity claims to have: the row must have it too. */
function versionOf(subject: Subject, version: MappedColumn): unknown {
  if (subject.action === "insert") return columnValue(subject.entity, version);
  return subject.row === undefined
    ? rememberedValue(subject.entity, version)
    : (columnValue(subject.entity, version) ?? knownValue(subject, version));
}

/** From now on the entity is known as it is; the next save writes what changes from here. */
function remember(subject: Subject): void {
  const { mapped, entity, given } = subject;
  const row = mapped.columns.map((column) => {
    const value = columnValue(entity, column, given);
    return value === undefined ? (knownValue(subject, column) ?? undefined) : copyValue(value);
  });
  const isKeyShown = hasKey(keyValues(entity, mapped, given));
  rememberRow(entity, row, isKeyShown ? mapped.wholeLayout : { ...mapped.wholeLayout, showsKey: false });
  for (const { metadata } of mapped.ownRelations) {
    const list = metadata.isToMany ? readProperty(entity, metadata) : undefined;
    if (Array.isArray(list) && isWhole(subject, metadata.propertyPath))
      rememberList(entity, metadata.propertyPath, list as readonly object[]);
  }
}

/** Whether the list is all that belongs to the entity: its row is new, or the list was loaded before it was changed. */
function isWhole({ action, entity }: Subject, path: string): boolean {
  return action === "insert" || rememberedList(entity, path) !== undefined;
}

function notCascaded(mapped: MappedEntity): Error {
  return invalidValue(
    `entity "${mapped.name}": a related ${mapped.name} is new, and the relation that leads to it does not save it`,
    "Save it first, or set { cascade: true } on the relation.",
  );
}
