import type { Session } from "../../session/session";
import type { MappedColumn, MappedEntity, MappedRelation } from "../hydrate/mapped-entity";
import { readProperty } from "../hydrate/property-access";
import { rememberedList } from "../hydrate/snapshot";
import { invalidValue } from "../query/query-errors";
import { keyOf, type Key } from "../query/row-key";
import { columnValue, type EntityObject } from "./column-value";
import { identityOf } from "./collect-subjects";
import { decoded, insertValues } from "./insert-rows";
import { deleteRowsByKey, readRowsByKey } from "./key-rows";
import type { ChangeSet, Subject } from "./subject";
import type { WriteContext } from "./write-context";

/** Rows to add to and to take out of the table between two entities. */
interface JunctionChanges {
  readonly junction: MappedEntity;
  readonly added: Map<Key, readonly unknown[]>;
  readonly removed: Map<Key, readonly unknown[]>;
  /** Added rows that may be there already: the list was never loaded. */
  readonly uncertain: Set<Key>;
}

/** Whether the save has lists whose rows are in a table between. */
export function hasJunctionLists(subjects: ChangeSet): boolean {
  return [...subjects.values()].some((subject) => junctionLists(subject).length > 0);
}

/**
 * Writes the rows of many-to-many relations. What is new in a list is added. What is missing is taken out only where the
 * list was loaded as a whole: a list that somebody merely assigned says nothing about rows that it does not name.
 */
export async function saveJunctions(context: WriteContext, session: Session, subjects: ChangeSet): Promise<void> {
  const changes = new Map<MappedEntity, JunctionChanges>();
  for (const subject of subjects.values())
    for (const relation of junctionLists(subject)) collectChanges(changes, subject, relation);
  for (const change of changes.values()) await writeChanges(context, session, change);
}

function junctionLists({ entity, mapped, canInsert, canUpdate }: Subject): readonly MappedRelation[] {
  if (!canInsert && !canUpdate) return [];
  return mapped.ownRelations.filter(
    ({ junction, metadata }) =>
      junction !== undefined && metadata.isPersistenceEnabled && Array.isArray(readProperty(entity, metadata)),
  );
}

function collectChanges(
  all: Map<MappedEntity, JunctionChanges>,
  { entity, action }: Subject,
  relation: MappedRelation,
): void {
  const junction = relation.junction!;
  let changes = all.get(junction);
  if (changes === undefined)
    all.set(junction, (changes = { junction, added: new Map(), removed: new Map(), uncertain: new Set() }));
  const current = readProperty(entity, relation.metadata) as readonly EntityObject[];
  // An entity that was loaded and is saved as a new one has no rows yet.
  const before = (action === "insert" ? [] : rememberedList(entity, relation.metadata.propertyPath)) as
    readonly EntityObject[] | undefined;
  const known = new Set(before?.map((related) => identityOf(relation.target, related)));
  const present = new Set(current.map((related) => identityOf(relation.target, related)));
  for (const related of current) {
    if (known.has(identityOf(relation.target, related))) continue;
    const row = junctionRow(relation, entity, related);
    changes.added.set(keyOf(row), row);
    if (before === undefined) changes.uncertain.add(keyOf(row));
  }
  for (const related of before ?? []) {
    if (present.has(identityOf(relation.target, related))) continue;
    const row = junctionRow(relation, entity, related);
    changes.removed.set(keyOf(row), row);
  }
}

/** The values of the junction's columns for one pair of entities, in the order of its columns. */
function junctionRow(relation: MappedRelation, entity: EntityObject, related: EntityObject): readonly unknown[] {
  const { metadata, owner, target } = relation;
  const junction = relation.junction!;
  const row: unknown[] = junction.columns.map(() => undefined);
  for (const { column, referencedColumn } of metadata.joinColumns)
    row[junction.column(column).ordinal] = keyPart(relation, entity, owner.column(referencedColumn));
  for (const { column, referencedColumn } of metadata.inverseJoinColumns)
    row[junction.column(column).ordinal] = keyPart(relation, related, target.column(referencedColumn));
  return row;
}

function keyPart({ metadata }: MappedRelation, entity: EntityObject, column: MappedColumn): unknown {
  const value = columnValue(entity, column);
  if (value !== undefined && value !== null) return value;
  throw invalidValue(
    `entity "${metadata.entity.name}", relation "${metadata.propertyPath}": the list has a ${metadata.target.name} that is not saved yet`,
    "Save it first, or set { cascade: true } on the relation.",
  );
}

async function writeChanges(context: WriteContext, session: Session, changes: JunctionChanges): Promise<void> {
  const { junction, added, removed, uncertain } = changes;
  const columns = junction.columns;
  if (removed.size > 0) await deleteRowsByKey(context, session, junction, columns, [...removed.values()]);
  const questions = [...uncertain].map((key) => added.get(key)!);
  const present = await readRowsByKey(context, session, junction, columns, columns, questions);
  for (const row of present) added.delete(keyOf(columns.map((column) => decoded(column, row[column.ordinal]))));
  if (added.size > 0) await insertValues(context, session, junction, [...added.values()]);
}
