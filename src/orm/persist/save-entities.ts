import type { Session } from "../../session/session";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { rememberedList, rememberedValue, rememberList, rememberRow } from "../hydrate/snapshot";
import { copyValue, isSameValue } from "../hydrate/value-copy";
import { invalidValue } from "../query/query-errors";
import { Assignments } from "./assignments";
import { collectSubjects } from "./collect-subjects";
import { columnValue, hasKey, keyValues, refuseUnsaved, type GivenRelations } from "./column-value";
import { decideActions } from "./decide-actions";
import { decoded, insertRows } from "./insert-rows";
import { deleteRowsByKey } from "./key-rows";
import { orderInserts } from "./order-subjects";
import { hasJunctionLists, saveJunctions } from "./save-junctions";
import type { ChangeSet, Subject } from "./subject";
import { updateRow } from "./update-row";
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
  const isSingle = subjects.size === 1 && !hasJunctionLists(subjects);
  try {
    await (isSingle || session.isInTransaction ? work(session) : session.transaction(work));
  } catch (error) {
    assignments.undo();
    throw error;
  }
  for (const subject of subjects.values()) if (subject.action !== "none") remember(subject);
}

async function writeSubjects(
  context: WriteContext,
  session: Session,
  subjects: ChangeSet,
  assignments: Assignments,
): Promise<void> {
  await decideActions(context, session, subjects.values());
  for (const { mapped, subjects: batch } of orderInserts(subjects)) {
    if (batch.some(({ canInsert }) => !canInsert)) throw notCascaded(mapped);
    const rows = batch.map(({ entity, given, deferred }) => ({ entity, given: withDeferred(given, deferred) }));
    await insertRows(context, session, mapped, rows, assignments);
  }
  for (const subject of subjects.values()) {
    if (subject.action === "update") await updateSubject(context, session, subject, assignments);
    else if (subject.action === "insert" && subject.deferred.size > 0)
      await updateSubject(context, session, subject, assignments);
  }
  await saveJunctions(context, session, subjects);
}

/** References that must wait are NULL for the moment. */
function withDeferred(given: Subject["given"], deferred: Subject["deferred"]): GivenRelations {
  if (deferred.size === 0) return given;
  return new Map([...given, ...[...deferred].map((relation) => [relation, null] as const)]);
}

async function updateSubject(
  context: WriteContext,
  session: Session,
  subject: Subject,
  assignments: Assignments,
): Promise<void> {
  if (await deleteOrphan(context, session, subject)) return;
  const { mapped, entity } = subject;
  const columns: MappedColumn[] = [];
  const values: unknown[] = [];
  for (const column of writableColumns(subject)) {
    const value = columnValue(entity, column, subject.given);
    refuseUnsaved(column, entity, value, subject.given);
    if (value === undefined || isSameValue(value, knownValue(subject, column))) continue;
    columns.push(column);
    values.push(value);
  }
  if (columns.length === 0) return;
  const key = mapped.primary.map((column) => knownValue(subject, column) ?? columnValue(entity, column, subject.given));
  const version = mapped.version === undefined ? undefined : versionOf(subject, mapped.version);
  await updateRow(context, session, mapped, { entity, columns, values, key, version }, assignments);
}

/** A child that left its list, where the relation says that it shall not stay. */
async function deleteOrphan(context: WriteContext, session: Session, subject: Subject): Promise<boolean> {
  const { mapped, entity, given } = subject;
  const isDeleted = [...given].some(
    ([relation, parent]) => parent === null && relation.inverse?.orphanedRowAction === "delete",
  );
  if (!isDeleted) return false;
  await deleteRowsByKey(context, session, mapped, mapped.primary, [keyValues(entity, mapped)]);
  subject.action = "none";
  return true;
}

/** Only the foreign key, where the entity itself is not saved. */
function writableColumns({ mapped, canUpdate, action, given, deferred }: Subject): readonly MappedColumn[] {
  const isOfRelation = ({ metadata: { relation } }: MappedColumn, relations: { has(key: never): boolean }): boolean =>
    relation !== undefined && relations.has(relation as never);
  if (action === "insert") return mapped.columns.filter((column) => isOfRelation(column, deferred));
  const columns = mapped.columns.filter(
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
  for (const { metadata, property } of mapped.relations) {
    const list = entity[property];
    if (metadata.isToMany && Array.isArray(list) && isWhole(subject, property))
      rememberList(entity, property, list as readonly object[]);
  }
}

/** Whether the list is all that belongs to the entity: its row is new, or the list was loaded before it was changed. */
function isWhole({ action, entity }: Subject, property: string): boolean {
  return action === "insert" || rememberedList(entity, property) !== undefined;
}

function notCascaded(mapped: MappedEntity): Error {
  return invalidValue(
    `entity "${mapped.name}": a related ${mapped.name} is new, and the relation that leads to it does not save it`,
    "Save it first, or set { cascade: true } on the relation.",
  );
}
