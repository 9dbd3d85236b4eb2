import type { ObjectChanges } from "../../dialect/object-changes";
import type { Operation } from "../../operations/operation";
import type { ObjectKind, ObjectOfKind, SchemaObject, View } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { requirePartitioningKept } from "./extensions/partitions";
import type { PostgresFeatures } from "./capabilities";
import { canReplaceCompositeType } from "./extensions/composite-types";
import { canReplaceFunction } from "./extensions/functions";
import { hasSameStorageMethod } from "./extensions/materialized-views";
import { findRecomputed } from "./column-dependents";
import { isHeldBy } from "./held-objects";
import { hasSameQuery, VIEW_COLUMNS } from "./view-columns";

type Replaceable = { readonly [K in ObjectKind]: (previous: ObjectOfKind<K>, wanted: ObjectOfKind<K>) => boolean };

/**
 * What the server allows (tried on PostgreSQL 15 and 18). Nothing can depend on a trigger or a policy, so their writers take
 * them away and make them anew by themselves where that must be; an extension is never taken away for a change.
 */
export function createObjectChanges(features: PostgresFeatures): ObjectChanges {
  const replaceable: Replaceable = {
    view: canReplaceView,
    materializedView: (previous, wanted) =>
      hasSameQuery(previous, wanted) && (features.setAccessMethod || hasSameStorageMethod(previous, wanted)),
    function: canReplaceFunction,
    trigger: () => true,
    policy: () => true,
    extension: () => true,
    sequence: () => true,
    domain: () => true,
    compositeType: canReplaceCompositeType,
  };
  return {
    canReplace: (previous, wanted) => {
      // The kind chooses the rule, which the compiler cannot see.
      const rule = replaceable[wanted.kind] as unknown as (previous: SchemaObject, wanted: SchemaObject) => boolean;
      return previous.kind === wanted.kind && rule(previous, wanted);
    },
    isHeldBy,
    findImplied: (operation, table) =>
      operation.kind !== "alterColumn"
        ? []
        : findRecomputed(table, operation).map((column): Operation => ({
            kind: "dropColumn",
            table: nameOf(table),
            column: column.name,
          })),
    followsRenames: true,
    renamedKinds: ["view", "materializedView", "sequence", "domain", "compositeType"],
    requireTableChange: (table, change) => requirePartitioningKept(table, table.attributes ?? {}, change),
  };
}

/** Columns can be added at the end; those that are there keep their names, types and collations. */
function canReplaceView(previous: View, wanted: View): boolean {
  if (hasSameQuery(previous, wanted)) return true;
  const [before, after] = [previous.attributes?.[VIEW_COLUMNS], wanted.attributes?.[VIEW_COLUMNS]];
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return (before as readonly string[]).every((column, place) => column === (after as readonly string[])[place]);
}
