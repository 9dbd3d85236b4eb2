import { sortGraph } from "../../util/graph-sort";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { readProperty } from "../hydrate/property-access";
import type { ChangeSet, Subject } from "./subject";

/** New rows of one class that can be inserted together. */
export interface InsertBatch {
  readonly mapped: MappedEntity;
  readonly subjects: readonly Subject[];
}

/**
 * The order of the inserts: a row comes after the rows that it refers to, and rows of one class that need not wait for
 * each other go together. Where rows refer to each other in a circle, one reference is deferred.
 */
export function orderInserts(subjects: ChangeSet): readonly InsertBatch[] {
  const inserts = [...subjects.values()].filter(({ action }) => action === "insert");
  const dependencies = new Map(inserts.map((subject) => [subject, dependenciesOf(subject, subjects)]));
  const { order, cut } = sortGraph(inserts, (subject) => dependencies.get(subject)!.keys());
  for (const [from, to] of cut) defer(from, to, dependencies);
  for (const subject of inserts) if (dependencies.get(subject)!.has(subject)) defer(subject, subject, dependencies);
  return batches(order, dependencies);
}

type Dependencies = ReadonlyMap<Subject, ReadonlyMap<Subject, readonly Subject["mapped"]["relations"][number][]>>;

function dependenciesOf(subject: Subject, subjects: ChangeSet): Map<Subject, MappedEntity["relations"][number][]> {
  const found = new Map<Subject, MappedEntity["relations"][number][]>();
  for (const relation of subject.mapped.ownRelations) {
    if (!relation.metadata.isOwner || relation.metadata.isToMany) continue;
    const related = subject.given.get(relation.metadata) ?? readProperty(subject.entity, relation.metadata);
    const other = subjects.get(related as Subject["entity"]);
    if (other === undefined || other.action !== "insert") continue;
    const relations = found.get(other);
    if (relations === undefined) found.set(other, [relation]);
    else relations.push(relation);
  }
  return found;
}

function defer(from: Subject, to: Subject, dependencies: Dependencies): void {
  for (const relation of dependencies.get(from)!.get(to) ?? []) from.deferred.add(relation.metadata);
}

function batches(order: readonly Subject[], dependencies: Dependencies): readonly InsertBatch[] {
  const levels = new Map<Subject, number>();
  const found = new Map<number, Map<MappedEntity, Subject[]>>();
  for (const subject of order) {
    let level = 0;
    for (const other of dependencies.get(subject)!.keys()) level = Math.max(level, (levels.get(other) ?? -1) + 1);
    levels.set(subject, level);
    let byClass = found.get(level);
    if (byClass === undefined) found.set(level, (byClass = new Map<MappedEntity, Subject[]>()));
    const batch = byClass.get(subject.mapped);
    if (batch === undefined) byClass.set(subject.mapped, [subject]);
    else batch.push(subject);
  }
  return [...found.entries()]
    .sort(([left], [right]) => left - right)
    .flatMap(([, byClass]) => [...byClass].map(([mapped, subjects]) => ({ mapped, subjects })));
}
