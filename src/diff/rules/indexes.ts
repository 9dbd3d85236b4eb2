import type { Index } from "../../schema/model";
import { isSameName } from "../../schema/object-name";
import { stableJson } from "../../util/stable-json";
import { matchStructures } from "../match-structure";
import type { PlannedOperation } from "../planned-operation";
import { planPartComments } from "../plan-part-comments";
import type { TableRule } from "../table-pair";

/** Indexes, by all that they say beside their name. */
export const compareIndexes: TableRule = (pair, options) => {
  const { name: table, position, actual, wanted } = pair;
  const { ignored } = options;
  const ignoredNames = new Set(
    ignored?.indexes.filter((entry) => isSameName(entry.table, table)).map((entry) => entry.index),
  );
  const managed = actual.indexes.filter(({ name }) => !ignoredNames.has(name));
  const match = matchStructures(managed, wanted.indexes, structureOf);
  const place = { stage: "change tables", table: position } as const;
  return [
    ...match.dropped.map((index): PlannedOperation => ({
      ...place,
      step: "drop index",
      operation: { kind: "dropIndex", table, index: index.name, dropped: index },
    })),
    ...match.renamed.map(([before, after]): PlannedOperation => ({
      ...place,
      step: "rename index",
      operation: { kind: "renameIndex", table, index: before.name, newName: after.name },
    })),
    ...match.added.map((index): PlannedOperation => ({
      ...place,
      step: "create index",
      operation: { kind: "createIndex", table, index },
    })),
    ...planPartComments(pair, "index", [...match.same, ...match.renamed], options),
  ];
};

function structureOf({ name: _name, comment: _comment, unique, ...structure }: Index): string {
  return stableJson({ ...structure, unique: unique ?? false });
}
