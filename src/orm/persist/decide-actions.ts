import type { Session } from "../../session/session";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { isRemembered, rememberedValue, showsKey } from "../hydrate/snapshot";
import { isSameValue } from "../hydrate/value-copy";
import { keyOf } from "../query/row-key";
import { hasKey, keyValues } from "./column-value";
import { decoded } from "./insert-rows";
import { readRowsByKey } from "./key-rows";
import type { Subject } from "./subject";
import type { WriteContext } from "./write-context";

/**
 * Decides for each subject whether its row is new. Loaded entities are known; an entity with a key that was not loaded is
 * looked up, all of one class with one query.
 */
export async function decideActions(
  context: WriteContext,
  session: Session,
  subjects: Iterable<Subject>,
): Promise<void> {
  const unknown = new Map<MappedEntity, Subject[]>();
  for (const subject of subjects) {
    if (isLoaded(subject)) subject.action = "update";
    else if (!hasKey(keyValues(subject.entity, subject.mapped, subject.given))) subject.action = "insert";
    else {
      const others = unknown.get(subject.mapped);
      if (others === undefined) unknown.set(subject.mapped, [subject]);
      else others.push(subject);
    }
  }
  for (const [mapped, waiting] of unknown) await lookUp(context, session, mapped, waiting);
}

/**
 * Whether the entity was loaded by this data source, and has still the key that it was loaded with. A key that was
 * loaded and is gone makes the entity a new one.
 */
function isLoaded({ entity, mapped, given }: Subject): boolean {
  if (!isRemembered(entity, mapped)) return false;
  const key = keyValues(entity, mapped, given);
  return mapped.primary.every((column, index) => {
    const before = rememberedValue(entity, column);
    const isHidden = key[index] === undefined && !showsKey(entity);
    return before !== undefined && (isHidden || isSameValue(key[index], before));
  });
}

async function lookUp(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  subjects: readonly Subject[],
): Promise<void> {
  const keys = subjects.map(({ entity, given }) => keyValues(entity, mapped, given));
  const rows = await readRowsByKey(context, session, mapped, mapped.columns, mapped.primary, keys);
  const byKey = new Map(
    rows.map((row) => [keyOf(mapped.primary.map((column) => decoded(column, row[column.ordinal]))), row]),
  );
  subjects.forEach((subject, index) => {
    subject.row = byKey.get(keyOf(keys[index]!));
    subject.action = subject.row === undefined ? "insert" : "update";
  });
}
