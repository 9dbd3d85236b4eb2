import { followSchema } from "../dialect/follow-schema";
import type { ResolvedDialect } from "../dialect/dialect";
import { analyzeHazards } from "../dialect/hazards";
import { downgradeOf } from "../diff/downgrade-of";
import type { Hazard, Operation } from "../operations/operation";
import type { IndexName } from "../schema/ignored-objects";
import type { ObjectName, Schema } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { stableJson } from "../util/stable-json";

/** One half of a revision: its operations, and beside each of them what it risks. */
export interface RevisionHalf {
  readonly operations: readonly Operation[];
  readonly hazards: readonly (readonly Hazard[])[];
}

export interface RevisionPlan {
  readonly upgrade: RevisionHalf;
  readonly downgrade: RevisionHalf;
}

export interface RevisionPlanOptions {
  /** Write both halves in forms that keep no lock for long, where the database has them. */
  readonly lockSafe: boolean;
  /** The indexes that take such a form in any case. */
  readonly concurrentIndexes: readonly IndexName[];
  /** What takes the database back, where it is not the inverse of the operations. */
  readonly downgrade?: readonly Operation[] | undefined;
}

/** Both halves of a revision that takes a database from `before` by these operations, and back. */
export function planRevision(
  dialect: Pick<ResolvedDialect, "hazards" | "lockSafety">,
  operations: readonly Operation[],
  before: Schema,
  { lockSafe, concurrentIndexes, downgrade }: RevisionPlanOptions,
): RevisionPlan {
  const concurrent = new Set(concurrentIndexes.map(({ table, index }) => indexKey(table, index)));
  const after = operations.reduce(followSchema, before);
  // Each half is made lock-safe by itself: the inverse of a lock-safe form is not the lock-safe form of the inverse.
  return { upgrade: half(operations, before), downgrade: half(downgrade ?? downgradeOf(operations), after) };

  function half(plain: readonly Operation[], start: Schema): RevisionHalf {
    const chosen = dialect.lockSafety.rewrite(plain, start, isLockSafe);
    return { operations: chosen, hazards: analyzeHazards(chosen, start, dialect.hazards) };
  }

  function isLockSafe(operation: Operation): boolean {
    if ("concurrently" in operation && operation.concurrently === true) return true;
    if (operation.kind === "createIndex")
      return lockSafe || concurrent.has(indexKey(operation.table, operation.index.name));
    if (operation.kind === "dropIndex") return lockSafe || concurrent.has(indexKey(operation.table, operation.index));
    return lockSafe;
  }
}

function indexKey(table: ObjectName, index: string): string {
  return stableJson([nameKey(table), index]);
}
