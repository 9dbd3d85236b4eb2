import { flattenAutocommit } from "../operations/autocommit";
import { hazardsOf } from "../operations/definitions";
import type { Hazard, Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { describeObject, objectKey, type ObjectReference } from "../schema/object-reference";
import { readTypeName } from "../schema/type-name";
import { followSchema } from "./follow-schema";
import { trackNewTables } from "./new-tables";

/** What only a dialect knows of the risks of an operation: for how long it locks, and whether it writes the table anew. */
export interface HazardAnalysis {
  /** `schema` is the schema before the operation; a table that it does not have is taken for one with rows. */
  hazardsOf(operation: Operation, schema: Schema): readonly Hazard[];
}

/**
 * The hazards of each operation, in order: those that every database has, then those of the dialect. Nobody reads or
 * writes a table that the same operations create, so what is done to it is no hazard.
 * @param before the schema before the first operation.
 */
export function analyzeHazards(
  operations: readonly Operation[],
  before: Schema,
  analysis: HazardAnalysis,
): readonly (readonly Hazard[])[] {
  const isNew = trackNewTables();
  const isLost = findLost(operations);
  let schema = before;
  return operations.map((operation) => {
    return flattenAutocommit([operation]).flatMap((part) => {
      const hazards = isNew(part)
        ? []
        : [
            ...hazardsOf(part),
            ...hazardsOfLoss(part, isLost),
            ...hazardsOfType(part, before),
            ...analysis.hazardsOf(part, schema),
          ];
      schema = followSchema(schema, part);
      return hazards;
    });
  });
}

/** What goes and does not come again, neither it nor the table that it belongs to. */
function findLost(operations: readonly Operation[]): (object: ObjectReference) => boolean {
  const parts = flattenAutocommit(operations);
  const gone = new Set(parts.flatMap((part) => (part.kind === "dropTable" ? [nameKey(part.table)] : [])));
  const created = new Set(
    parts.flatMap((part) => ("object" in part && part.kind.startsWith("create") ? [objectKey(part.object)] : [])),
  );
  return (object) => !created.has(objectKey(object)) && !("table" in object && gone.has(nameKey(object.table!)));
}

/** A view that reads a dropped column goes with it, though nobody asked for that: who uses it is told. */
function hazardsOfLoss(operation: Operation, isLost: (object: ObjectReference) => boolean): readonly Hazard[] {
  switch (operation.kind) {
    case "dropView":
    case "dropMaterializedView":
    case "dropFunction":
      return isLost(operation.object)
        ? [{ kind: "incompatibility", message: `what still uses ${describeObject(operation.object)} fails` }]
        : [];
    case "dropTrigger":
      return isLost(operation.object)
        ? [{ kind: "incompatibility", message: `what ${describeObject(operation.object)} did is done no more` }]
        : [];
    default:
      return [];
  }
}

/** The columns that had an enum type tell what they lose; nobody else tells of the values of a type that no column had. */
function hazardsOfType(operation: Operation, { tables }: Schema): readonly Hazard[] {
  if (operation.kind !== "dropEnum") return [];
  const type = operation.enum;
  const isUsed = tables.some(({ columns }) => columns.some((column) => isSameName(readTypeName(column.type), type)));
  return isUsed
    ? []
    : [{ kind: "data loss", message: `drops enum type "${nameKey(type)}" and the list of its values` }];
}
